import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { AlertStore } from '../../core/alert-store.ts';
import { createAlertEvent } from '../../test/stand-ins/alert-event.ts';
import { alertStoreContract } from '../contract/alert-store.contract.ts';
import { createElasticsearchAlertStore } from './alert-store.ts';
import { createTestIndices, type TestIndices } from './test-subjects/test-indices.ts';

alertStoreContract('Elasticsearch', async () => {
  const { urls, prefix, remove } = createTestIndices();
  return { open: () => createElasticsearchAlertStore({ urls, prefix }), dispose: remove };
});

describe('alerts that several processes change', () => {
  let indices: TestIndices;
  let stores: AlertStore[];

  beforeEach(async () => {
    indices = createTestIndices();
    const { urls, prefix } = indices;
    stores = await Promise.all([0, 1].map(() => createElasticsearchAlertStore({ urls, prefix })));
  });
  afterEach(async () => {
    await Promise.all(stores.map((store) => store.close()));
    await indices.remove();
  });

  test('no change is lost, and each is there once', async () => {
    const [first] = stores;
    await first?.record(createAlertEvent());
    const texts = Array.from({ length: 12 }, (_, index) => `comment ${index}`);
    await Promise.all(
      texts.map((text, index) =>
        stores[index % 2]?.change(createAlertEvent().id, { action: 'comment', by: 'ana', text }, index),
      ),
    );
    const [alert] = (await first?.list({}))?.alerts ?? [];
    const said = alert?.timeline.flatMap(({ text }) => text ?? []) ?? [];
    expect(said.toSorted()).toEqual(texts.toSorted());
  });

  test('a storm of alerts costs the server few refreshes', async () => {
    const [store] = stores;
    const events = Array.from({ length: 200 }, (_, index) => createAlertEvent({ id: `storm-${index}` }));
    const refreshes = async (): Promise<number> => {
      const path = `/${indices.prefix}-alerts/_stats/refresh`;
      const { _all } = (await indices.ask('GET', path)) as { _all: { primaries: { refresh: { total: number } } } };
      return _all.primaries.refresh.total;
    };
    const before = await refreshes();
    await Promise.all(events.map((event) => store?.record(event)));
    expect((await refreshes()) - before).toBeLessThan(50);
    expect((await store?.list({ limit: 500 }))?.alerts).toHaveLength(200);
  });

  test('one event that both are told opens one alert', async () => {
    const opened = await Promise.all(stores.map((store) => store.record(createAlertEvent())));
    expect(opened[0]).toEqual(opened[1]);
    expect((await stores[0]?.list({}))?.alerts).toEqual([opened[0]]);
  });
});
