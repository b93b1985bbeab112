import { join } from 'node:path';
import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import type { Alert } from '../../core/alert.ts';
import { applyChange, applyEvent } from '../../core/alert-changes.ts';
import type { AlertFilter, AlertImport, AlertStore } from '../../core/alert-store.ts';
import { PipelineError } from '../../core/errors.ts';
import { parseTime } from '../../core/time.ts';
import { createSchema, openDataFile } from './data-file.ts';
import { createGroupCommit } from './group-commit.ts';
import { toPipelineError } from './sqlite-errors.ts';

const SCHEMA_VERSION = 1;
const SCHEMA = `
  CREATE TABLE IF NOT EXISTS alert (
    id TEXT PRIMARY KEY, started_at INTEGER NOT NULL, status TEXT NOT NULL, severity TEXT NOT NULL,
    service TEXT, rule TEXT NOT NULL, body TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS alert_newest ON alert (started_at DESC, id);
`;
const DEFAULT_LIMIT = 100;
const BUSY_TIMEOUT_MS = 5_000;

export interface EmbeddedAlertStoreOptions {
  /** The data folder; the file in it is `alerts.db`. */
  dir: string;
}

/**
 * Alerts in SQLite, with an fsync before every answer: there are few of them and each matters.
 * @throws PipelineError `folder_unwritable`, `data_corrupt` when it is no database or of a newer version, `unavailable`
 */
export async function createEmbeddedAlertStore(options: EmbeddedAlertStoreOptions): Promise<AlertStore & AlertImport> {
  const db = openDatabase(options.dir);
  const group = createGroupCommit(db);
  let open = true;
  const requireOpen = () => {
    if (!open) throw new PipelineError('unavailable', 'the alert store is closed');
  };
  const write = async <T>(work: () => T): Promise<T> => {
    requireOpen();
    return group.write(work);
  };
  const read = async <T>(work: () => T): Promise<T> => {
    requireOpen();
    try {
      return work();
    } catch (error) {
      throw toPipelineError(error);
    }
  };
  const alerts = alertTable(db);
  return {
    record: (event) => write(() => alerts.update(event.id, (alert) => applyEvent(alert, event))),
    list: (filter) => read(() => alerts.list(filter)),
    change: (id, change, at) =>
      write(() =>
        alerts.update(id, (alert) => {
          if (!alert) throw new PipelineError('not_found', `there is no alert ${id}`, { details: { id } });
          return applyChange(alert, change, at);
        }),
      ),
    take: (alert) => write(() => alerts.update(alert.id, (known) => known ?? alert) === alert),
    async close() {
      if (!open) return;
      open = false;
      group.flush();
      db.close();
    },
  };
}

function openDatabase(dir: string): DatabaseSync {
  const db = openDataFile(join(dir, 'alerts.db'));
  try {
    db.exec(`PRAGMA busy_timeout = ${BUSY_TIMEOUT_MS}; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL`);
    createSchema(db, { name: 'alert store', version: SCHEMA_VERSION, sql: SCHEMA });
    return db;
  } catch (error) {
    db.close();
    throw toPipelineError(error);
  }
}

function alertTable(db: DatabaseSync) {
  const find = db.prepare('SELECT body FROM alert WHERE id = ?');
  const save = db.prepare('INSERT OR REPLACE INTO alert VALUES (?, ?, ?, ?, ?, ?, ?)');
  return {
    update(id: string, change: (alert: Alert | null) => Alert): Alert {
      const row = find.get(id);
      const before = row ? parseAlert(row) : null;
      const after = change(before);
      if (after === before) return after;
      const { status, severity, service, rule } = after;
      save.run(id, parseTime(after.started_at), status, severity, service, rule, JSON.stringify(after));
      return after;
    },
    list(filter: AlertFilter): Awaited<ReturnType<AlertStore['list']>> {
      const limit = filter.limit ?? DEFAULT_LIMIT;
      const { where, values } = conditionsOf(filter);
      const sql = `SELECT body FROM alert WHERE ${where} ORDER BY started_at DESC, id LIMIT ?`;
      const found = db
        .prepare(sql)
        .all(...values, limit + 1)
        .map(parseAlert);
      const alerts = found.slice(0, limit);
      const last = alerts.at(-1);
      const next = found.length > limit && last ? { started_at: last.started_at, id: last.id } : null;
      return { alerts, next };
    },
  };
}

function parseAlert(row: Record<string, unknown>): Alert {
  return JSON.parse(String(row.body)) as Alert;
}

function conditionsOf(filter: AlertFilter): { where: string; values: SQLInputValue[] } {
  const parts: string[] = ['1'];
  const values: SQLInputValue[] = [];
  const and = (sql: string, ...bound: SQLInputValue[]): void => {
    parts.push(sql);
    values.push(...bound);
  };
  const oneOf = (column: string, among: readonly string[] | undefined): void => {
    if (among) and(`${column} IN (SELECT value FROM json_each(?))`, JSON.stringify(among));
  };
  oneOf('id', filter.ids);
  oneOf('status', filter.status);
  oneOf('severity', filter.severity);
  if (filter.service !== undefined) and('service = ?', filter.service);
  if (filter.rule !== undefined) and('rule = ?', filter.rule);
  if (filter.from !== undefined) and('started_at >= ?', filter.from);
  if (filter.to !== undefined) and('started_at <= ?', filter.to);
  if (filter.after) {
    const at = parseTime(filter.after.started_at);
    and('(started_at < ? OR (started_at = ? AND id > ?))', at, at, filter.after.id);
  }
  return { where: parts.join(' AND '), values };
}
