import { Plus } from 'lucide-react';
import { Link } from 'react-router';
import { type ServedRule, useChangeRule, useRules } from '../../api/alert-rules.ts';
import { useAlerts } from '../../api/alerts.ts';
import { ActionFault } from '../../components/action-fault.tsx';
import { Button } from '../../components/kit/button.tsx';
import { EmptyState, ErrorState, Skeleton } from '../../components/kit/states.tsx';
import { SeverityTag } from '../../components/tags.tsx';
import { NEW_RULE_PATH, rulePath } from '../../lib/rule-path.ts';
import { useLinkTo } from '../../lib/screen-state.ts';
import { useTitle } from '../../lib/use-title.ts';
import { strings } from '../../strings/catalogue.ts';
import { wordRule } from './rule-words.ts';
import { useDeletion } from './use-deletion.tsx';

const words = strings.rules;
const COUNTED_UP_TO = 1_000;
const CELL = 'px-3 py-2.5 align-top';

interface RowProps {
  rule: ServedRule;
  open: number;
  /** Whether a change of it is on its way. */
  isPending: boolean;
  onToggle(): void;
  onDelete(): void;
}

function EnabledSwitch({ rule, isPending, onToggle }: Pick<RowProps, 'rule' | 'isPending' | 'onToggle'>) {
  return (
    <button
      type="button"
      role="switch"
      aria-checked={rule.enabled}
      aria-busy={isPending || undefined}
      disabled={isPending}
      aria-label={words.enable(rule.name)}
      onClick={onToggle}
      className="group inline-flex h-6 w-10 items-center rounded-full border border-line-strong bg-sunken px-0.5 aria-checked:border-accent aria-checked:bg-accent aria-busy:animate-pulse"
    >
      <span className="size-4 rounded-full bg-ink-faint transition-transform group-aria-checked:translate-x-4.5 group-aria-checked:bg-accent-ink" />
    </button>
  );
}

function Row({ rule, open, isPending, onToggle, onDelete }: RowProps) {
  const linkTo = useLinkTo();
  const address = linkTo(rulePath(rule.name));
  return (
    <tr className="border-t border-line hover:bg-hover">
      <td className={`${CELL} max-w-0 w-full`}>
        <Link to={address} className="block truncate font-semibold hover:underline">
          {rule.name}
        </Link>
        <span className="block text-ink-soft">{wordRule(rule)}</span>
        <span className="block truncate font-mono text-xs text-ink-faint" title={rule.query}>
          {rule.query || words.every}
        </span>
        <span className="mt-1.5 block sm:hidden">
          <SeverityTag severity={rule.severity} />
        </span>
      </td>
      <td className={`${CELL} hidden sm:table-cell`}>
        <SeverityTag severity={rule.severity} />
      </td>
      <td className={CELL}>
        <EnabledSwitch rule={rule} isPending={isPending} onToggle={onToggle} />
      </td>
      <td className={`${CELL} hidden whitespace-nowrap text-xs text-ink-soft lg:table-cell`}>
        {words.origins[rule.origin]}
      </td>
      <td className={`${CELL} hidden whitespace-nowrap text-xs tabular-nums md:table-cell`}>
        {open > 0 ? (
          <Link to={linkTo('/alerts', { rule: rule.name })} className="text-accent hover:underline">
            {words.openAlerts(open)}
          </Link>
        ) : (
          strings.common.none
        )}
      </td>
      <td className={`${CELL} hidden whitespace-nowrap text-end md:table-cell`}>
        <Link to={address} className="px-2 text-[13px] font-medium text-accent hover:underline">
          {words.edit}
        </Link>
        {rule.origin === 'api' && (
          <Button look="danger" aria-label={words.deleteOne(rule.name)} onClick={onDelete}>
            {words.delete}
          </Button>
        )}
      </td>
    </tr>
  );
}

const HEADS = [
  ['rule', ''],
  ['severity', 'hidden sm:table-cell'],
  ['enabled', ''],
  ['origin', 'hidden lg:table-cell'],
  ['open', 'hidden md:table-cell'],
] as const;

function RuleTable({ rules, onDelete }: { rules: readonly ServedRule[]; onDelete(name: string): void }) {
  const { data } = useAlerts({ status: 'open', limit: COUNTED_UP_TO });
  const { mutate, reset, error, isPending, variables } = useChangeRule();
  const openOf = (name: string): number => data?.alerts.filter((alert) => alert.rule === name).length ?? 0;
  return (
    <>
      {error && <ActionFault error={error} says={words.failed(error.message)} onClose={reset} className="m-2" />}
      <table className="w-full text-[13px]">
        <thead className="text-xs text-ink-soft">
          <tr>
            {HEADS.map(([name, look]) => (
              <th key={name} scope="col" className={`whitespace-nowrap px-3 py-2 text-start font-medium ${look}`}>
                {words.columns[name]}
              </th>
            ))}
            <th scope="col" className="hidden md:table-cell">
              <span className="sr-only">{words.columns.actions}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rules.map((rule) => (
            <Row
              key={rule.name}
              rule={rule}
              open={openOf(rule.name)}
              isPending={isPending && variables.action === 'set' && variables.name === rule.name}
              onToggle={() => mutate({ action: 'set', name: rule.name, body: { ...rule, enabled: !rule.enabled } })}
              onDelete={() => onDelete(rule.name)}
            />
          ))}
        </tbody>
      </table>
    </>
  );
}

export default function RulesPage() {
  const { data, error, refetch } = useRules();
  const { ask, dialog } = useDeletion();
  const linkTo = useLinkTo();
  useTitle(strings.shell.titleOf(words.title));
  return (
    <div className="flex flex-col gap-4 p-4">
      <div className="flex items-center justify-between">
        <h1 className="text-lg font-semibold">{words.title}</h1>
        <Link
          to={linkTo(NEW_RULE_PATH)}
          className="inline-flex h-8 items-center gap-1.5 rounded-md bg-accent px-2.5 text-[13px] font-medium text-accent-ink hover:brightness-110"
        >
          <Plus size={15} aria-hidden /> {words.new}
        </Link>
      </div>
      <section className="rounded-xl border border-line bg-surface">
        {!data && !error && <Skeleton className="m-4 h-64" />}
        {error && !data && <ErrorState error={error} onRetry={() => void refetch()} />}
        {data && data.rules.length === 0 && <EmptyState title={words.none} />}
        {data && data.rules.length > 0 && <RuleTable rules={data.rules} onDelete={ask} />}
      </section>
      {dialog}
    </div>
  );
}
