import { Check, Copy } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import { copyText } from '../../lib/copy-text.ts';
import { strings } from '../../strings/catalogue.ts';
import { IconButton } from './button.tsx';

const SHOWN_MS = 1_500;

interface CopyButtonProps {
  label: string;
  /** Asked when it is pressed. */
  text(): string;
  icon?: ReactNode;
  className?: string;
  tabIndex?: number;
}

/** Copies, and says for a moment that it did. */
export function CopyButton({ label, text, icon = <Copy size={14} aria-hidden />, ...rest }: CopyButtonProps) {
  const [isCopied, setCopied] = useState(false);
  useEffect(() => {
    if (!isCopied) return;
    const timer = setTimeout(() => setCopied(false), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [isCopied]);
  return (
    <>
      <IconButton
        label={isCopied ? strings.common.copied : label}
        icon={isCopied ? <Check size={14} aria-hidden className="text-good" /> : icon}
        onClick={(event) => {
          event.stopPropagation();
          void copyText(text()).then(setCopied);
        }}
        {...rest}
      />
      {isCopied && (
        <span role="status" className="sr-only">
          {strings.common.copied}
        </span>
      )}
    </>
  );
}
