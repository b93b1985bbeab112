import { useState } from 'react';
import { useChangeAlert } from '../../api/alerts.ts';
import { ActionFault } from '../../components/action-fault.tsx';
import { Button } from '../../components/kit/button.tsx';
import { TextInput } from '../../components/kit/field.tsx';
import { strings } from '../../strings/catalogue.ts';
import { usePerson } from './person.tsx';

const words = strings.alerts;

/** Adds a comment to an alert; one that was refused stays, with why. */
export function CommentForm({ id }: { id: string }) {
  const [text, setText] = useState('');
  const { mutate, reset, isPending, error } = useChangeAlert(id);
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
        <Button type="submit" isBusy={isPending} disabled={text.trim() === ''}>
          {words.addComment}
        </Button>
      </form>
      {error && <ActionFault error={error} says={words.failed(error.message)} onClose={reset} className="mt-2" />}
      {dialog}
    </>
  );
}
