import { type ReactNode, useState } from 'react';
import {
  type DeadLetter,
  type LetterFilter,
  useDeadLetters,
  useNewLetters,
  useReplay,
} from '../../api/dead-letters.ts';
import { Button } from '../../components/kit/button.tsx';
import { Card } from '../../components/kit/card.tsx';
import { EmptyState, ErrorState, Skeleton } from '../../components/kit/states.tsx';
import { formatCount } from '../../lib/format-number.ts';
import { useScreenState } from '../../lib/screen-state.ts';
import { putRows } from '../../lib/select-rows.ts';
import { strings } from '../../strings/catalogue.ts';
import { LetterFilters, NO_FILTER, useLetterFilter } from './letter-filters.tsx';
import { LetterRow } from './letter-row.tsx';
import { ReplayDialog } from './replay-dialog.tsx';
import { type ReplayWish, wishOfFilter, wishOfLetters } from './replay-wish.ts';

const words = strings.pipeline.letters;
const EVERYTHING: LetterFilter = {};

function NoLetters({ isFiltered }: { isFiltered: boolean }) {
  const [, change] = useScreenState();
  if (!isFiltered) return <EmptyState title={words.none}>{words.noneText}</EmptyState>;
  return (
    <EmptyState title={words.noneMatch}>
      <Button onClick={() => change(NO_FILTER)}>{words.unfilter}</Button>
    </EmptyState>
  );
}

interface ListProps {
  letters: readonly DeadLetter[];
  isFiltered: boolean;
  /** Whether the filter means other ones, which are on their way. */
  isOld: boolean;
  /** All that the filter means, seen or not. */
  all: ReplayWish;
  onReplay(wish: ReplayWish): void;
}

/** The dead letters with their selection, and what can be done with it. */
function LetterList({ letters, isFiltered, isOld, all, onReplay }: ListProps) {
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const chosen = letters.filter(({ id }) => selected.has(id));
  const select = (ids: readonly string[], isSelected: boolean): void =>
    setSelected((before) => putRows(before, ids, isSelected));
  return (
    <>
      <div className="flex min-h-10 flex-wrap items-center gap-x-3 gap-y-2 pb-2 text-[13px] text-ink-soft">
        <label className="me-auto flex items-center gap-3">
          <input
            type="checkbox"
            checked={chosen.length === letters.length}
            onChange={({ target }) =>
              select(
                letters.map(({ id }) => id),
                target.checked,
              )
            }
            className="size-4 accent-accent"
          />
          {chosen.length > 0 ? words.selected(formatCount(chosen.length)) : words.selectAll}
        </label>
        {chosen.length > 0 && <Button onClick={() => onReplay(wishOfLetters(chosen))}>{words.replaySelected}</Button>}
        <Button disabled={isOld} onClick={() => onReplay(all)}>
          {isFiltered ? words.replayMatching : words.replayAll}
        </Button>
      </div>
      <ul>
        {letters.map((letter) => (
          <LetterRow
            key={letter.id}
            letter={letter}
            isSelected={selected.has(letter.id)}
            onSelect={(isSelected) => select([letter.id], isSelected)}
            onReplay={() => onReplay(wishOfLetters([letter]))}
          />
        ))}
      </ul>
    </>
  );
}

/** How the last replay went: a failure is said in the window while that is open. */
function ReplayOutcome({ replay: { data, error } }: { replay: Pick<ReturnType<typeof useReplay>, 'data' | 'error'> }) {
  if (error) {
    return (
      <p role="alert" className="mb-2 text-[13px] text-bad">
        {words.failed(error.message)}
      </p>
    );
  }
  if (!data) return null;
  return (
    <p role="status" className="mb-2 text-[13px] text-ink-soft">
      {words.outcome(formatCount(data.replayed), formatCount(data.refused))}
      {data.replayed > 0 && ` ${words.outcomeText}`}
    </p>
  );
}

/** Asks before a replay, and tells how it went, also when it ends after the window was closed. */
function useReplays(): { ask(wish: ReplayWish): void; dialog: ReactNode; outcome: ReactNode } {
  const [wish, setWish] = useState<ReplayWish | null>(null);
  const replay = useReplay();
  const close = (): void => setWish(null);
  return {
    ask(next) {
      // what failed before says nothing of this one
      if (replay.isError) replay.reset();
      setWish(next);
    },
    dialog: wish && (
      <ReplayDialog
        wish={wish}
        replay={replay}
        onReplay={(choice) => replay.mutate(choice, { onSuccess: close })}
        onClose={close}
      />
    ),
    outcome: !wish && <ReplayOutcome replay={replay} />,
  };
}

interface ShowNewProps {
  count: number;
  isFiltered: boolean;
  isDisabled: boolean;
  onShow(): void;
}

/** Stands beside the title, so that nothing moves when it comes. Which of the new ones a filter means is not known before. */
function ShowNew({ count, isFiltered, isDisabled, onShow }: ShowNewProps) {
  return (
    <button
      type="button"
      disabled={isDisabled}
      className="text-[13px] font-medium text-accent hover:underline disabled:opacity-50"
      onClick={onShow}
    >
      {isFiltered ? words.lookAmongNew(count) : words.showNew(count)}
    </button>
  );
}

const lettersOf = (data: ReturnType<typeof useDeadLetters>['data']): DeadLetter[] =>
  data?.pages.flatMap((page) => page.dead_letters) ?? [];

/** What could not be processed, with the reason, and the way to try it again. `count` is how many there are. */
export function DeadLettersCard({ count }: { count: number | undefined }) {
  const filter = useLetterFilter();
  const isFiltered = Object.keys(filter).length > 0;
  const { ask, dialog, outcome } = useReplays();
  const found = useDeadLetters(filter);
  const newCount = useNewLetters(found, count);
  const { data, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage, isPlaceholderData, isRefetching } =
    found;
  const letters = lettersOf(data);
  const known = lettersOf(useDeadLetters(EVERYTHING).data);
  const showNew = newCount > 0 && (
    <ShowNew count={newCount} isFiltered={isFiltered} isDisabled={isRefetching} onShow={() => void refetch()} />
  );
  return (
    <Card title={count ? words.titleOf(formatCount(count)) : words.title} actions={showNew}>
      {(isFiltered || known.length > 0) && <LetterFilters filter={filter} letters={known} />}
      {error && !data && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton className="h-56" />}
      {outcome}
      {data && !isPlaceholderData && letters.length === 0 && !hasNextPage && <NoLetters isFiltered={isFiltered} />}
      {letters.length > 0 && (
        <LetterList
          letters={letters}
          isFiltered={isFiltered}
          isOld={isPlaceholderData}
          all={wishOfFilter(filter)}
          onReplay={ask}
        />
      )}
      {hasNextPage && (
        <Button className="mt-2" disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {letters.length === 0 ? words.further : words.more}
        </Button>
      )}
      {dialog}
    </Card>
  );
}
