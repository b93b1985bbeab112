import { Braces, Download, Text, X } from 'lucide-react';
import { exportName } from '../../../../core/export-name.ts';
import type { LogRecord } from '../../../../core/record.ts';
import { stripAnsi } from '../../lib/ansi.ts';
import { copyText } from '../../lib/copy-text.ts';
import { formatCount } from '../../lib/format-number.ts';
import { formatFull, type ZoneChoice } from '../../lib/format-time.ts';
import { readField, valueText } from '../../lib/record-fields.ts';
import { saveFile } from '../../lib/save-file.ts';
import { useZone } from '../../lib/screen-state.ts';
import { strings } from '../../strings/catalogue.ts';
import { Button, IconButton } from '../kit/button.tsx';

const words = strings.results;

/** One line a log: its columns with a tab between them. */
function textOfRows(records: readonly LogRecord[], columns: readonly string[]): string {
  return records
    .map((record) => columns.map((column) => stripAnsi(valueText(readField(record, column)))).join('\t'))
    .join('\n');
}

/** Named as an export of their time is. */
function nameOf(records: readonly LogRecord[], zone: ZoneChoice): string {
  const times = records.map(({ timestamp }) => timestamp).sort();
  const [from, to] = [times[0], times.at(-1)].map((time) => formatFull(time ?? '', zone));
  return exportName({ from: from ?? '', to: to ?? '', query: 'selected' }, 'ndjson');
}

interface SelectionBarProps {
  records: readonly LogRecord[];
  /** More than there are records while some are on their way. */
  count: number;
  columns: readonly string[];
  onClear(): void;
  onSaid(text: string): void;
}

/** What can be done with the selected rows. */
export function SelectionBar({ records, count, columns, onClear, onSaid }: SelectionBarProps) {
  const [zone] = useZone();
  const isWaiting = records.length < count;
  const copy = (text: string): void => {
    void copyText(text).then((isCopied) => isCopied && onSaid(strings.common.copied));
  };
  const lines = (): string => `${records.map((record) => JSON.stringify(record)).join('\n')}\n`;
  return (
    <div className="flex min-w-0 grow items-center gap-1">
      <span className="whitespace-nowrap px-1 text-[13px] font-semibold">{words.selected(formatCount(count))}</span>
      <Button
        look="ghost"
        icon={<Text size={14} aria-hidden />}
        disabled={isWaiting}
        onClick={() => copy(textOfRows(records, columns))}
      >
        <span className="max-sm:sr-only">{words.copyText}</span>
      </Button>
      <Button
        look="ghost"
        icon={<Braces size={14} aria-hidden />}
        disabled={isWaiting}
        onClick={() => copy(JSON.stringify(records, null, 2))}
      >
        <span className="max-sm:sr-only">{words.copyJson}</span>
      </Button>
      <Button
        look="ghost"
        icon={<Download size={14} aria-hidden />}
        disabled={isWaiting}
        onClick={() => saveFile(nameOf(records, zone), lines())}
      >
        <span className="max-sm:sr-only">{words.exportSelection}</span>
      </Button>
      <IconButton label={words.clearSelection} icon={<X size={15} aria-hidden />} onClick={onClear} />
    </div>
  );
}
