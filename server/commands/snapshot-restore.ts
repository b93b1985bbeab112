import type { Restored } from '../../core/snapshots.ts';
import { type Command, EXIT, JSON_OPTION } from '../command-line/command.ts';
import { type CaughtUp, catchUp } from '../snapshots/catch-up.ts';
import { CONFIG_OPTION, checkName, openBus, type SnapshotTools, withSnapshots } from '../snapshots/with-snapshots.ts';

type Result = Omit<Restored, 'note'> & CaughtUp;

async function restore(tools: SnapshotTools, name: string, onProgress: (read: number) => void): Promise<Result> {
  const { snapshots, backends, stack } = tools;
  const bus = await openBus(tools);
  const { note, ...restored } = await snapshots.restore(name);
  const store = await backends.openStore();
  stack.push('store', () => store.close());
  const alertStore = await backends.openAlertStore();
  stack.push('alert store', () => alertStore.close());
  return { ...restored, ...(await catchUp({ bus, store, alertStore, note, onProgress })) };
}

function describe({ whole, filled, logs, stored, alerts, gone }: Result): string[] {
  return [
    ...whole.map((part) => `${part}: back as it was`),
    ...filled.map(({ part, added }) => `${part}: ${added} documents were missing and are back`),
    `since the snapshot: ${logs} logs and ${alerts} changes of alerts read again, ${stored} logs were missing and are back`,
    ...(gone > 0 ? [`${gone} logs that came after the snapshot are no longer on the bus`] : []),
  ];
}

export const snapshotRestore: Command = {
  name: 'snapshot restore',
  summary: 'Bring back what is missing in Elasticsearch',
  synopsis: 'NAME',
  takes: [1, 1],
  options: { config: CONFIG_OPTION, json: JSON_OPTION },
  details: [
    'Days that are gone come back whole; into those that are there, the logs that are missing come back. Nothing that is there is changed. What came after the snapshot is then read from the bus again, as far back as it keeps it: 24 hours. What people did with alerts after it is not there.',
    'Stop the indexer and the alert consumer before, and start them after: they go on where they stood, and what comes twice is there once. Broken off and run again, it goes on.',
    'Ends with 1 when logs that came after the snapshot are no longer on the bus.',
  ],
  examples: [['logsieve snapshot restore before-upgrade', 'bring back what was lost since']],
  async run({ options, given: [name = ''], terminal }) {
    checkName(name);
    const onProgress = (read: number) => terminal.status(`${read} logs read again`);
    const result = await withSnapshots({ options, terminal }, (tools) => restore(tools, name, onProgress));
    terminal.status('');
    for (const line of options.flag('json') ? [JSON.stringify(result)] : describe(result)) await terminal.print(line);
    return result.gone > 0 ? EXIT.failed : EXIT.ok;
  },
};
