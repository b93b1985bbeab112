import { formatAge } from '../../lib/format-time.ts';
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

/** What is wrong with the question, or that the connection is lost. The latter is said by the announcer: its age changes. */
export function TailNotices({ fault, status, heardAt }: Pick<TailState, 'fault' | 'status' | 'heardAt'>) {
  if (fault === null) return status === 'reconnecting' && <Broken heardAt={heardAt} />;
  return (
    <p role="alert" className="border-b border-line bg-bad-soft px-3 py-1.5 text-[13px] text-bad">
      {fault}
    </p>
  );
}
