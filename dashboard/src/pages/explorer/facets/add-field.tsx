import { Plus } from 'lucide-react';
import { type FormEvent, useId, useState } from 'react';
import { IconButton } from '../../../components/kit/button.tsx';
import { TextInput } from '../../../components/kit/field.tsx';
import { strings } from '../../../strings/catalogue.ts';

const words = strings.explorer.facets;

interface AddFieldProps {
  /** Attributes that were seen. */
  known: readonly string[];
  onAdd(path: string): void;
}

/** Puts a field of the attributes into the list. */
export function AddField({ known, onAdd }: AddFieldProps) {
  const [path, setPath] = useState('');
  const id = useId();
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const wanted = path.trim().replace(/^attributes\./, '');
    if (wanted !== '') onAdd(wanted);
    setPath('');
  };
  return (
    <form onSubmit={submit} className="flex items-center gap-1 px-1 pt-1">
      <TextInput
        list={id}
        aria-label={words.addLabel}
        placeholder={words.addHint}
        value={path}
        className="h-7!"
        onChange={({ target }) => setPath(target.value)}
      />
      <datalist id={id}>
        {known.map((each) => (
          <option key={each} value={each} />
        ))}
      </datalist>
      <IconButton type="submit" label={words.add} className="size-7!" icon={<Plus size={14} aria-hidden />} />
    </form>
  );
}
