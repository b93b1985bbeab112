import { Search } from 'lucide-react';
import { type FormEvent, useRef, useState } from 'react';
import { TextInput } from '../../components/kit/field.tsx';
import { useShortcuts } from '../../lib/shortcuts.ts';
import { strings } from '../../strings/catalogue.ts';

/** The query of the tail; Enter asks it. */
export function FilterBox({ q, onFilter }: { q: string; onFilter(q: string): void }) {
  const [draft, setDraft] = useState(q);
  const box = useRef<HTMLInputElement>(null);
  useShortcuts({ '/': () => box.current?.focus() });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    onFilter(draft.trim());
  };
  return (
    <form onSubmit={submit} className="relative min-w-40 grow">
      <Search size={15} aria-hidden className="absolute start-2.5 top-2 text-ink-faint" />
      <TextInput
        ref={box}
        aria-label={strings.live.filter}
        value={draft}
        placeholder={strings.live.placeholder}
        className="ps-8 font-mono"
        onChange={({ target }) => setDraft(target.value)}
      />
    </form>
  );
}
