import { type ReplayAnswer, type ReplayChoice, useReplay, useReplayTrial } from '../../api/dead-letters.ts';
import { Button } from '../../components/kit/button.tsx';
import { Dialog } from '../../components/kit/dialog.tsx';
import { ErrorState, Skeleton } from '../../components/kit/states.tsx';
import { formatCount } from '../../lib/format-number.ts';
import { strings } from '../../strings/catalogue.ts';

const words = strings.pipeline.letters;

interface ReplayDialogProps {
  choice: ReplayChoice;
  onDone(answer: ReplayAnswer): void;
  onClose(): void;
}

/** Says what a replay would do before it is done. */
export function ReplayDialog({ choice, onDone, onClose }: ReplayDialogProps) {
  const { data: trial, error, refetch } = useReplayTrial(choice);
  const replay = useReplay();
  const sent = trial ? trial.matched - trial.refused : 0;
  return (
    <Dialog title={words.sure} onClose={onClose} className="w-[min(30rem,calc(100vw-2rem))]">
      {!trial && !error && <Skeleton className="h-16" />}
      {error && <ErrorState error={error} onRetry={() => void refetch()} />}
      {trial && (
        <>
          <p role="status">{words.would(sent)}</p>
          {trial.refused > 0 && <p className="mt-1 text-[13px] text-caution">{words.refused(trial.refused)}</p>}
          {sent > 0 && <p className="mt-2 text-[13px] text-ink-soft">{words.twice}</p>}
          {replay.error && (
            <p role="alert" className="mt-2 text-[13px] text-bad">
              {words.failed(replay.error.message)}
            </p>
          )}
          <div className="mt-4 flex justify-end gap-2">
            <Button onClick={onClose}>{strings.common.cancel}</Button>
            <Button
              look="primary"
              disabled={sent === 0 || replay.isPending}
              onClick={() => replay.mutate(choice, { onSuccess: onDone })}
            >
              {words.replayCount(formatCount(sent))}
            </Button>
          </div>
        </>
      )}
    </Dialog>
  );
}
