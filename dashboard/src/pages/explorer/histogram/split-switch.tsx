import { strings } from '../../../strings/catalogue.ts';
import { SPLITS, type Split } from './build-histogram.ts';

const { by: label, splits } = strings.explorer.histogram;

/** By what the bars are split. */
export function SplitSwitch({ by, onSplit }: { by: Split; onSplit(by: Split): void }) {
  return (
    <fieldset className="flex h-7 rounded-md bg-sunken p-0.5">
      <legend className="sr-only">{label}</legend>
      {SPLITS.map((split) => (
        <button
          key={split}
          type="button"
          aria-pressed={split === by}
          className="rounded px-2 text-xs font-medium text-ink-soft hover:text-ink aria-pressed:bg-surface aria-pressed:text-ink aria-pressed:shadow-sm"
          onClick={() => onSplit(split)}
        >
          {splits[split]}
        </button>
      ))}
    </fieldset>
  );
}
