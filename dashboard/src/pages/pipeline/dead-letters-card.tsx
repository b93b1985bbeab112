import { RotateCw } from 'lucide-react';
import { useState } from 'react';
import { type DeadLetter, useDeadLetters, useReplay } from '../../api/dead-letters.ts';
import { Button } from '../../components/kit/button.tsx';
import { Card } from '../../components/kit/card.tsx';
import { Dialog } from '../../components/kit/dialog.tsx';
import { EmptyState, ErrorState, Skeleton } from '../../components/kit/states.tsx';
import { LogText } from '../../components/log-text.tsx';
import { formatCount } from '../../lib/format-number.ts';
import { formatFull } from '../../lib/format-time.ts';
import { useZone } from '../../lib/screen-state.ts';
import { strings } from '../../strings/catalogue.ts';

const words = strings.pipeline.letters;

function Letter({ letter, onReplay }: { letter: DeadLetter; onReplay(): void }) {
  const [zone] = useZone();
  const { at, code, stage, reason, reprocessed, value } = letter;
  return (
    <li className="border-t border-line py-2 first:border-t-0">
      <details>
        <summary className="flex flex-wrap items-center gap-x-3 gap-y-1 text-[13px]">
          <span className="font-mono text-xs text-ink-soft">{formatFull(at, zone)}</span>
          <span className="rounded-full bg-bad-soft px-2 text-xs font-semibold text-bad">{code}</span>
          <span className="text-xs text-ink-faint">{stage}</span>
          <span className="min-w-0 grow basis-60 truncate">{reason}</span>
          {reprocessed > 0 && <span className="text-xs text-ink-faint">{words.attempts(reprocessed)}</span>}
        </summary>
        <pre className="mt-2 max-h-60 overflow-auto rounded-lg bg-sunken p-3 font-mono text-xs break-all whitespace-pre-wrap">
          <LogText text={value} />
        </pre>
        <Button className="mt-2" icon={<RotateCw size={14} aria-hidden />} onClick={onReplay}>
          {words.replay}
        </Button>
      </details>
    </li>
  );
}

/** What could not be processed, with the reason, and the way to try it again. */
export function DeadLettersCard() {
  const { data, error, refetch, hasNextPage, fetchNextPage } = useDeadLetters();
  const replay = useReplay();
  const [would, setWould] = useState<number | null>(null);
  const letters = data?.pages.flatMap((page) => page.dead_letters) ?? [];
  const askForAll = async (): Promise<void> => {
    const { matched } = await replay.mutateAsync({ all: true, dry_run: true });
    setWould(matched);
  };
  const outcome = replay.data?.dry_run === false ? replay.data : null;
  return (
    <Card
      title={words.title}
      actions={letters.length > 0 && <Button onClick={() => void askForAll()}>{words.replayAll}</Button>}
    >
      {error && !data && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton className="h-20" />}
      {data && letters.length === 0 && <EmptyState title={words.none}>{words.noneText}</EmptyState>}
      {outcome && (
        <p role="status" className="mb-2 text-[13px] text-good">
          {words.outcome(formatCount(outcome.replayed), formatCount(outcome.refused))}
        </p>
      )}
      {replay.error && (
        <p role="alert" className="mb-2 text-[13px] text-bad">
          {replay.error.message}
        </p>
      )}
      <ul>
        {letters.map((letter) => (
          <Letter key={letter.id} letter={letter} onReplay={() => replay.mutate({ ids: [letter.id] })} />
        ))}
      </ul>
      {hasNextPage && <Button onClick={() => void fetchNextPage()}>{words.more}</Button>}
      {would !== null && (
        <Dialog title={words.sure} onClose={() => setWould(null)}>
          <p className="mb-4">{words.sureText(formatCount(would))}</p>
          <Button
            look="primary"
            onClick={() => {
              replay.mutate({ all: true });
              setWould(null);
            }}
          >
            {words.replayAll}
          </Button>
        </Dialog>
      )}
    </Card>
  );
}
