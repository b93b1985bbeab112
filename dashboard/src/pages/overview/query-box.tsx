import { Search } from 'lucide-react';
import type { FormEvent } from 'react';
import { TextInput } from '../../components/kit/field.tsx';
import { useScreenState } from '../../lib/screen-state.ts';
import { strings } from '../../strings/catalogue.ts';

const words = strings.overview;

/** The query of the page; Enter runs it. */
export function QueryBox() {
  const [{ q }, change] = useScreenState();
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    change({ q: String(new FormData(event.currentTarget).get('q')).trim() });
  };
  return (
    <form onSubmit={submit} className="relative min-w-0 grow">
      <Search size={15} aria-hidden className="absolute start-2.5 top-2 text-ink-faint" />
      <TextInput
        key={q}
        name="q"
        defaultValue={q}
        aria-label={words.query}
        placeholder={words.queryHint}
        spellCheck={false}
        autoComplete="off"
        className="ps-8 font-mono"
      />
    </form>
  );
}
