import { type KeyboardEvent, type PointerEvent, useState } from 'react';
import { barAt, shareAt } from '../../../components/chart/bar-at.ts';
import { placeOver, stretchOf } from '../../../components/chart/stretch.ts';
import { formatCount } from '../../../lib/format-number.ts';
import { strings } from '../../../strings/catalogue.ts';
import { BarNote, spanText } from './bar-note.tsx';
import type { Histogram } from './build-histogram.ts';

const words = strings.explorer.histogram;
/** Less is a press, not a drag. */
const SHORTEST_DRAG_PX = 4;

interface BarLayerProps {
  histogram: Histogram;
  zone: string;
  onZoom(first: number, last: number): void;
  onZoomOut(): void;
}

/** Bars that are chosen, from where the choice began to where it stands. */
interface Choice {
  anchor: number;
  head: number;
  /** Where the pointer went down on the screen, px; null when it is made by keys or only looks. */
  pressedAt: number | null;
  isDragged: boolean;
}

function stepOf(key: string, head: number, count: number): number | null {
  const steps: Readonly<Record<string, number>> = {
    ArrowLeft: head - 1,
    ArrowRight: head + 1,
    Home: 0,
    End: count - 1,
  };
  const next = steps[key];
  return next === undefined ? null : Math.min(Math.max(next, 0), count - 1);
}

/** Bars are chosen by looking, dragging, keys; what was dragged over or taken with Enter is zoomed into. */
function useBarChoice(count: number, onZoom: BarLayerProps['onZoom']) {
  const [choice, setChoice] = useState<Choice | null>(null);
  const indexAt = (event: PointerEvent): number => barAt(shareAt(event), count);
  const onPress = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    const index = indexAt(event);
    setChoice({ anchor: index, head: index, pressedAt: event.clientX, isDragged: false });
  };
  const onMove = (event: PointerEvent): void => {
    const index = indexAt(event);
    const { clientX } = event;
    setChoice((now) => {
      if (now === null || now.pressedAt === null)
        return { anchor: index, head: index, pressedAt: null, isDragged: false };
      const isDragged = now.isDragged || Math.abs(clientX - now.pressedAt) >= SHORTEST_DRAG_PX;
      return { ...now, head: isDragged ? index : now.anchor, isDragged };
    });
  };
  const onRelease = (): void => {
    if (choice?.isDragged) onZoom(choice.anchor, choice.head);
    setChoice(null);
  };
  const onKey = (event: KeyboardEvent): void => {
    const head = choice?.head ?? count - 1;
    const next = stepOf(event.key, choice === null && event.key.startsWith('Arrow') ? count : head, count);
    if (next !== null) {
      setChoice({
        anchor: event.shiftKey && choice ? choice.anchor : next,
        head: next,
        pressedAt: null,
        isDragged: false,
      });
    } else if (event.key === 'Enter' && choice) {
      onZoom(choice.anchor, choice.head);
      setChoice(null);
    } else if (event.key === 'Escape' && choice) setChoice(null);
    else return;
    event.preventDefault();
  };
  return { choice, setChoice, onPress, onMove, onRelease, onKey };
}

/** Hears what is done over the bars, and says what is chosen of them. */
export function BarLayer({ histogram, zone, onZoom, onZoomOut }: BarLayerProps) {
  const { bars } = histogram;
  const count = bars.length;
  const { choice, setChoice, onPress, onMove, onRelease, onKey } = useBarChoice(count, onZoom);
  const first = choice ? Math.min(choice.anchor, choice.head) : 0;
  const last = choice ? Math.max(choice.anchor, choice.head) : 0;
  const text = choice
    ? `${spanText(bars, first, last, zone)}: ${words.logs(formatCount(sum(histogram, first, last)))}`
    : words.none;
  return (
    <div
      role="slider"
      tabIndex={0}
      aria-label={words.help}
      aria-valuemin={0}
      aria-valuemax={Math.max(count - 1, 0)}
      aria-valuenow={choice?.head ?? Math.max(count - 1, 0)}
      aria-valuetext={text}
      className="pointer-events-auto absolute inset-0 cursor-crosshair touch-pan-y select-none"
      onPointerDown={onPress}
      onPointerMove={onMove}
      onPointerUp={onRelease}
      onPointerCancel={() => setChoice(null)}
      onPointerLeave={() => setChoice((now) => (now?.pressedAt === null ? null : now))}
      onDoubleClick={onZoomOut}
      onKeyDown={onKey}
      onBlur={() => setChoice(null)}
    >
      {choice && count > 0 && (
        <>
          <div
            aria-hidden
            className={`absolute inset-y-0 ${first === last ? 'bg-ink/8' : 'border-x border-accent bg-accent/15'}`}
            style={placeOver(stretchOf(first, last, count))}
          />
          <BarNote histogram={histogram} first={first} last={last} zone={zone} />
        </>
      )}
    </div>
  );
}

function sum({ bars }: Histogram, first: number, last: number): number {
  return bars.slice(first, last + 1).reduce((total, bar) => total + bar.total, 0);
}
