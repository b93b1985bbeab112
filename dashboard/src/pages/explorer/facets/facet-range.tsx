import { useNumbers } from '../../../api/facets.ts';
import { isQueryFault } from '../../../api/request.ts';
import { Skeleton } from '../../../components/kit/states.tsx';
import { formatCompact, formatCount } from '../../../lib/format-number.ts';
import { type NumberRange, readRange } from '../../../lib/query-range.ts';
import { useOwn } from '../../../lib/use-own.ts';
import { strings } from '../../../strings/catalogue.ts';
import { baseOf } from './build-facet.ts';
import { buildRange, type FieldRange } from './build-range.ts';
import type { FacetActions } from './facet-actions.ts';
import { RangeInputs } from './range-inputs.tsx';

const words = strings.explorer.facets;

interface FacetRangeProps extends Pick<FacetActions, 'question' | 'onRange'> {
  field: string;
  name: string;
}

/** How the numbers of a field are spread, and the part of them to which the logs are narrowed. */
export function FacetRange({ field, name, question, onRange }: FacetRangeProps) {
  const { data, error } = useNumbers(baseOf(question, field), field);
  if (isQueryFault(error)) return null;
  if (error) return <p className="px-2 py-1 text-xs text-bad">{error.message}</p>;
  if (!data) return <Skeleton className="mx-1 my-1 h-24" />;
  const range = buildRange(data);
  if (!range) return null;
  const chosen = readRange(question.q, field);
  return (
    <div className="flex flex-col gap-1.5 px-1 pb-2">
      <Slider range={range} chosen={chosen} name={name} onRange={(next) => onRange(field, next)} />
      <RangeInputs range={range} chosen={chosen} name={name} onRange={(next) => onRange(field, next)} />
      <p className="text-xs text-ink-faint">
        {words.median} {formatCompact(range.p50)} · {words.p95} {formatCompact(range.p95)}
        {data.sampled !== null && ` ${words.sampled(formatCount(data.sampled))}`}
      </p>
    </div>
  );
}

/** Half of a thumb: the bars stand between the middles of the two. */
const BAR_INSET = 'mx-1.5';

interface SliderProps {
  range: FieldRange;
  chosen: NumberRange;
  name: string;
  onRange(range: NumberRange): void;
}

/** The bars with a handle at either end; a handle at the very end leaves that end open. */
function Slider({ range, chosen, name, onRange }: SliderProps) {
  const { bars, placeOf, valueAt } = range;
  const was = [chosen.from === null ? 0 : placeOf(chosen.from), chosen.to === null ? 1 : placeOf(chosen.to)] as const;
  const key = [chosen.from, chosen.to, range.min, range.max].join();
  const [[low, high], setPlaces] = useOwn<readonly [number, number]>(was, key);
  const settle = (): void => {
    if (low === was[0] && high === was[1]) return;
    const from = low <= 0 ? null : valueAt(low);
    const to = high >= 1 ? null : valueAt(high);
    onRange({ from: low === was[0] ? chosen.from : from, to: high === was[1] ? chosen.to : to });
  };
  const handle = (label: string, place: number, move: (place: number) => readonly [number, number]) => (
    <input
      type="range"
      min={0}
      max={1}
      step={0.01}
      value={place}
      aria-label={label}
      aria-valuetext={formatCount(valueAt(place))}
      className="slider-thumb absolute inset-x-0 bottom-0 m-0 h-6 w-full"
      onChange={({ target }) => setPlaces(move(Number(target.value)))}
      onPointerUp={settle}
      onKeyUp={settle}
      onBlur={settle}
    />
  );
  return (
    <div className="relative h-14">
      <div aria-hidden className={`flex h-11 items-end gap-px ${BAR_INSET}`}>
        {bars.map((height, at) => {
          const middle = (at + 0.5) / bars.length;
          const isIn = middle >= low && middle <= high;
          return (
            <span
              // biome-ignore lint/suspicious/noArrayIndexKey: a bar is its place
              key={at}
              className={`min-w-0 grow rounded-t-xs ${isIn ? 'bg-accent/60' : 'bg-line-strong'}`}
              style={{ height: height === 0 ? 0 : `max(2px, ${height * 100}%)` }}
            />
          );
        })}
      </div>
      <div aria-hidden className={`relative h-0.5 bg-line-strong ${BAR_INSET}`}>
        <span
          className="absolute inset-y-0 bg-accent"
          style={{ insetInlineStart: `${low * 100}%`, insetInlineEnd: `${(1 - high) * 100}%` }}
        />
      </div>
      {handle(words.least(name), low, (place) => [Math.min(place, high), high])}
      {handle(words.greatest(name), high, (place) => [low, Math.max(place, low)])}
    </div>
  );
}
