import { systemClock } from '../../core/clock.ts';
import { formatTime } from '../../core/time.ts';
import { type Command, EXIT, JSON_OPTION } from '../command-line/command.ts';
import { readPlaces } from '../snapshots/read-places.ts';
import { CONFIG_OPTION, checkName, openBus, withSnapshots } from '../snapshots/with-snapshots.ts';

/** `2026-11-20t10-15-30` */
const nameNow = (): string => formatTime(systemClock.now()).slice(0, 19).toLowerCase().replaceAll(':', '-');

export const snapshotCreate: Command = {
  name: 'snapshot create',
  summary: 'Copy what is stored in Elasticsearch',
  synopsis: '[NAME]',
  takes: [0, 1],
  options: { config: CONFIG_OPTION, json: JSON_OPTION },
  details: [
    'Logs and alerts go into the snapshot repository that the settings name; what an earlier snapshot holds is not copied again. Logsieve goes on meanwhile. Without a NAME it is called by the time.',
    'How far the topics had been read is noted in it, so that a restore can go on from there.',
    'The embedded stores have no snapshots: stop Logsieve and copy the data folder.',
  ],
  examples: [['logsieve snapshot create before-upgrade', 'before something is tried']],
  async run({ options, given: [name = nameNow()], terminal }) {
    checkName(name);
    const made = await withSnapshots({ options, terminal }, async (tools) => {
      const bus = await openBus(tools);
      const note = await readPlaces(bus);
      return tools.snapshots.create(name, note);
    });
    await terminal.print(options.flag('json') ? JSON.stringify(made) : `${made.name} is ${made.state}`);
    return EXIT.ok;
  },
};
