import { X } from 'lucide-react';
import { type ReactNode, useEffect, useId, useRef } from 'react';
import { strings } from '../../strings/catalogue.ts';
import { IconButton } from './button.tsx';

interface DialogProps {
  title: string;
  onClose(): void;
  /** Whether what goes on inside cannot be left: then only the browser closes it, when somebody insists. */
  isHeld?: boolean;
  /** Whether its height changes while somebody looks: then its top stays where it is. */
  isFixed?: boolean;
  children: ReactNode;
  /** Width and the like. */
  className?: string;
}

const USUAL_WIDTH = 'w-[min(40rem,calc(100vw-2rem))]';

/**
 * A modal window; the browser keeps the focus inside, closes it on Escape and gives the focus back.
 * The first field has the focus, or else the button that closes.
 */
export function Dialog({
  title,
  onClose,
  isHeld = false,
  isFixed = false,
  children,
  className = USUAL_WIDTH,
}: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const element = dialog.current;
    element?.showModal();
    // `autoFocus` of React comes before the window is shown, when nothing inside can have the focus yet
    element?.querySelector<HTMLElement>('input, textarea, select')?.focus();
    return () => element?.close();
  }, []);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the browser closes it on Escape
    <dialog
      ref={dialog}
      aria-labelledby={id}
      onClose={onClose}
      onCancel={(event) => isHeld && event.preventDefault()}
      onClick={(event) => event.target === dialog.current && !isHeld && onClose()}
      className={`m-auto ${isFixed ? 'mt-[12dvh]' : ''} max-h-[85dvh] overflow-auto rounded-xl border border-line bg-raised p-0 text-ink shadow-float backdrop:bg-black/40 ${className}`}
    >
      <div className="flex items-center justify-between gap-2 border-b border-line px-4 py-2">
        <h2 id={id} className="font-semibold">
          {title}
        </h2>
        <IconButton
          label={strings.common.close}
          icon={<X size={16} aria-hidden />}
          disabled={isHeld}
          onClick={onClose}
        />
      </div>
      <div className="p-4">{children}</div>
    </dialog>
  );
}
