import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { AlertEvent } from '../../core/alert.ts';
import type { AlertImport, AlertStore } from '../../core/alert-store.ts';

export interface AlertStoreUnderTest {
  /** Opens the store over the same data each time; empty at first. */
  open(): Promise<AlertStore & AlertImport>;
  /** Removes the data. */
  dispose(): Promise<void>;
}

const AT = Date.UTC(2026, 10, 20, 10);

function eventOf(id: string, changes: Partial<AlertEvent> = {}): AlertEvent {
  return {
    id,
    type: 'firing',
    rule: 'failed-logins',
    description: 'Many failed logins',
    severity: 'high',
    group: { service: 'auth' },
    service: 'auth',
    category: 'Security',
    query: 'failed login service:auth',
    condition: 'count > 10',
    value: 12,
    threshold: 10,
    unit: 'logs',
    started_at: new Date(AT).toISOString(),
    ended_at: null,
    window: { from: new Date(AT - 60_000).toISOString(), to: new Date(AT).toISOString() },
    samples: [
      { id: 'e-0-1', timestamp: new Date(AT).toISOString(), level: 'warn', service: 'auth', message: 'failed login' },
    ],
    ...changes,
  };
}

const resolved = (id: string): AlertEvent =>
  eventOf(id, { type: 'resolved', ended_at: new Date(AT + 120_000).toISOString() });

