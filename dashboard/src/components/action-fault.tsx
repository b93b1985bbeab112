import { X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useAway } from '../api/outage.ts';
import { ApiError } from '../api/request.ts';
import { strings } from '../strings/catalogue.ts';
import { IconButton } from './kit/button.tsx';

interface ActionFaultProps {
  error: Error;
  says: string;
  /** Takes it away: wished, or because the server that did not answer is back. */
  onClose(): void;
  className?: string;
}

const isUnanswered = (error: Error): boolean => error instanceof ApiError && error.code === 'offline';

/** Calls back when the server answers after it did not; after a failure for another reason it does not. */
function useBack(error: Error, onBack: () => void): void {
  const away = useAway();
  const wasAway = useRef(away);
  useEffect(() => {
    if (wasAway.current && !away && isUnanswered(error)) onBack();
    wasAway.current = away;
  }, [away, error, onBack]);
}

/** Why something that was wanted was not done. It can be closed, and outlives no outage. */
export function ActionFault({ error, says, onClose, className = '' }: ActionFaultProps) {
  useBack(error, onClose);
  return (
    <div
      role="alert"
      className={`flex items-center gap-2 rounded-md bg-bad-soft py-1 ps-3 pe-1 text-[13px] text-bad ${className}`}
    >
      <span className="min-w-0 grow break-words">{says}</span>
      <IconButton label={strings.common.close} icon={<X size={14} aria-hidden />} onClick={onClose} />
    </div>
  );
}
