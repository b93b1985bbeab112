import { useEffect, useMemo, useRef, useState } from 'react';
import { useSearchParams } from 'react-router';
import type { DeadLetter, LetterFilter } from '../../api/dead-letters.ts';
import { Labelled, Select, TextInput } from '../../components/kit/field.tsx';
import { useScreenState } from '../../lib/screen-state.ts';
import { strings } from '../../strings/catalogue.ts';

const words = strings.pipeline.letters;

/** The parameter of the address that holds each part of the filter: `q`, `from` and `to` are those of the logs. */
const PARAMETERS = { stage: 'stage', code: 'code', topic: 'topic', from: 'since', q: 'text' } as const;

/** What is typed is asked for when no key was pressed for so long. */
const SETTLED_MS = 300;

const STAGES = ['decode', 'classify', 'count', 'index', 'alert'];
const TOPICS = ['logs', 'logs.classified', 'alerts'];

/** Stands in the address where only those are asked for that were replayed, or were not. */
const REPLAYED = 'replayed';
const ANSWERS: Readonly<Record<string, boolean>> = { no: false, yes: true };

/** Which dead letters the address asks for. */
export function useLetterFilter(): LetterFilter {
  const [parameters] = useSearchParams();
  const replayed = ANSWERS[parameters.get(REPLAYED) ?? ''];
  const text = JSON.stringify(
    Object.entries(PARAMETERS).flatMap(([field, name]) => {
      const value = parameters.get(name);
      return value ? [[field, value]] : [];
    }),
  );
  return useMemo(
    () => ({
      ...Object.fromEntries(JSON.parse(text) as [string, string][]),
      ...(replayed !== undefined && { replayed }),
    }),
    [text, replayed],
  );
}

/** Takes every filter out of the address. */
export const NO_FILTER = Object.fromEntries([...Object.values(PARAMETERS), REPLAYED].map((name) => [name, undefined]));

interface ChoiceProps {
  field: 'stage' | 'code' | 'topic';
  filter: LetterFilter;
  values: readonly string[];
}

function Choice({ field, filter, values }: ChoiceProps) {
  const [, change] = useScreenState();
  const chosen = filter[field];
  const shown = chosen === undefined || values.includes(chosen) ? values : [...values, chosen];
  return (
    <Labelled label={words.filters[field]}>
      <Select value={chosen ?? ''} onChange={({ target }) => change({ [PARAMETERS[field]]: target.value })}>
        <option value="">{words.any}</option>
        {shown.map((value) => (
          <option key={value}>{value}</option>
        ))}
      </Select>
    </Labelled>
  );
}

function ReplayedChoice({ filter }: { filter: LetterFilter }) {
  const [, change] = useScreenState();
  const chosen = Object.keys(ANSWERS).find((answer) => ANSWERS[answer] === filter.replayed);
  return (
    <Labelled label={words.filters.replayed}>
      <Select value={chosen ?? ''} onChange={({ target }) => change({ [REPLAYED]: target.value })}>
        <option value="">{words.any}</option>
        <option value="no">{words.notReplayed}</option>
        <option value="yes">{words.replayed}</option>
      </Select>
    </Labelled>
  );
}

/** Text that the message holds: in force once nobody has typed for a moment, and at once with Enter or on leaving. */
function TextFilter({ q }: { q: string }) {
  const [, change] = useScreenState();
  const [text, setText] = useState(q);
  const inForce = useRef(q);
  const apply = (wanted: string): void => {
    if (wanted === inForce.current) return;
    inForce.current = wanted;
    change({ [PARAMETERS.q]: wanted }, { replace: true });
  };
  useEffect(() => {
    // the address was changed elsewhere
    if (q !== inForce.current) setText(q);
    inForce.current = q;
  }, [q]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each key begins the wait anew, nothing else does
  useEffect(() => {
    const timer = setTimeout(() => apply(text), SETTLED_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return (
    <Labelled label={words.filters.q}>
      <TextInput
        value={text}
        maxLength={1_000}
        spellCheck={false}
        placeholder={words.textHint}
        onChange={({ target }) => setText(target.value)}
        onKeyDown={({ key }) => key === 'Enter' && apply(text)}
        onBlur={() => apply(text)}
      />
    </Labelled>
  );
}

/** Narrows the dead letters; each choice stands in the address. `letters` are those whose error codes can be chosen. */
export function LetterFilters({ filter, letters }: { filter: LetterFilter; letters: readonly DeadLetter[] }) {
  const [, change] = useScreenState();
  const codes = [...new Set(letters.map(({ code }) => code))].sort();
  return (
    <div className="mb-3 grid grid-cols-2 gap-2 sm:grid-cols-3 xl:grid-cols-6">
      <Choice field="stage" filter={filter} values={STAGES} />
      <Choice field="code" filter={filter} values={codes} />
      <Choice field="topic" filter={filter} values={TOPICS} />
      <Labelled label={words.filters.from}>
        <Select value={filter.from ?? ''} onChange={({ target }) => change({ since: target.value })}>
          {Object.entries(words.times).map(([since, text]) => (
            <option key={since} value={since}>
              {text}
            </option>
          ))}
        </Select>
      </Labelled>
      <ReplayedChoice filter={filter} />
      <TextFilter q={filter.q ?? ''} />
    </div>
  );
}
