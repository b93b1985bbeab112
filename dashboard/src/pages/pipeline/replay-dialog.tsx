import { useState } from 'react';
import { type ReplayChoice, type useReplay, useReplayTrial } from '../../api/dead-letters.ts';
import { Button } from '../../components/kit/button.tsx';
import { Dialog } from '../../components/kit/dialog.tsx';
import { ErrorState, Skeleton } from '../../components/kit/states.tsx';
import { formatCount } from '../../lib/format-number.ts';
import { strings } from '../../strings/catalogue.ts';
import type { ReplayWish } from './replay-wish.ts';

const words = strings.pipeline.letters;

interface AgainBoxProps {
  again: ReplayChoice;
  isChecked: boolean;
  isDisabled: boolean;
  onCheck(isChecked: boolean): void;
}

/** Takes those that were replayed before along; not there when there are none. */
function AgainBox({ again, isChecked, isDisabled, onCheck }: AgainBoxProps) {
  const { data } = useReplayTrial(again);
  if (!data || data.matched === 0) return null;
  return (
    <label className="mt-3 flex items-center gap-2 text-[13px]">
      <input
        type="checkbox"
        checked={isChecked}
        disabled={isDisabled}
        onChange={({ target }) => onCheck(target.checked)}
        className="size-4 accent-accent"
      />
      {words.again(data.matched)}
    </label>
  );
}

interface ReplayDialogProps {
  wish: ReplayWish;
  /** Belongs to whoever stays when this is closed, and so hears how it went. */
  replay: Pick<ReturnType<typeof useReplay>, 'error' | 'isPending'>;
  onReplay(choice: ReplayChoice): void;
  onClose(): void;
}

/**
 * Says what a replay would do before it is done; what was replayed before is left out until it is asked for. One that was begun
 * cannot be taken back, and holds the window open.
 */
export function ReplayDialog({ wish: { fresh, again, both }, replay, onReplay, onClose }: ReplayDialogProps) {
  const [takesAgain, setTakesAgain] = useState(fresh === undefined);
  const choice = takesAgain || !fresh ? both : fresh;
  const { data: trial, error, refetch, isPlaceholderData } = useReplayTrial(choice);
  const sent = trial ? trial.matched - trial.refused : 0;
  return (
    <Dialog title={words.sure} onClose={onClose} isHeld={replay.isPending} className="w-[min(30rem,calc(100vw-2rem))]">
      {!trial && !error && <Skeleton className="h-16" />}
      {error && <ErrorState error={error} onRetry={() => void refetch()} />}
      {trial && (
        <>
          <p role="status">{words.would(sent)}</p>
          {trial.refused > 0 && <p className="mt-1 text-[13px] text-caution">{words.refused(trial.refused)}</p>}
          {fresh && again && (
            <AgainBox again={again} isChecked={takesAgain} isDisabled={replay.isPending} onCheck={setTakesAgain} />
          )}
          {takesAgain && sent > 0 && <p className="mt-2 text-[13px] text-ink-soft">{words.twice}</p>}
          {replay.error && (
            <p role="alert" className="mt-2 text-[13px] text-bad">
              {words.failed(replay.error.message)}
            </p>
          )}
          <div className="mt-4 flex justify-end gap-2">
            <Button disabled={replay.isPending} onClick={onClose}>
              {strings.common.cancel}
            </Button>
            <Button
              look="primary"
              isBusy={replay.isPending}
              disabled={sent === 0 || isPlaceholderData}
              onClick={() => onReplay(choice)}
            >
              {replay.isPending ? words.replaying : sent === 0 ? words.replay : words.replayCount(formatCount(sent))}
            </Button>
          </div>
        </>
      )}
    </Dialog>
  );
}
