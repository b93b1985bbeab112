import { isAway, useHealth } from '../../api/health.ts';
import { formatAge } from '../../lib/format-time.ts';
import { useLasting } from '../../lib/use-lasting.ts';
import { useNow } from '../../lib/use-now.ts';
import { strings } from '../../strings/catalogue.ts';
import type { TailState } from './open-tail.ts';

function Broken({ heardAt }: { heardAt: number }) {
  const now = useNow(1_000);
  return (
    <p className="border-b border-line bg-caution-soft px-3 py-1.5 text-[13px] text-caution">
      {strings.live.reconnecting(formatAge(heardAt, now))}
    </p>
  );
}

/** What is over within that time is not worth moving the lines for. */
const LASTING_MS = 1_000;

/**
 * What is wrong with the question, or that the connection is lost although the server answers; while it does not, the frame says so.
 * The connection is told of by the announcer: its age changes.
 */
export function TailNotices({ fault, status, heardAt }: Pick<TailState, 'fault' | 'status' | 'heardAt'>) {
  const away = isAway(useHealth());
  const isBroken = useLasting(status === 'reconnecting' && !away, LASTING_MS);
  if (fault === null) return isBroken && <Broken heardAt={heardAt} />;
  return (
    <p role="alert" className="border-b border-line bg-bad-soft px-3 py-1.5 text-[13px] text-bad">
      {fault}
    </p>
  );
}
