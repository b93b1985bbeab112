import { CalendarClock, ChevronDown } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { formatFull, parseInZone, type ZoneChoice } from '../../lib/format-time.ts';
import { useScreenState, useZone } from '../../lib/screen-state.ts';
import { RELATIVE_RANGES, relativeSpan, resolveTime, type TimeRange } from '../../lib/time-range.ts';
import { strings } from '../../strings/catalogue.ts';
import { Button } from '../kit/button.tsx';
import { Labelled, TextInput } from '../kit/field.tsx';
import { Popover } from '../kit/popover.tsx';

const words = strings.shell.time;

function shorten(text: string, zone: ZoneChoice): string {
  return text.startsWith('now') || Number.isNaN(Date.parse(text)) ? text : formatFull(text, zone).slice(0, 19);
}

/** The range in words: `Last 15m`, or its two ends. */
function nameOf(range: TimeRange, zone: ZoneChoice): string {
  const span = relativeSpan(range);
  if (span !== null) return words.last(span);
  return `${shorten(range.from, zone)} – ${shorten(range.to, zone)}`;
}

/** One end as the API takes it; null when it is no time. */
function readEnd(text: string, zone: ZoneChoice): string | null {
  const trimmed = text.trim();
  if (trimmed.startsWith('now')) return resolveTime(trimmed, 0) === null ? null : trimmed;
  const ms = parseInZone(trimmed, zone);
  return ms === null ? null : new Date(ms).toISOString();
}

interface EndFaults {
  from?: string;
  to?: string;
}

function faultOf(from: string | null, to: string | null): EndFaults {
  const now = Date.now();
  const [begin, end] = [from && resolveTime(from, now), to && resolveTime(to, now)];
  if (typeof begin !== 'number') return { from: words.wrong };
  if (typeof end !== 'number') return { to: words.wrong };
  return begin > end ? { to: words.order } : {};
}

interface ExactRangeProps {
  range: TimeRange;
  zone: ZoneChoice;
  onApply(range: TimeRange): void;
}

function ExactRange({ range, zone, onApply }: ExactRangeProps) {
  const [draft, setDraft] = useState({ from: shorten(range.from, zone), to: shorten(range.to, zone) });
  const [faults, setFaults] = useState<EndFaults>({});
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const [from, to] = [readEnd(draft.from, zone), readEnd(draft.to, zone)];
    const found = faultOf(from, to);
    setFaults(found);
    if (from !== null && to !== null && Object.keys(found).length === 0) onApply({ from, to });
  };
  return (
    <form onSubmit={submit} className="flex w-56 flex-col gap-2 max-sm:w-full">
      <Labelled label={words.from} fault={faults.from}>
        <TextInput
          value={draft.from}
          placeholder={words.hint}
          onChange={({ target }) => setDraft({ ...draft, from: target.value })}
        />
      </Labelled>
      <Labelled label={words.to} fault={faults.to}>
        <TextInput
          value={draft.to}
          placeholder={words.hint}
          onChange={({ target }) => setDraft({ ...draft, to: target.value })}
        />
      </Labelled>
      <p className="text-xs text-ink-faint">{words.hint}</p>
      <Button type="submit" look="primary" className="justify-center">
        {words.apply}
      </Button>
    </form>
  );
}

/** Chooses the time of the whole page. */
export function TimeRangePicker() {
  const [{ from, to }, change] = useScreenState();
  const [zone] = useZone();
  const apply = (range: TimeRange): void => change({ ...range });
  return (
    <Popover
      align="end"
      className="max-sm:fixed max-sm:start-3 max-sm:end-3 max-sm:top-14 max-sm:max-h-[calc(100dvh-4rem)] max-sm:overflow-auto"
      opener={(attributes) => (
        <Button
          icon={<CalendarClock size={15} aria-hidden />}
          title={words.choose}
          data-shortcut="time"
          {...attributes}
        >
          <span className="sr-only">{words.choose}: </span>
          <span className="max-w-40 truncate lg:max-w-none">{nameOf({ from, to }, zone)}</span>
          <ChevronDown size={14} aria-hidden />
        </Button>
      )}
    >
      {(close) => (
        <div className="flex flex-col gap-4 sm:flex-row">
          <fieldset>
            <legend className="mb-2 text-xs font-semibold text-ink-faint">{words.quick}</legend>
            <div className="grid w-48 grid-cols-3 gap-1 max-sm:w-full">
              {RELATIVE_RANGES.map((span) => (
                <Button
                  key={span}
                  look={relativeSpan({ from, to }) === span ? 'primary' : 'plain'}
                  className="justify-center"
                  onClick={() => {
                    apply({ from: `now-${span}`, to: 'now' });
                    close();
                  }}
                >
                  {span}
                </Button>
              ))}
            </div>
          </fieldset>
          <fieldset>
            <legend className="mb-2 text-xs font-semibold text-ink-faint">{words.exact}</legend>
            <ExactRange
              key={`${from} ${to} ${zone}`}
              range={{ from, to }}
              zone={zone}
              onApply={(range) => {
                apply(range);
                close();
              }}
            />
          </fieldset>
        </div>
      )}
    </Popover>
  );
}
