import { type FormEvent, useEffect, useState } from 'react';
import type { Day } from '../../lib/calendar.ts';
import { editableEnd } from '../../lib/format-range.ts';
import { formatFull, parseInZone, type ZoneChoice } from '../../lib/format-time.ts';
import { resolveTime, type TimeRange } from '../../lib/time-range.ts';
import { zoneLabel } from '../../lib/zone-label.ts';
import { strings } from '../../strings/catalogue.ts';
import { Button } from '../kit/button.tsx';
import type { Calendar as CalendarPart } from '../kit/calendar.tsx';
import { Labelled, TextInput } from '../kit/field.tsx';
import { Skeleton } from '../kit/states.tsx';

const words = strings.shell.time;

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

type CalendarState = typeof CalendarPart | 'coming' | 'missing';

/** It is fetched when it is wanted; the fields do without it. */
function useCalendar(): CalendarState {
  const [state, setState] = useState<CalendarState>('coming');
  useEffect(() => {
    import('../kit/calendar.tsx').then(
      ({ Calendar }) => setState(() => Calendar),
      () => setState('missing'),
    );
  }, []);
  return state;
}

interface DaysProps {
  draft: TimeRange;
  zone: ZoneChoice;
  onChoose(range: TimeRange): void;
}

/** The days of the two ends; chosen ones are taken from their first moment to their last. */
function Days({ draft, zone, onChoose }: DaysProps) {
  const Calendar = useCalendar();
  const now = Date.now();
  const dayOf = (text: string): Day | null => {
    const end = readEnd(text, zone);
    const ms = end === null ? null : resolveTime(end, now);
    return ms === null ? null : formatFull(ms, zone).slice(0, 10);
  };
  if (Calendar === 'missing') return null;
  if (Calendar === 'coming') return <Skeleton className="h-71 w-60 max-sm:w-full" />;
  const [first, last] = [dayOf(draft.from), dayOf(draft.to)];
  return (
    <Calendar
      range={first && last && first <= last ? { first, last } : null}
      today={formatFull(now, zone).slice(0, 10)}
      onChoose={(days) => onChoose({ from: `${days.first} 00:00:00`, to: `${days.last} 23:59:59.999` })}
    />
  );
}

interface ExactRangeProps {
  range: TimeRange;
  zone: ZoneChoice;
  onApply(range: TimeRange): void;
}

/** Two ends as text in the zone, and a calendar that writes them. */
export function ExactRange({ range, zone, onApply }: ExactRangeProps) {
  const shown = { from: editableEnd(range.from, zone), to: editableEnd(range.to, zone) };
  const [draft, setDraft] = useState(shown);
  const [faults, setFaults] = useState<EndFaults>({});
  // an end that nobody touched stays as it is: in the hour that comes twice its text means two moments
  const read = (end: 'from' | 'to'): string | null =>
    draft[end] === shown[end] ? range[end] : readEnd(draft[end], zone);
  const change = (next: TimeRange): void => {
    setDraft(next);
    setFaults({});
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const [from, to] = [read('from'), read('to')];
    const found = faultOf(from, to);
    setFaults(found);
    if (from !== null && to !== null && Object.keys(found).length === 0) onApply({ from, to });
  };
  return (
    <form onSubmit={submit} aria-label={words.exact} className="flex w-60 flex-col gap-2 max-sm:w-full">
      <p className="flex justify-between gap-3 text-xs text-ink-faint">
        <span className="font-semibold">{words.exact}</span>
        <span className="truncate" title={words.zone}>
          {zoneLabel(zone)}
        </span>
      </p>
      <Days draft={draft} zone={zone} onChoose={change} />
      {(['from', 'to'] as const).map((end) => (
        <Labelled key={end} label={words[end]} fault={faults[end]}>
          <TextInput
            value={draft[end]}
            placeholder={words.hint}
            className="tabular-nums"
            onChange={({ target }) => change({ ...draft, [end]: target.value })}
          />
        </Labelled>
      ))}
      <p className="text-xs text-ink-faint">{words.hint}</p>
      <Button type="submit" look="primary" className="justify-center">
        {words.apply}
      </Button>
    </form>
  );
}
