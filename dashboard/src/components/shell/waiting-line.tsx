import { useLasting } from '../../lib/use-lasting.ts';
import { strings } from '../../strings/catalogue.ts';

/** A line along the top of the window while the next page keeps one waiting. */
export function WaitingLine({ isWaiting }: { isWaiting: boolean }) {
  const isShown = useLasting(isWaiting);
  return (
    <div role="status" className="pointer-events-none fixed inset-x-0 top-0 z-50 h-0.5 overflow-hidden">
      {isShown && (
        <>
          <span className="sr-only">{strings.common.loading}</span>
          <div aria-hidden className="h-full animate-pulse bg-accent" />
        </>
      )}
    </div>
  );
}
