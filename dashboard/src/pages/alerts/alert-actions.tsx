import { useState } from 'react';
import type { Alert } from '../../../../core/alert.ts';
import { type AlertChange, useChangeAlert } from '../../api/alerts.ts';
import { ActionFault } from '../../components/action-fault.tsx';
import { Button } from '../../components/kit/button.tsx';
import { Labelled, TextInput } from '../../components/kit/field.tsx';
import { Popover } from '../../components/kit/popover.tsx';
import { useShortcuts } from '../../lib/shortcuts.ts';
import { strings } from '../../strings/catalogue.ts';
import { usePerson } from './person.tsx';

const words = strings.alerts;

/** A thumb needs more room than a pointer. */
const HEIGHT = 'max-sm:h-10';

interface AssignProps {
  isAssigned: boolean;
  /** Undefined: to whoever does it. */
  onAssign(assignee: string | null | undefined): void;
}

function AssignForm({ isAssigned, onAssign }: AssignProps) {
  const [name, setName] = useState('');
  return (
    <form
      className="flex w-66 max-w-full flex-col gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim() !== '') onAssign(name.trim());
      }}
    >
      <Labelled label={words.assignTo}>
        <TextInput value={name} maxLength={100} onChange={({ target }) => setName(target.value)} />
      </Labelled>
      <div className="flex flex-wrap gap-2">
        <Button type="submit" look="primary">
          {words.assign}
        </Button>
        <Button onClick={() => onAssign(undefined)}>{words.assignToMe}</Button>
        {isAssigned && (
          <Button look="ghost" onClick={() => onAssign(null)}>
            {words.unassign}
          </Button>
        )}
      </div>
    </form>
  );
}

/** What a person can do with the alert; what was refused is told right here. */
export function AlertActions({ alert }: { alert: Alert }) {
  const { mutate, reset, isPending, error, variables } = useChangeAlert(alert.id);
  const { asPerson, dialog } = usePerson();
  const act = (make: (by: string) => AlertChange): void => asPerson((by) => mutate(make(by)));
  const isBusyWith = (action: AlertChange['action']): boolean => isPending && variables.action === action;
  const acknowledge = (): void => act((by) => ({ action: 'acknowledge', body: { by } }));
  useShortcuts(alert.status === 'open' ? { a: acknowledge } : {});
  return (
    <div>
      <div className="flex flex-wrap items-center gap-2">
        {alert.status === 'open' && (
          <Button
            look="primary"
            className={HEIGHT}
            isBusy={isBusyWith('acknowledge')}
            disabled={isPending}
            onClick={acknowledge}
          >
            {words.acknowledge}
          </Button>
        )}
        {alert.status !== 'resolved' && (
          <Button
            className={HEIGHT}
            isBusy={isBusyWith('resolve')}
            disabled={isPending}
            onClick={() => act((by) => ({ action: 'resolve', body: { by } }))}
          >
            {words.resolve}
          </Button>
        )}
        <Popover
          opener={(opener) => (
            <Button
              {...opener}
              className={HEIGHT}
              isBusy={isBusyWith('assign')}
            >{`${words.assign}: ${alert.assignee ?? words.nobody}`}</Button>
          )}
        >
          {(close) => (
            <AssignForm
              isAssigned={alert.assignee !== null}
              onAssign={(assignee) => {
                close();
                act((by) => ({ action: 'assign', body: { by, assignee: assignee === undefined ? by : assignee } }));
              }}
            />
          )}
        </Popover>
      </div>
      {error && <ActionFault error={error} says={words.failed(error.message)} onClose={reset} className="mt-2" />}
      {dialog}
    </div>
  );
}
