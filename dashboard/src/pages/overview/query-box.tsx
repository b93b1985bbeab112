import { Search } from 'lucide-react';
import { type FormEvent, useId } from 'react';
import { TextInput } from '../../components/kit/field.tsx';
import type { QueryFault } from '../../components/query-bar/query-bar.tsx';
import { QueryNote } from '../../components/query-bar/query-note.tsx';
import { useScreenState } from '../../lib/screen-state.ts';
import { strings } from '../../strings/catalogue.ts';

const words = strings.overview;

/** The query of the page, with what was wrong with it below; Enter runs it. */
export function QueryBox({ fault }: { fault: QueryFault | null }) {
  const noteId = useId();
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
        aria-invalid={fault !== null || undefined}
        aria-describedby={noteId}
        className="ps-8 font-mono"
      />
      <QueryNote id={noteId} fault={fault} doubt={null} meant={null} onMeant={(meant) => change({ q: meant })} />
    </form>
  );
}
