import { useState } from 'react';
import { useChangeAlert } from '../../api/alerts.ts';
import { Button } from '../../components/kit/button.tsx';
import { TextInput } from '../../components/kit/field.tsx';
import { strings } from '../../strings/catalogue.ts';
import { usePerson } from './person.tsx';

const words = strings.alerts;

/** Adds a comment to an alert; one that was refused stays, with why. */
export function CommentForm({ id }: { id: string }) {
  const [text, setText] = useState('');
  const { mutate, isPending, error } = useChangeAlert(id);
  const { asPerson, dialog } = usePerson();
  const send = (): void => {
    // what is written since is another comment
    const onSuccess = (): void => setText((now) => (now === text ? '' : now));
    asPerson((by) => mutate({ action: 'comments', body: { by, text: text.trim() } }, { onSuccess }));
  };
  return (
    <>
      <form
        className="mt-4 flex gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          if (text.trim() !== '') send();
        }}
      >
        <TextInput
          aria-label={words.comment}
          placeholder={words.commentPlaceholder}
          value={text}
          maxLength={2_000}
          onChange={({ target }) => setText(target.value)}
        />
        <Button type="submit" disabled={isPending || text.trim() === ''}>
          {words.addComment}
        </Button>
      </form>
      {error && (
        <p role="alert" className="mt-2 text-[13px] text-bad">
          {words.failed(error.message)}
        </p>
      )}
      {dialog}
    </>
  );
}
