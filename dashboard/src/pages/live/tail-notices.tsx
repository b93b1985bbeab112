import { formatAge } from '../../lib/format-time.ts';
import { useLasting } from '../../lib/use-lasting.ts';
import { useNow } from '../../lib/use-now.ts';
import { strings } from '../../strings/catalogue.ts';
import type { TailConnection } from './tail-connection.ts';

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

interface TailNoticesProps {
  /** What is wrong with the question. */
  fault: string | null;
  status: TailConnection;
  heardAt: number;
}

/**
 * What is wrong with the question, or that the connection is lost although the server answers. The announcer tells of the
 * connection: its age changes.
 */
export function TailNotices({ fault, status, heardAt }: TailNoticesProps) {
  const isBroken = useLasting(status === 'reconnecting', LASTING_MS);
  if (fault === null) return isBroken && <Broken heardAt={heardAt} />;
  return (
    <p role="alert" className="border-b border-line bg-bad-soft px-3 py-1.5 text-[13px] text-bad">
      {fault}
    </p>
  );
}
