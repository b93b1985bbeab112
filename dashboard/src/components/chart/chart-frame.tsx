import type { ReactNode } from 'react';
import { formatCompact } from '../../lib/format-number.ts';
import { useSize } from '../../lib/use-size.ts';
import { countMarks } from './count-marks.ts';
import { thinMarks } from './thin-marks.ts';

/** A name on the axis of time. */
export interface TimeMark {
  /** Where it stands, as a share of the plot's width. */
  at: number;
  text: string;
}

/** Room around a plot, px: what the axes need, and air. */
export interface Room {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** Where bars or lines are drawn, px; `place` is the height on the screen of a count. */
export interface Plot {
  x: number;
  y: number;
  width: number;
  height: number;
  place(count: number): number;
}

interface ChartFrameProps {
  /** The highest count that is drawn. */
  most: number;
  /** How many steps the axis of counts has at most. */
  steps: number;
  /** The smallest difference that the axis tells apart, where that is not one. */
  grain?: number;
  /** How the axis says a count. */
  format?(count: number): string;
  /** What is named on the axis of time, in its order; what has no room for it is left out. */
  marks: readonly TimeMark[];
  room: Room;
  /** Room between two marks of time, px. */
  markGap: number;
  /** Colour of the line that all stands on. */
  ground: string;
  children(plot: Plot): ReactNode;
}

/** Axes of a chart that fills its place; bars or lines are drawn by who uses it. */
export function ChartFrame(props: ChartFrameProps) {
  const { most, steps, grain, format = formatCompact, marks, room, markGap, ground, children } = props;
  const [place, { width, height }] = useSize<HTMLDivElement>();
  const counts = countMarks(most, steps, grain);
  const plot = plotOf(width, height, room, counts.at(-1) ?? 1);
  const times = marks.map(({ at, text }) => ({ x: plot.x + at * plot.width, text }));
  const right = plot.x + plot.width;
  return (
    <div ref={place} className="absolute inset-0">
      {plot.width > 0 && plot.height > 0 && (
        <svg aria-hidden width={width} height={height} className="block fill-ink-faint text-[11px]">
          {counts.map((count) => (
            <g key={count}>
              <line x1={plot.x} x2={right} y1={plot.place(count)} y2={plot.place(count)} stroke="var(--line)" />
              <text x={plot.x - 4} y={plot.place(count)} dy="0.355em" textAnchor="end">
                {format(count)}
              </text>
            </g>
          ))}
          {children(plot)}
          <line x1={plot.x} x2={right} y1={plot.place(0)} y2={plot.place(0)} stroke={ground} />
          {thinMarks(times, width, markGap).map(({ x, text }) => (
            <text key={x} x={x} y={plot.place(0) + 6} dy="0.71em" textAnchor="middle">
              {text}
            </text>
          ))}
        </svg>
      )}
    </div>
  );
}

function plotOf(width: number, height: number, { left, right, top, bottom }: Room, highest: number): Plot {
  const plot = { x: left, y: top, width: width - left - right, height: height - top - bottom };
  return { ...plot, place: (count) => plot.y + plot.height * (1 - count / highest) };
}
