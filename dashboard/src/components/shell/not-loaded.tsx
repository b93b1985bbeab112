import { CloudOff, RotateCcw } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useHealth } from '../../api/health.ts';
import { useAway } from '../../api/outage.ts';
import { useLasting } from '../../lib/use-lasting.ts';
import { reloadOnce } from '../../reload-once.ts';
import { notLoaded as words } from '../../strings/not-loaded.ts';
import { Button } from '../kit/button.tsx';
import { Skeleton } from '../kit/states.tsx';
import { useUpload } from '../upload/use-upload.ts';

/** A page or a document that comes is there by then. */
const PATIENCE_MS = 3_000;

interface NotLoadedProps {
  /** What the browser says. */
  reason: string;
  /** Whether the page was asked for again already since the server answers. */
  isAskedAgain: boolean;
  onRetry(isServerThere: boolean): void;
}

/** Whether the server has answered since this is shown; what was known before says nothing. */
function useIsThere(): { isThere: boolean; away: boolean } {
  const { dataUpdatedAt, refetch } = useHealth();
  const away = useAway();
  const [heardBefore] = useState(dataUpdatedAt);
  useEffect(() => void refetch(), [refetch]);
  return { isThere: !away && dataUpdatedAt !== heardBefore, away };
}

/**
 * Stands in place of a page that the server did not give. Once the server answers, the page is asked for again, and then the whole
 * document: a newer dashboard has other files, and some browsers do not ask twice for one that failed. Only a person loads the
 * document anew while files are sent, which it would break off.
 */
export function NotLoaded({ reason, isAskedAgain, onRetry }: NotLoadedProps) {
  const { isThere, away } = useIsThere();
  const isSending = useUpload().progress?.state === 'sending';
  const [isRefused, setRefused] = useState(false);
  const isLate = useLasting(isThere, PATIENCE_MS);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the server is there
  useEffect(() => {
    if (!isThere) return;
    if (!isAskedAgain) onRetry(true);
    else if (isSending || !reloadOnce()) setRefused(true);
  }, [isThere]);
  if (!away && !isRefused && !isLate) return <Skeleton className="m-4 h-40" />;
  return (
    <div role="alert" className="flex flex-col items-center gap-2 px-6 py-16 text-center">
      <CloudOff size={26} className="text-ink-faint" aria-hidden />
      <h1 className="text-lg font-semibold">{words.title}</h1>
      <p className="max-w-prose text-ink-soft">{away ? words.away : isSending ? words.sending : words.refused}</p>
      {!away && <p className="max-w-full font-mono text-xs break-anywhere text-ink-faint">{reason}</p>}
      <Button
        className="mt-2"
        icon={<RotateCcw size={14} aria-hidden />}
        onClick={() => (away ? onRetry(false) : location.reload())}
      >
        {words.again}
      </Button>
    </div>
  );
}
