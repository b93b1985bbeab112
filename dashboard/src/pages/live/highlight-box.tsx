import { Highlighter as Icon, X } from 'lucide-react';
import { type FormEvent, useId } from 'react';
import { TextInput } from '../../components/kit/field.tsx';
import { HIGHLIGHT_COLOURS } from '../../components/log-text.tsx';
import { type HighlightTerm, LONGEST_TERM, MOST_TERMS } from '../../lib/highlight-terms.ts';
import { strings } from '../../strings/catalogue.ts';

const words = strings.live.highlight;

interface HighlightBoxProps {
  terms: readonly HighlightTerm[];
  draft: string;
  faults: ReadonlyMap<string, string>;
  onDraft(draft: string): void;
  /** Keeps the term that is written. */
  onKeep(): void;
  onRemove(term: HighlightTerm): void;
}

/** What is wrong with the text in the field, or with a term of the address. */
function faultOf({ terms, draft, faults }: HighlightBoxProps): string | undefined {
  const text = draft.trim();
  if (text.length > LONGEST_TERM) return words.tooLong(LONGEST_TERM);
  if (text !== '' && terms.length === MOST_TERMS) return words.tooMany(MOST_TERMS);
  const wrong = [text, ...terms.map((term) => term.text)].find((each) => faults.has(each));
  return wrong === undefined ? undefined : words.wrong(wrong, faults.get(wrong) ?? '');
}

function canKeep({ terms, draft, faults }: HighlightBoxProps): boolean {
  const text = draft.trim();
  const isNew = text !== '' && terms.every((term) => term.text !== text);
  return isNew && text.length <= LONGEST_TERM && terms.length < MOST_TERMS && !faults.has(text);
}

/** Words and regular expressions to be lit, each in its colour. Enter keeps the one that is written. */
export function HighlightBox(props: HighlightBoxProps) {
  const { terms, draft, faults, onDraft, onKeep, onRemove } = props;
  const faultId = useId();
  const fault = faultOf(props);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (canKeep(props)) onKeep();
  };
  return (
    <div className="min-w-0 flex-[1_1_14rem]">
      <div className="flex items-center gap-1.5 max-sm:overflow-x-auto sm:flex-wrap">
        <form onSubmit={submit} className="relative w-56 shrink-0">
          <Icon size={14} aria-hidden className="absolute start-2.5 top-2 text-ink-faint" />
          <TextInput
            aria-label={words.label}
            aria-invalid={fault !== undefined}
            aria-describedby={faultId}
            value={draft}
            placeholder={words.hint}
            className={`ps-8 ${fault ? 'border-bad' : ''}`}
            onChange={({ target }) => onDraft(target.value)}
          />
        </form>
        {terms.length > 0 && (
          <ul aria-label={words.terms} className="contents">
            {terms.map((term) => (
              <TermChip key={term.colour} term={term} isWrong={faults.has(term.text)} onRemove={() => onRemove(term)} />
            ))}
          </ul>
        )}
      </div>
      <p id={faultId} role="alert" className="mt-1 text-xs break-anywhere text-bad empty:hidden">
        {fault}
      </p>
    </div>
  );
}

interface TermChipProps {
  term: HighlightTerm;
  isWrong: boolean;
  onRemove(): void;
}

function TermChip({ term: { text, colour }, isWrong, onRemove }: TermChipProps) {
  const look = isWrong ? 'border-bad bg-bad-soft text-bad' : `border-transparent ${HIGHLIGHT_COLOURS[colour]}`;
  return (
    <li className={`inline-flex h-7 max-w-60 shrink-0 items-center rounded-md border ps-2 text-xs ${look}`}>
      <span className="truncate font-mono" title={text}>
        {text}
      </span>
      <button
        type="button"
        aria-label={words.remove(text)}
        title={words.remove(text)}
        className="inline-flex h-full w-6 shrink-0 items-center justify-center"
        onClick={onRemove}
      >
        <X size={13} aria-hidden />
      </button>
    </li>
  );
}
