import { useMemo, useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { ALERT_SEVERITIES, ALERT_STATUSES, type AlertSeverity, type AlertStatus } from '../../../../core/alert.ts';
import { useAcknowledge, useAlerts } from '../../api/alerts.ts';
import { Button } from '../../components/kit/button.tsx';
import { Labelled, Select } from '../../components/kit/field.tsx';
import { EmptyState, ErrorState, Skeleton } from '../../components/kit/states.tsx';
import { formatCount } from '../../lib/format-number.ts';
import { useLinkTo, useScreenState } from '../../lib/screen-state.ts';
import { putRows } from '../../lib/select-rows.ts';
import { useShortcuts } from '../../lib/shortcuts.ts';
import { sortAlerts } from '../../lib/sort-alerts.ts';
import { useTitle } from '../../lib/use-title.ts';
import { visibleText } from '../../lib/visible-text.ts';
import { strings } from '../../strings/catalogue.ts';
import { AlertTable } from './alert-table.tsx';
import { usePerson } from './person.tsx';
import { valuesOf } from './values-of.ts';

const words = strings.alerts;
const SHOWN = 200;

interface Filters {
  severity?: AlertSeverity;
  rule?: string;
  service?: string;
}

/** What the address asks for. */
function useFilters(): { tab: AlertStatus; filters: Filters } {
  const [parameters] = useSearchParams();
  const severity = ALERT_SEVERITIES.find((one) => one === parameters.get('severity'));
  const [rule, service] = [parameters.get('rule'), parameters.get('service')];
  const tab = ALERT_STATUSES.find((one) => one === parameters.get('tab')) ?? 'open';
  return { tab, filters: { ...(severity && { severity }), ...(rule && { rule }), ...(service && { service }) } };
}

function Tab({ status, isCurrent, filters }: { status: AlertStatus; isCurrent: boolean; filters: Filters }) {
  const { data } = useAlerts({ status, ...filters, limit: SHOWN });
  const [, change] = useScreenState();
  const count = data && `${formatCount(data.alerts.length)}${data.next_cursor ? '+' : ''}`;
  return (
    <button
      type="button"
      aria-pressed={isCurrent}
      onClick={() => change({ tab: status === 'open' ? undefined : status })}
      className="-mb-px flex h-10 items-center gap-1.5 border-b-2 border-transparent px-1 text-[13px] font-medium text-ink-soft hover:text-ink aria-pressed:border-accent aria-pressed:text-ink"
    >
      {words.tabs[status]}
      <span className="min-w-6 rounded-full bg-sunken px-1.5 text-center text-xs tabular-nums">{count ?? '…'}</span>
    </button>
  );
}

function FilterBar({ filters }: { filters: Filters }) {
  const [, change] = useScreenState();
  const { data } = useAlerts({ limit: SHOWN });
  const known = data?.alerts ?? [];
  const choices = [
    ['severity', words.severity, ALERT_SEVERITIES],
    ['rule', words.rule, valuesOf(known, 'rule', filters.rule)],
    ['service', words.service, valuesOf(known, 'service', filters.service)],
  ] as const;
  return (
    <div className="grid w-full grid-cols-3 gap-2 sm:w-auto">
      {choices.map(([name, label, values]) => (
        <div key={name} className="min-w-0 sm:w-36">
          <Labelled label={label}>
            <Select value={filters[name] ?? ''} onChange={({ target }) => change({ [name]: target.value })}>
              <option value="">{words.any}</option>
              {values.map((value) => (
                <option key={value} value={value}>
                  {visibleText(value)}
                </option>
              ))}
            </Select>
          </Labelled>
        </div>
      ))}
    </div>
  );
}

function NoAlerts({ tab, isFiltered }: { tab: AlertStatus; isFiltered: boolean }) {
  const linkTo = useLinkTo();
  const [, change] = useScreenState();
  return (
    <EmptyState title={words.none[tab]}>
      <p>{isFiltered ? words.none.filtered : words.none.text}</p>
      <div className="mt-3">
        {isFiltered ? (
          <Button onClick={() => change({ severity: undefined, rule: undefined, service: undefined })}>
            {words.none.unfilter}
          </Button>
        ) : (
          <Link to={linkTo('/rules')} className="text-accent underline">
            {words.none.rules}
          </Link>
        )}
      </div>
    </EmptyState>
  );
}

/** Moves the focus from one alert to another. */
function moveFocus(by: number): void {
  const links = [...document.querySelectorAll<HTMLElement>('[data-alert]')];
  const at = links.findIndex((link) => link.closest('tr')?.contains(document.activeElement));
  const next = at === -1 ? 0 : Math.min(links.length - 1, Math.max(0, at + by));
  links[next]?.focus();
}

function focusedAlert(): string | undefined {
  return document.activeElement?.closest('tr')?.querySelector<HTMLElement>('[data-alert]')?.dataset.alert;
}

function useSelection() {
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const select = (ids: readonly string[], isSelected: boolean): void => {
    setSelected((before) => putRows(before, ids, isSelected));
  };
  return { selected, select };
}

interface KeysOptions {
  selected: ReadonlySet<string>;
  /** Those of them that can be acknowledged. */
  chosen: readonly string[];
  onSelect(ids: readonly string[], isSelected: boolean): void;
  onAcknowledge(ids: readonly string[]): void;
}

/** The keys of the page: they go from alert to alert, and do with the one that has the focus what the mouse does. */
function useKeys({ selected, chosen, onSelect, onAcknowledge }: KeysOptions): void {
  useShortcuts({
    j: () => moveFocus(1),
    k: () => moveFocus(-1),
    x: () => {
      const id = focusedAlert();
      if (id !== undefined) onSelect([id], !selected.has(id));
    },
    a: () => {
      const id = focusedAlert();
      onAcknowledge(chosen.length > 0 || id === undefined ? chosen : [id]);
    },
  });
}

export default function AlertsPage() {
  const { tab, filters } = useFilters();
  const { data, error, isPending, refetch } = useAlerts({ status: tab, ...filters, limit: SHOWN });
  const { selected, select } = useSelection();
  const { asPerson, dialog } = usePerson();
  const { mutate, data: refusals = [], isPending: isSending } = useAcknowledge();
  const alerts = useMemo(() => sortAlerts(data?.alerts ?? [], tab), [data, tab]);
  useTitle(strings.shell.titleOf(words.title));
  const chosen = alerts.filter(({ id, status }) => selected.has(id) && status === 'open').map(({ id }) => id);
  const acknowledge = (ids: readonly string[]): void => {
    if (ids.length > 0) asPerson((by) => mutate({ ids, by }, { onSuccess: () => select(ids, false) }));
  };
  useKeys({ selected, chosen, onSelect: select, onAcknowledge: acknowledge });
  return (
    <div className="flex flex-col gap-4 p-4">
      <div className="flex flex-wrap items-end justify-between gap-3">
        <h1 className="text-lg font-semibold">{words.title}</h1>
        <FilterBar filters={filters} />
      </div>
      <section className="rounded-xl border border-line bg-surface">
        <div className="flex min-h-12 flex-wrap items-center justify-between gap-x-4 border-b border-line px-4">
          <fieldset aria-label={words.states} className="flex gap-4">
            {ALERT_STATUSES.map((status) => (
              <Tab key={status} status={status} isCurrent={status === tab} filters={filters} />
            ))}
          </fieldset>
          {chosen.length === 0 && alerts.length > 1 && <p className="py-1 text-xs text-ink-soft">{words.order[tab]}</p>}
          {chosen.length > 0 && (
            <div className="flex items-center gap-3 py-1 text-[13px] text-ink-soft">
              {words.selected(chosen.length)}
              <Button look="primary" disabled={isSending} onClick={() => acknowledge(chosen)}>
                {words.acknowledge}
              </Button>
            </div>
          )}
        </div>
        {refusals[0] && (
          <p role="alert" className="bg-bad-soft px-4 py-2 text-[13px] text-bad">
            {words.notAll(refusals.length, refusals[0].message)}
          </p>
        )}
        {isPending && <Skeleton className="m-4 h-48" />}
        {error && !data && <ErrorState error={error} onRetry={() => void refetch()} />}
        {data && alerts.length === 0 && <NoAlerts tab={tab} isFiltered={Object.keys(filters).length > 0} />}
        {alerts.length > 0 && (
          <AlertTable status={tab} alerts={alerts} selected={selected} onSelect={select} onAcknowledge={acknowledge} />
        )}
        {data?.next_cursor && (
          <p className="border-t border-line px-4 py-2 text-xs text-ink-soft">{words.newest(formatCount(SHOWN))}</p>
        )}
      </section>
      {dialog}
    </div>
  );
}
