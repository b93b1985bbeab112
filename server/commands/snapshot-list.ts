import { formatTime } from '../../core/time.ts';
import { type Command, EXIT } from '../command-line/command.ts';
import { CONFIG_OPTION, withSnapshots } from '../snapshots/with-snapshots.ts';

export const snapshotList: Command = {
  name: 'snapshot list',
  summary: 'List the snapshots',
  synopsis: '',
  takes: [0, 0],
  options: { config: CONFIG_OPTION, json: { type: 'boolean', help: 'one JSON object a line' } },
  details: ['The oldest comes first. Ends with 3 when there is none.'],
  examples: [['logsieve snapshot list', 'what could be restored']],
  async run({ options, terminal }) {
    const all = await withSnapshots({ options, terminal }, ({ snapshots }) => snapshots.list());
    for (const { name, startedAt, state, note } of all) {
      const at = formatTime(startedAt);
      const line = `${terminal.paint('dim', at)} ${state.padEnd(8)} ${name}`;
      await terminal.print(options.flag('json') ? JSON.stringify({ name, started_at: at, state, note }) : line);
    }
    if (all.length === 0) terminal.note('no snapshots');
    return all.length === 0 ? EXIT.nothing : EXIT.ok;
  },
};
