import { type ReactNode, useEffect, useId, useRef, useState } from 'react';

interface PopoverProps {
  /** Gets what makes it the opener: spread it on a button. */
  opener(attributes: { 'aria-expanded': boolean; 'aria-controls': string; onClick(): void }): ReactNode;
  children: ReactNode | ((close: () => void) => ReactNode);
  align?: 'start' | 'end';
  className?: string;
}

/** A small window at its opener; closes on Escape, on a press elsewhere, and when the focus leaves it. */
export function Popover({ opener, children, align = 'start', className = '' }: PopoverProps) {
  const [isOpen, setOpen] = useState(false);
  const frame = useRef<HTMLDivElement>(null);
  const id = useId();
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
      className="relative inline-flex"
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
          id={id}
          className={`absolute top-full z-40 mt-1 rounded-xl border border-line bg-raised p-3 shadow-float ${align === 'end' ? 'end-0' : 'start-0'} ${className}`}
        >
          {typeof children === 'function' ? children(close) : children}
        </div>
      )}
    </div>
  );
}
