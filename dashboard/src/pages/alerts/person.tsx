import { type ReactNode, useState } from 'react';
import { Button } from '../../components/kit/button.tsx';
import { Dialog } from '../../components/kit/dialog.tsx';
import { Labelled, TextInput } from '../../components/kit/field.tsx';
import { usePreference } from '../../lib/preferences.ts';
import { strings } from '../../strings/catalogue.ts';

const words = strings.alerts.person;

function PersonDialog({ onName, onClose }: { onName(name: string): void; onClose(): void }) {
  const [name, setName] = useState('');
  return (
    <Dialog title={words.title} onClose={onClose} className="w-[min(24rem,calc(100vw-2rem))]">
      <form
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim() !== '') onName(name.trim());
        }}
      >
        <p className="text-[13px] text-ink-soft">{words.text}</p>
        <Labelled label={words.label}>
          <TextInput value={name} maxLength={100} required onChange={({ target }) => setName(target.value)} />
        </Labelled>
        <Button type="submit" look="primary" className="self-end">
          {words.go}
        </Button>
      </form>
    </Dialog>
  );
}

/** Runs what is done in a person's name; asks for the name the first time. */
export function usePerson(): { asPerson(act: (by: string) => void): void; dialog: ReactNode } {
  const [name, remember] = usePreference('person');
  const [waiting, setWaiting] = useState<((by: string) => void) | null>(null);
  const dialog = waiting && (
    <PersonDialog
      onClose={() => setWaiting(null)}
      onName={(given) => {
        remember(given);
        setWaiting(null);
        waiting(given);
      }}
    />
  );
  return { asPerson: (act) => (name ? act(name) : setWaiting(() => act)), dialog };
}
