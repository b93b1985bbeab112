import { Braces, ChevronDown, ChevronUp, Link2, SquareTerminal, X } from 'lucide-react';
import type { LogRecord } from '../../../../core/record.ts';
import { formatAge, formatFull } from '../../lib/format-time.ts';
import { logCurl, logLink } from '../../lib/log-link.ts';
import { useZone } from '../../lib/screen-state.ts';
import { useNow } from '../../lib/use-now.ts';
import { visibleText } from '../../lib/visible-text.ts';
import { strings } from '../../strings/catalogue.ts';
import { IconButton } from '../kit/button.tsx';
import { CopyButton } from '../kit/copy-button.tsx';
import { CategoryTag, LEVEL_COLOURS, LevelTag } from '../tags.tsx';

const words = strings.details;

interface HeaderProps {
  /** Null while it is on its way. */
  record: LogRecord | null;
  onClose(): void;
  onStep(direction: 1 | -1): void;
}

/** What log it is, and what can be done with all of it. */
export function DetailsHeader({ record, onClose, onStep }: HeaderProps) {
  const { level } = record ?? {};
  return (
    <header
      className="border-b border-line border-t-[3px] px-4 pb-3 pt-1.5"
      style={{ borderBlockStartColor: level && LEVEL_COLOURS[level] }}
    >
      <div className="-mx-2 flex items-center">
        <IconButton label={words.previous} icon={<ChevronUp size={17} aria-hidden />} onClick={() => onStep(-1)} />
        <IconButton label={words.next} icon={<ChevronDown size={17} aria-hidden />} onClick={() => onStep(1)} />
        <span className="ms-auto flex">
          {record && <Copies record={record} />}
          <IconButton label={words.close} icon={<X size={17} aria-hidden />} onClick={onClose} />
        </span>
      </div>
      {record && <Facts record={record} />}
    </header>
  );
}

function Copies({ record }: { record: LogRecord }) {
  const { id } = record;
  return (
    <>
      <CopyButton label={words.copyLink} icon={<Link2 size={16} aria-hidden />} text={() => logLink(id)} />
      <CopyButton
        label={words.copyJson}
        icon={<Braces size={15} aria-hidden />}
        text={() => JSON.stringify(record, null, 2)}
      />
      <CopyButton label={words.copyCurl} icon={<SquareTerminal size={16} aria-hidden />} text={() => logCurl(id)} />
    </>
  );
}

function Facts({ record: { timestamp, level, category, category_confidence, service } }: { record: LogRecord }) {
  const [zone] = useZone();
  const now = useNow();
  return (
    <div className="mt-1 flex flex-col gap-1.5">
      <div className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1">
        <LevelTag level={level} />
        <h2 className="min-w-0 max-w-full truncate text-[15px] font-semibold">{visibleText(service)}</h2>
        <CategoryTag category={category} confidence={category_confidence} />
      </div>
      <div className="flex flex-wrap items-baseline gap-x-3 text-xs text-ink-faint">
        <time dateTime={timestamp} className="font-mono text-[13px] text-ink">
          {formatFull(timestamp, zone)}
        </time>
        {formatFull(timestamp, zone) !== formatFull(timestamp, 'UTC') && (
          <span className="font-mono">
            {formatFull(timestamp, 'UTC')} {words.utc}
          </span>
        )}
        <span>{formatAge(timestamp, now)}</span>
      </div>
    </div>
  );
}
