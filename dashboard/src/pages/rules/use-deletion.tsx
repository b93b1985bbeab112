import { type ReactNode, useState } from 'react';
import { useChangeRule } from '../../api/alert-rules.ts';
import { ActionFault } from '../../components/action-fault.tsx';
import { Button } from '../../components/kit/button.tsx';
import { Dialog } from '../../components/kit/dialog.tsx';
import { strings } from '../../strings/catalogue.ts';

const words = strings.rules;

interface DeleteDialogProps {
  name: string;
  deletion: Pick<ReturnType<typeof useChangeRule>, 'error' | 'isPending' | 'reset'>;
  onDelete(): void;
  onClose(): void;
}

/** Asks once more; a deletion that was begun cannot be taken back, and holds the window open. */
function DeleteDialog({ name, deletion: { error, isPending, reset }, onDelete, onClose }: DeleteDialogProps) {
  return (
    <Dialog
      title={words.deleteOne(name)}
      onClose={onClose}
      isHeld={isPending}
      className="w-[min(28rem,calc(100vw-2rem))]"
    >
      <p className="text-[13px] text-ink-soft">{words.deleteSure}</p>
      {error && <ActionFault error={error} says={words.failed(error.message)} onClose={reset} className="mt-2" />}
      <div className="mt-4 flex justify-end gap-2">
        <Button disabled={isPending} onClick={onClose}>
          {strings.common.cancel}
        </Button>
        <Button look="danger" isBusy={isPending} onClick={onDelete}>
          {words.delete}
        </Button>
      </div>
    </Dialog>
  );
}

/** Deletes a rule once it was asked for twice. `onDeleted` also hears of one that ends after its window was closed. */
export function useDeletion(onDeleted?: () => void): { ask(name: string): void; dialog: ReactNode } {
  const [doomed, setDoomed] = useState<string | null>(null);
  const deletion = useChangeRule();
  const close = (): void => setDoomed(null);
  const remove = (name: string): void => {
    const onSuccess = (): void => {
      close();
      onDeleted?.();
    };
    // where the window is closed by then, it comes back to say why
    deletion.mutate({ action: 'delete', name }, { onSuccess, onError: () => setDoomed(name) });
  };
  return {
    ask(name) {
      // what failed before may have been about another one
      if (deletion.isError) deletion.reset();
      setDoomed(name);
    },
    dialog: doomed !== null && (
      <DeleteDialog name={doomed} deletion={deletion} onDelete={() => remove(doomed)} onClose={close} />
    ),
  };
}
