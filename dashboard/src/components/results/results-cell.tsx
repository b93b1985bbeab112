import type { LogRecord } from '../../../../core/record.ts';
import type { Spans } from '../../api/logs.ts';
import { firstLine } from '../../lib/first-line.ts';
import { formatCount } from '../../lib/format-number.ts';
import { formatClock, formatFull, type ZoneChoice } from '../../lib/format-time.ts';
import { readField, valueText } from '../../lib/record-fields.ts';
import { findMarks, type Mark } from '../../lib/text-pieces.ts';
import { strings } from '../../strings/catalogue.ts';
import { LogText } from '../log-text.tsx';
import { CategoryTag, LevelTag } from '../tags.tsx';

const MOST_WRAPPED = 4_000;
const MOST_VALUE = 300;

export interface CellOptions {
  zone: ZoneChoice;
  isWrapped: boolean;
  /** Of the find bar; empty when it is closed. */
  wanted: string;
  /** Whether the find bar stands at this row. */
  isFound: boolean;
}

const kindOf = (isFound: boolean) => (isFound ? 'found-here' : 'found');

interface CellProps extends CellOptions {
  record: LogRecord;
  column: string;
  spans?: Spans | undefined;
}

/** The value of a field as the table shows it. */
export function ResultsCell({ record, column, spans, zone, isWrapped, wanted, isFound }: CellProps) {
  if (column === 'timestamp') {
    const { timestamp } = record;
    return (
      <time dateTime={timestamp} title={formatFull(timestamp, zone)} className="font-mono text-xs text-ink-soft">
        {formatClock(timestamp, zone)}
      </time>
    );
  }
  if (column === 'level') return <LevelTag level={record.level} />;
  if (column === 'category') return <CategoryTag category={record.category} confidence={record.category_confidence} />;
  if (column === 'message') return <Message {...{ record, spans, isWrapped, wanted, isFound }} />;
  const text = valueText(readField(record, column)).slice(0, MOST_VALUE);
  return <LogText text={text} marks={findMarks(text, wanted, kindOf(isFound))} />;
}

interface MessageProps extends Omit<CellOptions, 'zone'> {
  record: LogRecord;
  spans?: Spans | undefined;
}

/** The first line with what matched lit, or all of it where it may be wrapped. */
export function Message({ record: { message }, spans = [], isWrapped, wanted, isFound }: MessageProps) {
  const line = firstLine(message);
  const shown = isWrapped ? message.slice(0, MOST_WRAPPED) : line.text;
  const start = isWrapped ? 0 : line.start;
  const isCut = isWrapped ? message.length > MOST_WRAPPED : line.isCut;
  const hits = spans.map(([from, to]): Mark => ({ start: from - start, end: to - start, kind: 'hit' }));
  return (
    <>
      <LogText text={shown} marks={[...hits, ...findMarks(shown, wanted, kindOf(isFound))]} />
      {isCut && <span className="text-ink-faint">…</span>}
      {!isWrapped && line.moreLines > 0 && (
        <span
          title={strings.results.moreLinesLong(formatCount(line.moreLines))}
          className="ms-2 rounded bg-sunken px-1 font-sans text-[11px] font-medium text-ink-soft"
        >
          {strings.results.moreLines(formatCount(line.moreLines))}
        </span>
      )}
    </>
  );
}
