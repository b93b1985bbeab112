import { type ReactNode, useEffect, useId, useLayoutEffect, useRef, useState } from 'react';

interface PopoverProps {
  /** Gets what makes it the opener: spread it on a button. */
  opener(attributes: { 'aria-expanded': boolean; 'aria-controls': string; onClick(): void }): ReactNode;
  children: ReactNode | ((close: () => void) => ReactNode);
  align?: 'start' | 'end';
  className?: string;
}

const EDGE_PX = 8;

/** Moves what would stand beyond an edge of the screen back onto it. */
function keepOnScreen(element: HTMLElement | null): void {
  if (!element) return;
  element.style.translate = '';
  const { left, right } = element.getBoundingClientRect();
  const shift = left < EDGE_PX ? EDGE_PX - left : Math.min(0, innerWidth - EDGE_PX - right);
  if (shift !== 0) element.style.translate = `${shift}px`;
}

/** A small window at its opener; closes on Escape, on a press elsewhere, and when the focus leaves it. */
export function Popover({ opener, children, align = 'start', className = '' }: PopoverProps) {
  const [isOpen, setOpen] = useState(false);
  const frame = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const id = useId();
  useLayoutEffect(() => {
    if (!isOpen) return;
    keepOnScreen(content.current);
    // a shortcut opens it without the focus, and then no key would reach it
    if (!frame.current?.contains(document.activeElement)) frame.current?.querySelector('button')?.focus();
  }, [isOpen]);
  useEffect(() => {
    if (!isOpen) return;
    const onPress = (event: PointerEvent): void => {
      if (!frame.current?.contains(event.target as Node)) setOpen(false);
    };
    addEventListener('pointerdown', onPress);
    return () => removeEventListener('pointerdown', onPress);
  }, [isOpen]);
  const close = (): void => {
    setOpen(false);
    frame.current?.querySelector('button')?.focus();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only listens to what happens to its opener and content
    <div
      ref={frame}
      className="relative inline-flex min-w-0"
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !isOpen) return;
        event.preventDefault();
        close();
      }}
      onBlur={(event) => {
        if (event.relatedTarget && !event.currentTarget.contains(event.relatedTarget)) setOpen(false);
      }}
    >
      {opener({ 'aria-expanded': isOpen, 'aria-controls': id, onClick: () => setOpen(!isOpen) })}
      {isOpen && (
        <div
          ref={content}
          id={id}
          className={`absolute max-w-[calc(100vw-1rem)] top-full z-40 mt-1 rounded-xl border border-line bg-raised p-3 shadow-float ${align === 'end' ? 'end-0' : 'start-0'} ${className}`}
        >
          {typeof children === 'function' ? children(close) : children}
        </div>
      )}
    </div>
  );
}
