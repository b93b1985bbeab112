import { ChevronRight, CircleHelp, RotateCw } from 'lucide-react';
import type { DeadLetter } from '../../api/dead-letters.ts';
import { Button } from '../../components/kit/button.tsx';
import { CopyButton } from '../../components/kit/copy-button.tsx';
import { LogText } from '../../components/log-text.tsx';
import { formatFull } from '../../lib/format-time.ts';
import { useZone } from '../../lib/screen-state.ts';
import { strings } from '../../strings/catalogue.ts';

const words = strings.pipeline.letters;

/** Where and how often it failed. */
function Facts({ letter }: { letter: DeadLetter }) {
  const [zone] = useZone();
  const { key, attempts, first_seen: first, source } = letter;
  const facts = [
    [words.facts.source, source],
    [words.facts.first, first && formatFull(first, zone)],
    [words.facts.attempts, String(attempts)],
    [words.facts.key, key],
  ] as const;
  return (
    <dl className="flex flex-wrap gap-x-6 gap-y-1 text-xs">
      {facts.map(([name, value]) => (
        <div key={name} className="flex min-w-0 gap-1.5">
          <dt className="text-ink-faint">{name}</dt>
          <dd className="min-w-0 break-anywhere font-mono">{value ? <LogText text={value} /> : strings.common.none}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Whether and when it was sent again: in words, and by an icon where that is not known for sure. */
function ReplayMark({ letter }: { letter: DeadLetter }) {
  const [zone] = useZone();
  const { replays, replayed_at: at, replay_outcome: outcome } = letter;
  if (outcome === null || at === null) return null;
  const isSure = outcome === 'sent';
  const Icon = isSure ? RotateCw : CircleHelp;
  return (
    <span
      title={isSure ? undefined : words.unsureText}
      className={`inline-flex items-center gap-1 rounded-full border border-line px-2 text-xs ${isSure ? 'text-ink-soft' : 'text-caution'}`}
    >
      <Icon size={12} aria-hidden />
      {isSure ? words.sentAgain(replays, formatFull(at, zone)) : words.unsure(formatFull(at, zone))}
    </span>
  );
}

function noteOf({ truncated, encoding }: DeadLetter): string {
  return [truncated && words.truncated, encoding === 'base64' && words.base64].filter(Boolean).join(' ');
}

interface LetterRowProps {
  letter: DeadLetter;
  isSelected: boolean;
  onSelect(isSelected: boolean): void;
  onReplay(): void;
}

/** A dead letter by its reason; what it says when it is opened. */
export function LetterRow({ letter, isSelected, onSelect, onReplay }: LetterRowProps) {
  const [zone] = useZone();
  const { at, code, stage, reason, attempts, reprocessed, value } = letter;
  const time = formatFull(at, zone);
  const note = noteOf(letter);
  return (
    <li className="flex gap-3 border-t border-line py-2">
      <input
        type="checkbox"
        aria-label={words.select(time)}
        checked={isSelected}
        onChange={({ target }) => onSelect(target.checked)}
        className="mt-0.5 size-4 shrink-0 accent-accent"
      />
      <details className="group min-w-0 grow">
        <summary className="flex flex-wrap items-center gap-x-3 gap-y-1 text-[13px]">
          <ChevronRight size={14} aria-hidden className="-me-1 shrink-0 text-ink-faint group-open:rotate-90" />
          <span className="font-mono text-xs text-ink-soft">{time}</span>
          <span className="rounded-full bg-bad-soft px-2 text-xs font-semibold text-bad">{code}</span>
          <span className="text-xs text-ink-faint">{stage}</span>
          <ReplayMark letter={letter} />
          <span className="min-w-0 grow basis-60 truncate group-open:break-anywhere group-open:whitespace-normal">
            <LogText text={reason} />
          </span>
          <span className="text-xs text-ink-faint">
            {[words.attempts(attempts), reprocessed > 0 && words.rounds(reprocessed)].filter(Boolean).join(', ')}
          </span>
        </summary>
        <div className="mt-2 flex flex-col gap-2">
          <Facts letter={letter} />
          <pre
            // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys
            tabIndex={0}
            className="max-h-60 overflow-auto rounded-lg bg-sunken p-3 font-mono text-xs break-all whitespace-pre-wrap"
          >
            <LogText text={value} />
          </pre>
          {note && <p className="text-xs text-ink-soft">{note}</p>}
          <div className="flex items-center gap-2">
            <Button icon={<RotateCw size={14} aria-hidden />} onClick={onReplay}>
              {words.replay}
            </Button>
            <CopyButton label={words.copy} text={() => value} />
          </div>
        </div>
      </details>
    </li>
  );
}
