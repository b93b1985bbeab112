import type { ButtonHTMLAttributes, ReactNode } from 'react';
import { Button } from '../../../components/kit/button.tsx';

interface ToolButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  label: string;
  icon: ReactNode;
  'data-shortcut'?: string;
}

/** A button whose word is only heard where room is short. */
export function ToolButton({ label, icon, ...rest }: ToolButtonProps) {
  return (
    <Button look="ghost" title={label} icon={icon} className="max-sm:px-2" {...rest}>
      <span className="max-xl:sr-only">{label}</span>
    </Button>
  );
}
