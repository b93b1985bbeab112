import { strings } from '../../strings/catalogue.ts';
import type { RuleDraft } from './rule-draft.ts';
import { countFirings } from './rule-preview.ts';

const words = strings.rules.preview;

interface FiringsProps {
  draft: RuleDraft;
  values: readonly (number | null)[];
  /** How many windows these are; null for the whole day. */
  windows: string | null;
}

/** How often a rule without groups would have fired. */
export function Firings({ draft, values, windows }: FiringsProps) {
  const fired = countFirings(draft, values);
  return (
    <p className="mt-3 text-[13px] font-medium">
      {fired === null ? words.unknown : `${words.fired(fired)}${windows === null ? '' : ` ${words.among(windows)}`}`}
    </p>
  );
}
