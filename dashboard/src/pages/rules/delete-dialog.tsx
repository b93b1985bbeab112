import { useChangeRule } from '../../api/alert-rules.ts';
import { ActionFault } from '../../components/action-fault.tsx';
import { Button } from '../../components/kit/button.tsx';
import { Dialog } from '../../components/kit/dialog.tsx';
import { strings } from '../../strings/catalogue.ts';

const words = strings.rules;

interface DeleteDialogProps {
  name: string;
  onClose(): void;
  onDeleted(): void;
}

/** Asks once more before a rule is deleted. */
export function DeleteDialog({ name, onClose, onDeleted }: DeleteDialogProps) {
  const { mutate, reset, error, isPending } = useChangeRule();
  return (
    <Dialog title={words.deleteOne(name)} onClose={onClose} className="w-[min(28rem,calc(100vw-2rem))]">
      <p className="text-[13px] text-ink-soft">{words.deleteSure}</p>
      {error && <ActionFault error={error} says={words.failed(error.message)} onClose={reset} className="mt-2" />}
      <div className="mt-4 flex justify-end gap-2">
        <Button onClick={onClose}>{strings.common.cancel}</Button>
        <Button
          look="danger"
          isBusy={isPending}
          onClick={() => mutate({ action: 'delete', name }, { onSuccess: onDeleted })}
        >
          {words.delete}
        </Button>
      </div>
    </Dialog>
  );
}
