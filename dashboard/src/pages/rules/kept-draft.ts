import { newDraft, type RuleDraft } from './rule-draft.ts';

/** A rule that was changed and not saved. */
export interface KeptDraft {
  /** Epoch ms of the last change. */
  at: number;
  draft: RuleDraft;
}

const PREFIX = 'logsieve.rule-draft.';

/** What was kept of the rule at this address by this tab; null when there is nothing, or nothing that can be read. */
export function readKeptDraft(path: string): KeptDraft | null {
  try {
    const kept = JSON.parse(sessionStorage.getItem(PREFIX + path) ?? 'null') as KeptDraft | null;
    return kept && { at: kept.at, draft: { ...newDraft(''), ...kept.draft } };
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
