import { useRef, useState } from 'react';
import { useAskOnLeave } from '../../lib/use-ask-on-leave.ts';
import { type KeptDraft, keepDraft, readKeptDraft } from './kept-draft.ts';
import { bodyOf, type RuleDraft } from './rule-draft.ts';

/** Whether both would be the same rule. */
function isSame(one: RuleDraft, other: RuleDraft): boolean {
  return JSON.stringify(bodyOf(one)) === JSON.stringify(bodyOf(other));
}

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
  const [kept, setKept] = useState(() => {
    const found = readKeptDraft(path);
    return found && !isSame(found.draft, saved) ? found : null;
  });
  const newest = useRef(draft);
  newest.current = draft;
  const isSettled = isSame(draft, settled);
  useAskOnLeave(!isSettled);
  const take = (next: RuleDraft): void => {
    setDraft(next);
    keepDraft(path, isSame(next, settled) ? kept : { at: Date.now(), draft: next });
  };
  return {
    draft,
    change: (changed) => take({ ...draft, ...changed }),
    isSettled,
    settle(now, savedPath) {
      setSettled(now);
      setKept(null);
      keepDraft(path, null);
      const since = { ...newest.current, name: now.name };
      if (!isSame(since, now)) keepDraft(savedPath, { at: Date.now(), draft: since });
    },
    kept,
    restore() {
      if (kept) take(kept.draft);
      setKept(null);
    },
    discard() {
      setKept(null);
      keepDraft(path, isSettled ? null : { at: Date.now(), draft });
    },
  };
}
