import type { KeyboardEvent, PointerEvent } from 'react';

interface DividerProps {
  label: string;
  value: number;
  min: number;
  max: number;
  onChange(value: number): void;
  onReset(): void;
  /** Whether it stands at the left of what it widens. */
  isBefore?: boolean;
  /** Off the way of Tab, where another control has its keys. */
  isSkipped?: boolean;
  className?: string;
}

const STEP = 16;

/** Changes a width by dragging or with the arrows; a double click resets it. */
export function Divider({
  label,
  value,
  min,
  max,
  onChange,
  onReset,
  isBefore,
  isSkipped,
  className = '',
}: DividerProps) {
  const clamp = (width: number): number => Math.round(Math.min(max, Math.max(min, width)));
  const side = isBefore ? -1 : 1;
  const onPointerDown = (event: PointerEvent<HTMLElement>): void => {
    if (event.button !== 0) return;
    event.preventDefault();
    event.stopPropagation();
    const bar = event.currentTarget;
    const startX = event.clientX;
    bar.setPointerCapture(event.pointerId);
    bar.onpointermove = ({ clientX }) => onChange(clamp(value + side * (clientX - startX)));
    bar.onpointerup = bar.onpointercancel = () => {
      bar.onpointermove = null;
    };
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const steps = { ArrowLeft: -STEP, ArrowRight: STEP }[event.key];
    if (steps) onChange(clamp(value + side * steps));
    else if (event.key === 'Home') onReset();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a rule between paragraphs cannot be dragged
    <div
      role="separator"
      aria-orientation="vertical"
      aria-label={label}
      aria-valuenow={value}
      aria-valuemin={min}
      aria-valuemax={max}
      tabIndex={isSkipped ? -1 : 0}
      className={`group z-10 flex w-2 cursor-col-resize touch-none justify-center ${className}`}
      onPointerDown={onPointerDown}
      onDoubleClick={onReset}
      onKeyDown={onKeyDown}
    >
      <span className="h-full w-px bg-line transition-colors group-hover:w-0.5 group-hover:bg-accent group-focus-visible:w-0.5 group-focus-visible:bg-accent" />
    </div>
  );
}
