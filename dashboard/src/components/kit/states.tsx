import { CircleAlert, Inbox, RotateCcw } from 'lucide-react';
import type { ReactNode } from 'react';
import { ApiError, isMissing } from '../../api/request.ts';
import { strings } from '../../strings/catalogue.ts';
import { Button } from './button.tsx';

/** Grey bars where something will stand, so that nothing jumps when it comes. */
export function Skeleton({ className = 'h-4 w-full' }: { className?: string }) {
  return <div aria-hidden className={`animate-pulse rounded-md bg-sunken ${className}`} />;
}

interface EmptyStateProps {
  title: string;
  children?: ReactNode;
  icon?: ReactNode;
}

/** Says that nothing is there, why, and what could be done. */
export function EmptyState({ title, children, icon = <Inbox size={22} aria-hidden /> }: EmptyStateProps) {
  return (
    <div className="flex flex-col items-center gap-2 px-6 py-12 text-center text-ink-soft">
      <span className="text-ink-faint">{icon}</span>
      <p className="font-semibold text-ink">{title}</p>
      {children && <div className="max-w-prose text-[13px]">{children}</div>}
    </div>
  );
}

interface ErrorStateProps {
  error: unknown;
  onRetry?(): void;
  /** In place of another try where what was asked for is not there. */
  wayBack?: ReactNode;
}

/** Says what went wrong in the server's words, with the number of the request. */
export function ErrorState({ error, onRetry, wayBack }: ErrorStateProps) {
  const { message } = error instanceof Error ? error : new Error(String(error));
  const isOnlyBack = wayBack !== undefined && isMissing(error);
  const requestId = error instanceof ApiError ? error.requestId : undefined;
  return (
    <div role="alert" className="flex flex-col items-center gap-2 px-6 py-10 text-center">
      <CircleAlert size={22} className="text-bad" aria-hidden />
      <p className="font-semibold">{strings.common.failed}</p>
      <p className="max-w-prose break-words text-[13px] text-ink-soft">{message}</p>
      {requestId && <p className="font-mono text-xs text-ink-faint">{strings.common.requestId(requestId)}</p>}
      {isOnlyBack && wayBack}
      {!isOnlyBack && onRetry && (
        <Button icon={<RotateCcw size={14} aria-hidden />} onClick={onRetry}>
          {strings.common.retry}
        </Button>
      )}
    </div>
  );
}
