import { useRef, useState } from 'react';
import { useAskOnLeave } from '../../lib/use-ask-on-leave.ts';
import { type KeptDraft, keepDraft, readKeptDraft } from './kept-draft.ts';
import { bodyOf, type RuleDraft } from './rule-draft.ts';

/** Whether both would be the same rule. */
function isSame(one: RuleDraft, other: RuleDraft): boolean {
  return JSON.stringify(bodyOf(one)) === JSON.stringify(bodyOf(other));
}

/** The newest of them that is not what is saved. */
function firstOther(kept: KeptDraft | null, saved: RuleDraft): KeptDraft | null {
  return kept && isSame(kept.draft, saved) ? firstOther(kept.before ?? null, saved) : kept;
}

/** What is written now, before what was left unsaved earlier. */
const onTop = (draft: RuleDraft, before: KeptDraft | null): KeptDraft => ({
  at: Date.now(),
  draft,
  ...(before && { before }),
});

/** What stands in the form, and what was left there unsaved before. */
export interface DraftState {
  draft: RuleDraft;
  change(changed: Partial<RuleDraft>): void;
  /** Whether what stands in the form is what is saved. */
  isSettled: boolean;
  /** To be called when this was saved, as the rule at that address; what was written since is kept there. */
  settle(saved: RuleDraft, path: string): void;
  /** What somebody left unsaved; null when nothing was, or it was answered for. */
  kept: KeptDraft | null;
  restore(): void;
  discard(): void;
}

/** The draft of the rule at this address, which begins as what is saved. What is not saved outlives the page, but not the tab. */
export function useRuleDraft(path: string, saved: RuleDraft): DraftState {
  const [draft, setDraft] = useState(saved);
  const [settled, setSettled] = useState(saved);
  const [kept, setKept] = useState(() => firstOther(readKeptDraft(path), saved));
  const newest = useRef(draft);
  newest.current = draft;
  const isSettled = isSame(draft, settled);
  useAskOnLeave(!isSettled);
  const take = (next: RuleDraft, offered = kept): void => {
    setDraft(next);
    setKept(offered);
    keepDraft(path, isSame(next, settled) ? offered : onTop(next, offered));
  };
  return {
    draft,
    change: (changed) => take({ ...draft, ...changed }),
    isSettled,
    settle(now, savedPath) {
      const left = firstOther(kept, now);
      setSettled(now);
      setKept(left);
      keepDraft(path, left);
      const since = { ...newest.current, name: now.name };
      if (!isSame(since, now)) keepDraft(savedPath, onTop(since, path === savedPath ? left : null));
    },
    kept,
    restore() {
      if (!kept) return;
      const before = kept.before ?? null;
      // what stands in the form is nowhere else: it takes the place of the one that is taken
      take(kept.draft, isSettled ? before : onTop(draft, before));
    },
    discard() {
      take(draft, kept?.before ?? null);
    },
  };
}
