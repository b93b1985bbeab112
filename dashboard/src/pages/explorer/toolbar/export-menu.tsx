import { Download } from 'lucide-react';
import { type LogsQuestion, logsExportAddress } from '../../../api/logs.ts';
import { Popover } from '../../../components/kit/popover.tsx';
import { zoneName } from '../../../lib/format-time.ts';
import { useZone } from '../../../lib/screen-state.ts';
import { strings } from '../../../strings/catalogue.ts';
import { ToolButton } from './tool-button.tsx';

const words = strings.explorer.export;

interface ExportMenuProps {
  question: LogsQuestion;
  order: 'asc' | 'desc';
  /** Columns as the table shows them, with commas; null for all fields. */
  columns: string | null;
}

/** All hits as a file. */
export function ExportMenu({ question, order, columns }: ExportMenuProps) {
  const [zone] = useZone();
  const tz = zoneName(zone);
  return (
    <Popover
      align="end"
      className="w-72"
      opener={(attributes) => (
        <ToolButton label={words.open} icon={<Download size={15} aria-hidden />} {...attributes} />
      )}
    >
      {(close) => (
        <div className="flex flex-col gap-3">
          <h2 className="text-[13px] font-semibold">{words.title}</h2>
          <div className="grid grid-cols-2 gap-2">
            {(['csv', 'ndjson'] as const).map((format) => (
              <a
                key={format}
                download
                href={logsExportAddress(question, { format, fields: columns ?? undefined, tz, order })}
                className="flex h-8 items-center justify-center rounded-md border border-line text-[13px] font-medium hover:border-line-strong hover:bg-hover"
                onClick={close}
              >
                {words[format]}
              </a>
            ))}
          </div>
          <p className="text-xs break-words text-ink-faint">
            {columns === null ? words.allFields : words.columns(columns.replaceAll(',', ', '))}
            {words.zone(tz)}
          </p>
        </div>
      )}
    </Popover>
  );
}
