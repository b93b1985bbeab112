import { LEVELS, type Level } from '../../../../core/record.ts';
import { LevelTag } from '../../components/tags.tsx';
import { formatCompact } from '../../lib/format-number.ts';
import { strings } from '../../strings/catalogue.ts';
import type { LevelCounts } from './tail-buffer.ts';

const words = strings.live.levels;

/** The hidden levels as they stand in an address; what is no level is left out. */
export function readHidden(text: string): ReadonlySet<Level> {
  const named = text.split(',');
  return new Set(LEVELS.filter((level) => named.includes(level)));
}

interface LevelChipsProps {
  hidden: ReadonlySet<Level>;
  came: LevelCounts;
  onHide(levels: readonly Level[]): void;
}

/** Shows or hides the lines of a level; says how many of each came. */
export function LevelChips({ hidden, came, onHide }: LevelChipsProps) {
  return (
    <fieldset className="flex min-w-0 items-center gap-1 overflow-x-auto">
      <legend className="sr-only">{words.label}</legend>
      {LEVELS.map((level) => {
        const isShown = !hidden.has(level);
        const next = LEVELS.filter((each) => (each === level ? isShown : hidden.has(each)));
        return (
          <button
            key={level}
            type="button"
            aria-pressed={isShown}
            title={isShown ? words.hide(level) : words.show(level)}
            className="inline-flex h-8 shrink-0 items-center gap-1.5 rounded-md border border-dashed border-line-strong px-2 hover:bg-hover aria-pressed:border-solid aria-pressed:border-line aria-pressed:bg-surface"
            onClick={() => onHide(next)}
          >
            {isShown ? (
              <>
                <span className="flex sm:hidden">
                  <LevelTag level={level} isBare />
                </span>
                <span className="flex max-sm:hidden">
                  <LevelTag level={level} />
                </span>
              </>
            ) : (
              <span className="text-xs text-ink-faint line-through">{level}</span>
            )}
            {came[level] > 0 && (
              <span className="text-xs text-ink-soft max-sm:hidden">{formatCompact(came[level])}</span>
            )}
          </button>
        );
      })}
    </fieldset>
  );
}
