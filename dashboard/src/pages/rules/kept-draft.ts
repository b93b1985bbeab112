import { newDraft, type RuleDraft } from './rule-draft.ts';

/** A rule that was changed and not saved. */
export interface KeptDraft {
  /** Epoch ms of the last change. */
  at: number;
  draft: RuleDraft;
  /** An older one that nobody has answered for yet. */
  before?: KeptDraft;
}

const PREFIX = 'logsieve.rule-draft.';

/** Fields that an older dashboard did not know stand in it as in a new rule. */
function wholeOf({ at, draft, before }: KeptDraft): KeptDraft {
  return { at, draft: { ...newDraft(''), ...draft }, ...(before && { before: wholeOf(before) }) };
}

/** What was kept of the rule at this address by this tab; null when there is nothing, or nothing that can be read. */
export function readKeptDraft(path: string): KeptDraft | null {
  try {
    const kept = JSON.parse(sessionStorage.getItem(PREFIX + path) ?? 'null') as KeptDraft | null;
    return kept && wholeOf(kept);
  } catch {
    return null;
  }
}

/** Keeps a draft until the tab is closed; null forgets it. A browser without storage keeps nothing. */
export function keepDraft(path: string, kept: KeptDraft | null): void {
  try {
    if (kept === null) sessionStorage.removeItem(PREFIX + path);
    else sessionStorage.setItem(PREFIX + path, JSON.stringify(kept));
  } catch {}
}
