import { ChevronLeft, ChevronRight } from 'lucide-react';
import { type KeyboardEvent, useEffect, useId, useLayoutEffect, useRef, useState } from 'react';
import { type Day, dayAfterKey, moveMonth, weeksOf } from '../../lib/calendar.ts';
import { strings } from '../../strings/catalogue.ts';
import { IconButton } from './button.tsx';

const words = strings.shell.calendar;
const MONTH = new Intl.DateTimeFormat('en-US', { month: 'long', year: 'numeric', timeZone: 'UTC' });
const FULL = new Intl.DateTimeFormat('en-US', { dateStyle: 'full', timeZone: 'UTC' });

interface DayRange {
  first: Day;
  last: Day;
}

const between = (one: Day, other: Day): DayRange =>
  one < other ? { first: one, last: other } : { first: other, last: one };

function isInside(day: Day, range: DayRange | null): boolean {
  return range !== null && range.first <= day && day <= range.last;
}

function lookOf(day: Day, month: Day, range: DayRange | null): string {
  if (day === range?.first || day === range?.last) return 'bg-accent text-accent-ink font-semibold';
  const ink = day.slice(0, 7) === month.slice(0, 7) ? 'text-ink' : 'text-ink-faint';
  return isInside(day, range) ? 'text-ink hover:bg-accent/20' : `${ink} hover:bg-hover`;
}

/** The band from the first day to the last, behind them. */
function bandOf(day: Day, range: DayRange | null): string {
  if (!isInside(day, range)) return '';
  return `bg-accent-soft ${day === range?.first ? 'rounded-s-md' : ''} ${day === range?.last ? 'rounded-e-md' : ''}`;
}

interface MonthHeadProps {
  id: string;
  month: Day;
  onMove(months: number): void;
}

function MonthHead({ id, month, onMove }: MonthHeadProps) {
  return (
    <div className="flex items-center justify-between">
      <IconButton label={words.previous} icon={<ChevronLeft size={16} aria-hidden />} onClick={() => onMove(-1)} />
      <span id={id} aria-live="polite" className="text-[13px] font-semibold">
        {MONTH.format(Date.parse(month))}
      </span>
      <IconButton label={words.next} icon={<ChevronRight size={16} aria-hidden />} onClick={() => onMove(1)} />
    </div>
  );
}

function Weekdays() {
  return (
    <thead>
      <tr>
        {words.weekdays.map(([short, name]) => (
          <th key={name} scope="col" abbr={name} className="h-7 p-0 text-xs font-medium text-ink-faint">
            {short}
          </th>
        ))}
      </tr>
    </thead>
  );
}

const TODAY =
  'aria-[current=date]:after:absolute aria-[current=date]:after:inset-x-0 aria-[current=date]:after:bottom-1 aria-[current=date]:after:mx-auto aria-[current=date]:after:h-0.5 aria-[current=date]:after:w-3 aria-[current=date]:after:rounded-full aria-[current=date]:after:bg-current';

interface DayCellProps {
  day: Day;
  month: Day;
  today: Day;
  range: DayRange | null;
  onPoint(): void;
  onChoose(): void;
}

function DayCell({ day, month, today, range, onPoint, onChoose }: DayCellProps) {
  return (
    // biome-ignore lint/a11y/useAriaPropsSupportedByRole: in a grid it is a gridcell
    <td aria-selected={isInside(day, range)} className={`p-0 ${bandOf(day, range)}`}>
      <button
        type="button"
        data-day={day}
        tabIndex={day === month ? 0 : -1}
        aria-label={FULL.format(Date.parse(day))}
        aria-current={day === today ? 'date' : undefined}
        className={`relative block h-8 w-full rounded-md text-[13px] tabular-nums ${TODAY} ${lookOf(day, month, range)}`}
        onMouseEnter={onPoint}
        onFocus={onPoint}
        onClick={onChoose}
      >
        {Number(day.slice(8))}
      </button>
    </td>
  );
}

/** The day that the keys are at; the calendar shows its month, and follows a range that was changed elsewhere. */
function useFocusedDay(range: DayRange | null, today: Day, chosen: DayRange | null) {
  const [focused, setFocused] = useState(range?.last ?? today);
  const grid = useRef<HTMLTableElement>(null);
  const isByKey = useRef(false);
  const last = range?.last;
  useEffect(() => {
    if (last !== undefined && last !== chosen?.last) setFocused(last);
  }, [last, chosen]);
  useLayoutEffect(() => {
    if (!isByKey.current) return;
    isByKey.current = false;
    grid.current?.querySelector<HTMLElement>(`[data-day="${focused}"]`)?.focus();
  }, [focused]);
  const goByKey = (day: Day): void => {
    isByKey.current = day !== focused;
    setFocused(day);
  };
  return { focused, setFocused, grid, goByKey };
}

/** The first day of a range that waits for its last, and the day that would be it. */
interface Begun {
  first: Day;
  pointed: Day;
}

interface CalendarProps {
  /** What is chosen; null when it is no days. */
  range: DayRange | null;
  today: Day;
  /** Told of a day when it is chosen, and of the whole range when a second one is. */
  onChoose(range: DayRange): void;
}

/** A month of days: one is chosen by a click or Enter, a range by two. Keys as the grid pattern of WAI-ARIA has them. */
export function Calendar({ range, today, onChoose }: CalendarProps) {
  const [begun, setBegun] = useState<Begun | null>(null);
  const [chosen, setChosen] = useState<DayRange | null>(null);
  const { focused, setFocused, grid, goByKey } = useFocusedDay(range, today, chosen);
  const id = useId();
  const shown = begun ? between(begun.first, begun.pointed) : range;
  const choose = (day: Day): void => {
    const next = begun ? between(begun.first, day) : { first: day, last: day };
    setBegun(begun ? null : { first: day, pointed: day });
    setFocused(day);
    setChosen(next);
    onChoose(next);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const next = dayAfterKey(focused, event);
    if (next === null) return;
    event.preventDefault();
    goByKey(next);
  };
  return (
    <div className="w-60 max-sm:w-full">
      <MonthHead id={id} month={focused} onMove={(months) => setFocused(moveMonth(focused, months))} />
      {/* biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: the grid pattern, on a table */}
      <table ref={grid} role="grid" aria-labelledby={id} className="w-full table-fixed" onKeyDown={onKeyDown}>
        <Weekdays />
        <tbody>
          {weeksOf(focused).map((week) => (
            <tr key={week[0]}>
              {week.map((day) => (
                <DayCell
                  key={day}
                  {...{ day, today }}
                  month={focused}
                  range={shown}
                  onPoint={() => setBegun(begun && { ...begun, pointed: day })}
                  onChoose={() => choose(day)}
                />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <p role="status" className="mt-1 text-xs text-ink-faint">
        {begun ? words.last : words.first}
      </p>
    </div>
  );
}
