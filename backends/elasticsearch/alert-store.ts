import type { estypes } from '@elastic/elasticsearch';
import type { Alert } from '../../core/alert.ts';
import { applyChange, applyEvent } from '../../core/alert-changes.ts';
import type { AlertFilter, AlertImport, AlertStore } from '../../core/alert-store.ts';
import { systemClock } from '../../core/clock.ts';
import { PipelineError } from '../../core/errors.ts';
import { parseTime } from '../../core/time.ts';
import { type ElasticsearchClient, type ElasticsearchConnection, openSession } from './client.ts';
import type { Dsl } from './compiled-query.ts';
import { toPipelineError } from './errors.ts';
import { createRefresher } from './refresher.ts';
import { ensureIndex } from './small-index.ts';
import { type DocumentTarget, updateDocument } from './update-document.ts';

export interface ElasticsearchAlertStoreOptions extends ElasticsearchConnection {
  /** What the names of the two indices begin with. Default `logsieve`. */
  prefix?: string;
}

const DEFAULT_PREFIX = 'logsieve';
const DEFAULT_LIMIT = 100;
/** What Elasticsearch gives at most at once. */
const MAX_SIZE = 10_000;

const keyword = { type: 'keyword' as const };
const PROPERTIES = {
  id: keyword,
  started_at: { type: 'date' as const },
  status: keyword,
  severity: keyword,
  service: keyword,
  rule: keyword,
};

/** What the index of alerts is called. */
export function alertIndexOf(prefix = DEFAULT_PREFIX): string {
  return `${prefix}-alerts`;
}

/** The alert as JSON, and what it is found by. */
interface AlertDocument {
  id: string;
  started_at: string;
  status: string;
  severity: string;
  service: string | null;
  rule: string;
  body: string;
}

/**
 * Alerts in a small index. A change is made on the newest state or not at all, so several processes
 * may use them; what a call has answered with, every later list shows.
 * @throws PipelineError `invalid_config` as openSession does; a server that is away now is `unavailable` to each call until it is there
 */
export async function createElasticsearchAlertStore(
  options: ElasticsearchAlertStoreOptions,
): Promise<AlertStore & AlertImport> {
  const index = alertIndexOf(options.prefix);
  const session = await openSession(options, (client) => ensureIndex(client, index, PROPERTIES));
  const { client } = session;
  const closing = new AbortController();
  const ask = (indices: string[]): Promise<unknown> => client.indices.refresh({ index: indices });
  const { refresh } = createRefresher({ ask, clock: systemClock, closing: closing.signal });
  const target: DocumentTarget = { client, index, refresh };
  let open = true;
  const withServer = async <T>(work: () => Promise<T>): Promise<T> => {
    if (!open) throw new PipelineError('unavailable', 'The alert store is closed.');
    try {
      await session.ready();
      return await work();
    } catch (error) {
      throw toPipelineError(error);
    }
  };
  return {
    record: (event) => withServer(() => updateAlert(target, event.id, (alert) => applyEvent(alert, event))),
    list: (filter) => withServer(() => listAlerts(client, index, filter)),
    change: (id, change, at) =>
      withServer(() =>
        updateAlert(target, id, (alert) => {
          if (!alert) throw new PipelineError('not_found', `There is no alert ${id}.`, { details: { id } });
          return applyChange(alert, change, at);
        }),
      ),
    take: (alert) => withServer(async () => (await updateAlert(target, alert.id, (known) => known ?? alert)) === alert),
    async close() {
      if (!open) return;
      open = false;
      closing.abort();
      await session.close();
    },
  };
}

async function updateAlert(target: DocumentTarget, id: string, change: (alert: Alert | null) => Alert): Promise<Alert> {
  let alert: Alert | null = null;
  await updateDocument<AlertDocument>(target, id, (document) => {
    const before = document && parseAlert(document);
    alert = change(before);
    return alert === before ? null : toDocument(alert);
  });
  return alert as unknown as Alert;
}

const parseAlert = ({ body }: AlertDocument): Alert => JSON.parse(body) as Alert;

function toDocument(alert: Alert): AlertDocument {
  const { id, started_at, status, severity, service, rule } = alert;
  return { id, started_at, status, severity, service, rule, body: JSON.stringify(alert) };
}

async function listAlerts(
  client: ElasticsearchClient,
  index: string,
  filter: AlertFilter,
): ReturnType<AlertStore['list']> {
  const limit = filter.limit ?? DEFAULT_LIMIT;
  const found: Alert[] = [];
  for (let after = filter.after; found.length <= limit; ) {
    const size = Math.min(limit + 1 - found.length, MAX_SIZE);
    const answer = await client.search<AlertDocument>({
      index,
      allow_partial_search_results: false,
      size,
      query: { bool: { filter: conditionsOf(filter) } },
      sort: [{ started_at: 'desc' }, { id: 'asc' }],
      ...(after ? { search_after: [parseTime(after.started_at), after.id] } : {}),
    });
    const page = answer.hits.hits.flatMap(({ _source }) => (_source ? [parseAlert(_source)] : []));
    found.push(...page);
    const last = page.at(-1);
    if (page.length < size || !last) break;
    after = { started_at: last.started_at, id: last.id };
  }
  const alerts = found.slice(0, limit);
  const last = alerts.at(-1);
  return { alerts, next: found.length > limit && last ? { started_at: last.started_at, id: last.id } : null };
}

function conditionsOf({ ids, status, severity, service, rule, from, to }: AlertFilter): Dsl[] {
  const terms = (field: string, values: readonly string[] | undefined): Dsl[] =>
    values ? [{ terms: { [field]: [...values] } }] : [];
  const times: estypes.QueryDslDateRangeQuery = { format: 'epoch_millis' };
  if (from !== undefined) times.gte = String(from);
  if (to !== undefined) times.lte = String(to);
  return [
    ...terms('id', ids),
    ...terms('status', status),
    ...terms('severity', severity),
    ...terms('service', service === undefined ? undefined : [service]),
    ...terms('rule', rule === undefined ? undefined : [rule]),
    ...(from === undefined && to === undefined ? [] : [{ range: { started_at: times } }]),
  ];
}
