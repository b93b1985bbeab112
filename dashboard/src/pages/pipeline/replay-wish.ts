import type { DeadLetter, LetterFilter, ReplayChoice } from '../../api/dead-letters.ts';

/** What somebody wants to replay, divided by whether it was replayed before; a part that there cannot be is left out. */
export interface ReplayWish {
  fresh?: ReplayChoice;
  again?: ReplayChoice;
  both: ReplayChoice;
}

/** All that a filter means, seen or not. */
export function wishOfFilter(filter: LetterFilter): ReplayWish {
  const both = Object.keys(filter).length > 0 ? filter : ({ all: true } as const);
  return {
    ...(filter.replayed !== true && { fresh: { ...filter, replayed: false } }),
    ...(filter.replayed !== false && { again: { ...filter, replayed: true } }),
    both,
  };
}

/** These ones. */
export function wishOfLetters(letters: readonly DeadLetter[]): ReplayWish {
  const idsOf = (some: readonly DeadLetter[]): string[] => some.map(({ id }) => id);
  const fresh = idsOf(letters.filter(({ replay_outcome: outcome }) => outcome === null));
  const again = idsOf(letters.filter(({ replay_outcome: outcome }) => outcome !== null));
  return {
    ...(fresh.length > 0 && { fresh: { ids: fresh } }),
    ...(again.length > 0 && { again: { ids: again } }),
    both: { ids: idsOf(letters) },
  };
}
