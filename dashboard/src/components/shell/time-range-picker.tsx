import { CalendarClock, ChevronDown } from 'lucide-react';
import { formatRange } from '../../lib/format-range.ts';
import { formatFull, type ZoneChoice } from '../../lib/format-time.ts';
import { useScreenState, useZone } from '../../lib/screen-state.ts';
import { RELATIVE_RANGES, relativeSpan, type TimeRange } from '../../lib/time-range.ts';
import { NARROW, useMedia } from '../../lib/use-media.ts';
import { strings } from '../../strings/catalogue.ts';
import { Button } from '../kit/button.tsx';
import { Popover } from '../kit/popover.tsx';
import { ExactRange } from './exact-range.tsx';

const words = strings.shell.time;

/** The range in words: `Last 15 minutes`, or its two ends. */
function nameOf(range: TimeRange, zone: ZoneChoice): string {
  const span = relativeSpan(range);
  return span === null ? formatRange(range, zone) : words.last(words.spans[span] ?? span);
}

/** The name where there is no room for a year that everybody knows. */
function cutYear(name: string, zone: ZoneChoice): string {
  return name.replaceAll(formatFull(Date.now(), zone).slice(0, 5), '');
}

interface QuickRangesProps {
  range: TimeRange;
  onApply(range: TimeRange): void;
}

function QuickRanges({ range, onApply }: QuickRangesProps) {
  const chosen = relativeSpan(range);
  return (
    <fieldset className="sm:w-32 sm:border-e sm:border-line sm:pe-3">
      <legend className="mb-2 text-xs font-semibold text-ink-faint">{words.quick}</legend>
      <div className="grid gap-0.5 max-sm:grid-cols-3">
        {RELATIVE_RANGES.map((span) => (
          <button
            key={span}
            type="button"
            aria-pressed={chosen === span}
            className="h-8 rounded-md px-2.5 text-start text-[13px] transition-colors hover:bg-hover aria-pressed:bg-accent-soft aria-pressed:font-medium aria-pressed:text-accent"
            onClick={() => onApply({ from: `now-${span}`, to: 'now' })}
          >
            {words.spans[span] ?? span}
          </button>
        ))}
      </div>
    </fieldset>
  );
}

/** Chooses the time of the whole page. */
export function TimeRangePicker() {
  const [{ from, to }, change] = useScreenState();
  const [zone] = useZone();
  const isNarrow = useMedia(NARROW);
  const range = { from, to };
  const name = nameOf(range, zone);
  return (
    <Popover
      align="end"
      className="max-h-[calc(100dvh-4rem)] overflow-auto max-sm:fixed max-sm:start-3 max-sm:end-3 max-sm:top-14"
      opener={(attributes) => (
        <Button
          icon={<CalendarClock size={15} aria-hidden className="shrink-0 max-sm:hidden" />}
          title={name}
          className="min-w-0"
          data-shortcut="time"
          {...attributes}
        >
          <span className="sr-only">{words.choose}: </span>
          <span className="truncate tabular-nums">{isNarrow ? cutYear(name, zone) : name}</span>
          <ChevronDown size={14} aria-hidden className="shrink-0" />
        </Button>
      )}
    >
      {(close) => {
        const apply = (wanted: TimeRange): void => {
          change({ ...wanted });
          close();
        };
        return (
          <div className="flex flex-col gap-3 sm:flex-row">
            <QuickRanges range={range} onApply={apply} />
            <ExactRange key={`${from} ${to} ${zone}`} range={range} zone={zone} onApply={apply} />
          </div>
        );
      }}
    </Popover>
  );
}
