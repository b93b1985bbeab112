import { useMemo } from 'react';
import { useSearchParams } from 'react-router';
import type { DeadLetter, LetterFilter } from '../../api/dead-letters.ts';
import { Labelled, Select, TextInput } from '../../components/kit/field.tsx';
import { useScreenState } from '../../lib/screen-state.ts';
import { strings } from '../../strings/catalogue.ts';

const words = strings.pipeline.letters;

/** The parameter of the address that holds each part of the filter: `q`, `from` and `to` are those of the logs. */
const PARAMETERS = { stage: 'stage', code: 'code', topic: 'topic', from: 'since', q: 'text' } as const;

const STAGES = ['decode', 'classify', 'count', 'index', 'alert'];
const TOPICS = ['logs', 'logs.classified', 'alerts'];

/** Which dead letters the address asks for. */
export function useLetterFilter(): LetterFilter {
  const [parameters] = useSearchParams();
  const text = JSON.stringify(
    Object.entries(PARAMETERS).flatMap(([field, name]) => {
      const value = parameters.get(name);
      return value ? [[field, value]] : [];
    }),
  );
  return useMemo(() => Object.fromEntries(JSON.parse(text) as [string, string][]), [text]);
}

/** Takes every filter out of the address. */
export const NO_FILTER = Object.fromEntries(Object.values(PARAMETERS).map((name) => [name, undefined]));

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

/** Narrows the dead letters; each choice stands in the address. `letters` are those whose error codes can be chosen. */
export function LetterFilters({ filter, letters }: { filter: LetterFilter; letters: readonly DeadLetter[] }) {
  const [, change] = useScreenState();
  const codes = [...new Set(letters.map(({ code }) => code))].sort();
  return (
    <form
      className="mb-3 grid grid-cols-2 gap-2 sm:grid-cols-3 lg:grid-cols-5"
      onSubmit={(event) => {
        event.preventDefault();
        change({ text: String(new FormData(event.currentTarget).get('text')) });
      }}
    >
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
      <div className="max-sm:col-span-2">
        <Labelled label={words.filters.q}>
          <TextInput
            key={filter.q}
            name="text"
            defaultValue={filter.q}
            maxLength={1_000}
            spellCheck={false}
            placeholder={words.textHint}
            onBlur={({ target }) => target.value !== (filter.q ?? '') && change({ text: target.value })}
          />
        </Labelled>
      </div>
    </form>
  );
}
