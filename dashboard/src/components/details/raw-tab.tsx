import type { LogRecord } from '../../../../core/record.ts';
import { strings } from '../../strings/catalogue.ts';
import { CopyButton } from '../kit/copy-button.tsx';
import { LogText } from '../log-text.tsx';

const words = strings.details.raw;
/** More at once would make the browser slow; the copy has all of it. */
const MOST_SHOWN = 200_000;

/** The line as it came, or else the record as JSON. */
export function RawTab({ record }: { record: LogRecord }) {
  const text = record.raw ?? JSON.stringify(record, null, 2);
  return (
    <div className="flex min-h-0 grow flex-col">
      <div className="flex h-10 shrink-0 items-center justify-between px-4 text-xs text-ink-faint">
        {record.raw === undefined ? words.json : words.line}
        <CopyButton label={strings.common.copy} text={() => text} />
      </div>
      <pre
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be reached with keys
        tabIndex={0}
        className="break-anywhere mx-4 mb-4 min-h-0 grow overflow-auto whitespace-pre-wrap rounded-lg border border-line bg-sunken p-3 font-mono text-[12.5px] leading-relaxed"
      >
        <LogText text={text.slice(0, MOST_SHOWN)} />
        {text.length > MOST_SHOWN && '…'}
      </pre>
    </div>
  );
}
