import { type ComponentProps, createContext, type ReactNode, type SelectHTMLAttributes, useContext } from 'react';

const FRAME =
  'w-full rounded-md border border-line bg-surface px-2.5 text-[13px] text-ink placeholder:text-ink-faint hover:border-line-strong aria-invalid:border-bad';

/** Whether what stands around a control says that its content is wrong; undefined where nothing does. */
const IsFaulty = createContext<boolean | undefined>(undefined);

export function TextInput({ className = '', ...rest }: ComponentProps<'input'>) {
  return <input aria-invalid={useContext(IsFaulty)} className={`${FRAME} h-8 ${className}`} {...rest} />;
}

/** A text that may be long: as high as it needs. */
export function TextArea({ className = '', ...rest }: ComponentProps<'textarea'>) {
  return (
    <textarea
      aria-invalid={useContext(IsFaulty)}
      rows={1}
      className={`${FRAME} field-sizing-content min-h-8 resize-none py-1.5 ${className}`}
      {...rest}
    />
  );
}

export function Select({ className = '', ...rest }: SelectHTMLAttributes<HTMLSelectElement>) {
  return <select aria-invalid={useContext(IsFaulty)} className={`${FRAME} h-8 pe-7 ${className}`} {...rest} />;
}

interface LabelledProps {
  label: string;
  /** What is wrong with the content. */
  fault?: string | undefined;
  children: ReactNode;
}

/** A control with its name above and its fault below, which the control is marked with. */
export function Labelled({ label, fault, children }: LabelledProps) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control is among the children
    <label className="block text-xs font-medium text-ink-soft">
      <span className="mb-1 block">{label}</span>
      <IsFaulty value={fault !== undefined}>{children}</IsFaulty>
      {fault && (
        <span role="alert" className="mt-1 block text-bad">
          {fault}
        </span>
      )}
    </label>
  );
}
