import { type ReactNode, useId } from 'react';

interface CardProps {
  title?: ReactNode;
  /** On the right of the title. */
  actions?: ReactNode;
  children: ReactNode;
  className?: string;
}

/** A section with a frame; its title names it for screen readers too. */
export function Card({ title, actions, children, className = '' }: CardProps) {
  const id = useId();
  return (
    <section
      aria-labelledby={title ? id : undefined}
      className={`min-w-0 rounded-xl border border-line bg-surface ${className}`}
    >
      {title && (
        <header className="flex min-h-11 items-center justify-between gap-2 px-4 pt-2">
          <h2 id={id} className="text-[13px] font-semibold text-ink-soft">
            {title}
          </h2>
          {actions && <div className="flex items-center gap-1">{actions}</div>}
        </header>
      )}
      <div className={title ? 'px-4 pb-4 pt-1' : 'p-4'}>{children}</div>
    </section>
  );
}