/** What every alert store keeps. */
export function alertStoreContract(name: string, create: () => Promise<AlertStoreUnderTest>): void {
  describe(`${name}: alert store contract`, () => {
    let under: AlertStoreUnderTest;
    let store: AlertStore & AlertImport;

    beforeEach(async () => {
      under = await create();
      store = await under.open();
    });
    afterEach(async () => {
      await store.close();
      await under.dispose();
    });
    const reopen = async (): Promise<void> => {
      await store.close();
      store = await under.open();
    };

    test('an alert is taken over with its history, once, and what is known already stays', async () => {
      await store.record(eventOf('a'));
      const told = await store.change('a', { action: 'comment', by: 'ada', text: 'seen' }, AT);
      const moved = { ...told, id: 'b', status: 'acknowledged' as const };
      expect(await store.take(moved)).toBe(true);
      expect(await store.take({ ...moved, status: 'open' })).toBe(false);
      expect(await store.take({ ...told, timeline: [] })).toBe(false);
      await reopen();
      expect((await store.list({})).alerts).toEqual([told, moved]);
    });

    describe('events', () => {
      test('a firing event opens an alert that survives a restart', async () => {
        const opened = await store.record(eventOf('a1'));
        expect(opened).toMatchObject({
          id: 'a1',
          status: 'open',
          ended_at: null,
          sample_log_ids: ['e-0-1'],
          assignee: null,
        });
        expect(opened.timeline).toEqual([{ at: opened.started_at, action: 'opened', by: 'failed-logins' }]);
        await reopen();
        expect((await store.list({})).alerts).toEqual([opened]);
      });

      test('the same event again changes nothing', async () => {
        const opened = await store.record(eventOf('a1'));
        expect(await store.record(eventOf('a1'))).toEqual(opened);
        const closed = await store.record(resolved('a1'));
        expect(await store.record(resolved('a1'))).toEqual(closed);
        expect(await store.record(eventOf('a1'))).toEqual(closed);
      });

      test('a resolved event ends the alert, also one that was never seen firing', async () => {
        await store.record(eventOf('a1'));
        for (const id of ['a1', 'a2']) {
          expect(await store.record(resolved(id))).toMatchObject({
            status: 'resolved',
            ended_at: '2026-11-20T10:02:00.000Z',
          });
        }
      });
    });

    describe('list', () => {
      test('is newest first with ties by id, and pages without gap or repetition', async () => {
        const minutes = [3, 1, 2, 2, 2, 0];
        for (const [index, minute] of minutes.entries()) {
          await store.record(eventOf(`a${index}`, { started_at: new Date(AT + minute * 60_000).toISOString() }));
        }
        const seen: string[] = [];
        let after: { started_at: string; id: string } | undefined;
        do {
          const page = await store.list({ limit: 2, ...(after ? { after } : {}) });
          seen.push(...page.alerts.map((alert) => alert.id));
          after = page.next ?? undefined;
        } while (after);
        expect(seen).toEqual(['a0', 'a2', 'a3', 'a4', 'a1', 'a5']);
      });

      test('filters by each condition, all of them together', async () => {
        await store.record(eventOf('a1'));
        await store.record(eventOf('a2', { severity: 'low', rule: 'slow', service: null }));
        await store.record(resolved('a3'));
        const ids = async (filter: Parameters<AlertStore['list']>[0]): Promise<string[]> =>
          (await store.list(filter)).alerts.map((alert) => alert.id);
        expect(await ids({ status: ['open', 'acknowledged'] })).toEqual(['a1', 'a2']);
        expect(await ids({ severity: ['low'] })).toEqual(['a2']);
        expect(await ids({ service: 'auth' })).toEqual(['a1', 'a3']);
        expect(await ids({ rule: 'slow', severity: ['high'] })).toEqual([]);
        expect(await ids({ ids: ['a3', 'a2', 'zz'] })).toEqual(['a2', 'a3']);
        expect(await ids({ ids: [] })).toEqual([]);
        expect(await ids({ from: AT, to: AT })).toEqual(['a1', 'a2', 'a3']);
        expect(await ids({ from: AT + 1 })).toEqual([]);
      });
    });

    describe('change', () => {
      test('acknowledging, assigning, commenting and resolving are kept in order', async () => {
        await store.record(eventOf('a1'));
        await store.change('a1', { action: 'acknowledge', by: 'ana' }, AT + 1);
        await store.change('a1', { action: 'assign', by: 'ana', assignee: 'bob' }, AT + 2);
        await store.change('a1', { action: 'comment', by: 'bob', text: 'looking' }, AT + 3);
        const after = await store.change('a1', { action: 'resolve', by: 'bob', text: 'fixed' }, AT + 4);
        expect(after).toMatchObject({ status: 'resolved', assignee: 'bob', ended_at: '2026-11-20T10:00:00.004Z' });
        expect(after.timeline.map((entry) => [entry.action, entry.by, entry.text])).toEqual([
          ['opened', 'failed-logins', undefined],
          ['acknowledged', 'ana', undefined],
          ['assigned', 'ana', 'bob'],
          ['commented', 'bob', 'looking'],
          ['resolved', 'bob', 'fixed'],
        ]);
        await reopen();
        expect((await store.list({})).alerts).toEqual([after]);
      });

      test('what was sent stands on the alert', async () => {
        await store.record(eventOf('a1'));
        const notification = {
          channel: 'slack',
          type: 'firing',
          at: new Date(AT).toISOString(),
          status: 'delivered',
        } as const;
        const after = await store.change('a1', { action: 'notified', by: 'alert-consumer', notification }, AT);
        expect(after.notifications).toEqual([notification]);
      });

      test('an unknown alert is not_found, a resolved one is a conflict', async () => {
        await expect(store.change('none', { action: 'resolve', by: 'ana' }, AT)).rejects.toMatchObject({
          code: 'not_found',
        });
        await store.record(resolved('a1'));
        for (const action of ['acknowledge', 'resolve'] as const) {
          await expect(store.change('a1', { action, by: 'ana' }, AT)).rejects.toMatchObject({ code: 'conflict' });
        }
        const after = await store.change('a1', { action: 'comment', by: 'ana', text: 'late' }, AT);
        expect(after.timeline.at(-1)).toMatchObject({ action: 'commented', text: 'late' });
      });
    });

    test('a closed store answers unavailable, and closing twice is harmless', async () => {
      await store.close();
      await store.close();
      await expect(store.list({})).rejects.toMatchObject({ code: 'unavailable' });
    });
  });
}
