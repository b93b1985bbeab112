import { Check } from 'lucide-react';
import { Link } from 'react-router';
import type { Alert, AlertStatus } from '../../../../core/alert.ts';
import { useAcknowledging } from '../../api/alerts.ts';
import { Button } from '../../components/kit/button.tsx';
import { SeverityTag } from '../../components/tags.tsx';
import { formatFull, formatPast } from '../../lib/format-time.ts';
import { useLinkTo, useZone } from '../../lib/screen-state.ts';
import { useNow } from '../../lib/use-now.ts';
import { visibleText } from '../../lib/visible-text.ts';
import { strings } from '../../strings/catalogue.ts';
import { Channels } from './channels.tsx';
import { GroupTags } from './group-tags.tsx';
import { lengthOf } from './length-of.ts';
import { ValueBar } from './value-bar.tsx';
import { wordLength } from './word-length.ts';

const words = strings.alerts;
const CELL = 'px-3 py-2 align-top';

interface TableProps {
  /** Which these are; they come sorted. */
  status: AlertStatus;
  alerts: readonly Alert[];
  selected: ReadonlySet<string>;
  onSelect(ids: readonly string[], isSelected: boolean): void;
  onAcknowledge(ids: readonly string[]): void;
}

interface RowProps extends Omit<TableProps, 'alerts' | 'status'> {
  alert: Alert;
  now: number;
  /** Its acknowledgement is on its way. */
  isPending: boolean;
}

/** Since when an alert goes on, or how long it lasted. */
function When({ alert, now }: { alert: Alert; now: number }) {
  const [zone] = useZone();
  const { started_at, ended_at } = alert;
  const length = lengthOf(alert);
  return (
    <time dateTime={started_at} title={formatFull(started_at, zone)} className="whitespace-nowrap text-xs tabular-nums">
      {length === null || ended_at === null ? (
        formatPast(started_at, now)
      ) : (
        <>
          {wordLength(length)}{' '}
          <span className="text-ink-soft lg:block">{words.endedAt(formatPast(ended_at, now))}</span>
        </>
      )}
    </time>
  );
}

function Row({ alert, now, isPending, selected, onSelect, onAcknowledge }: RowProps) {
  const linkTo = useLinkTo();
  const { id, rule, severity, description } = alert;
  const when = <When alert={alert} now={now} />;
  return (
    <tr className="border-t border-line focus-within:bg-hover hover:bg-hover">
      {alert.status === 'open' && (
        <td className={`${CELL} w-8`}>
          <input
            type="checkbox"
            aria-label={words.select(rule)}
            checked={selected.has(id)}
            onChange={({ target }) => onSelect([id], target.checked)}
            className="size-4 accent-accent"
          />
        </td>
      )}
      <td className={`${CELL} hidden lg:table-cell`}>
        <SeverityTag severity={severity} />
      </td>
      <td className={`${CELL} w-full max-w-0`}>
        <span className="mb-1 flex items-center gap-2 lg:hidden">
          <SeverityTag severity={severity} /> {when}
        </span>
        <Link to={linkTo(`/alerts/${id}`)} data-alert={id} className="block truncate font-semibold hover:underline">
          {rule}
        </Link>
        <span className="line-clamp-2 break-words text-xs text-ink-soft" title={visibleText(description)}>
          {visibleText(description)}
        </span>
        <span className="mt-1 flex flex-col gap-2 xl:hidden">
          <GroupTags alert={alert} />
          <span className="sm:hidden">
            <ValueBar alert={alert} />
          </span>
        </span>
      </td>
      <td className={`${CELL} hidden xl:table-cell`}>
        <div className="w-38 2xl:w-72">
          <GroupTags alert={alert} />
        </div>
      </td>
      <td className={`${CELL} hidden lg:table-cell`}>{when}</td>
      <td className={`${CELL} hidden sm:table-cell`}>
        <ValueBar alert={alert} />
      </td>
      <td className={`${CELL} hidden text-xs 2xl:table-cell`}>{alert.assignee ?? strings.common.none}</td>
      <td className={`${CELL} hidden xl:table-cell`}>
        <Channels alert={alert} />
      </td>
      <td className={`${CELL} text-end`}>
        {alert.status === 'open' && (
          <Button
            aria-label={words.acknowledgeOne(rule)}
            icon={<Check size={14} aria-hidden />}
            isBusy={isPending}
            onClick={() => onAcknowledge([id])}
          >
            <span className="max-sm:sr-only">{words.acknowledge}</span>
          </Button>
        )}
      </td>
    </tr>
  );
}

const HEADS = [
  ['severity', 'hidden lg:table-cell'],
  ['rule', ''],
  ['group', 'hidden xl:table-cell'],
  ['since', 'hidden lg:table-cell'],
  ['value', 'hidden sm:table-cell'],
  ['assignee', 'hidden 2xl:table-cell'],
  ['notifications', 'hidden xl:table-cell'],
] as const;

export function AlertTable({ alerts, status, ...rest }: TableProps) {
  const now = useNow();
  const pending = useAcknowledging();
  const ids = alerts.map(({ id }) => id);
  return (
    <table className="w-full table-auto text-start text-[13px]">
      <thead className="text-xs text-ink-soft">
        <tr>
          {status === 'open' && (
            <th className="px-3 py-2 text-start">
              <input
                type="checkbox"
                aria-label={words.selectAll}
                checked={ids.every((id) => rest.selected.has(id))}
                onChange={({ target }) => rest.onSelect(ids, target.checked)}
                className="size-4 accent-accent"
              />
            </th>
          )}
          {HEADS.map(([name, look]) => (
            <th key={name} scope="col" className={`px-3 py-2 text-start font-medium ${look}`}>
              {words.columns[name === 'since' && status === 'resolved' ? 'lasted' : name]}
            </th>
          ))}
          <th scope="col" className="px-3 py-2">
            <span className="sr-only">{words.columns.actions}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {alerts.map((alert) => (
          <Row key={alert.id} alert={alert} now={now} isPending={pending.has(alert.id)} {...rest} />
        ))}
      </tbody>
    </table>
  );
}
