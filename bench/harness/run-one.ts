import { readArguments } from './arguments.ts';
import { SCENARIOS } from './scenarios.ts';
import { measureYardstick } from './yardstick.ts';

/** The entry of a process that runs one scenario once and sends its rows to its parent: a folder that runs share, then what was asked for. */
const [sharedDir = '', ...asked] = process.argv.slice(2);
const { names, quick, qualityFile } = readArguments(asked);
const scenario = SCENARIOS.find(({ name }) => name === names[0]);
if (!scenario) throw new Error(`there is no scenario ${names[0]}`);
const log = (line: string): void => void process.stderr.write(`  ${line}\n`);
const yardstick = measureYardstick();
const rows = await scenario.run({ quick, log, sharedDir, ...(qualityFile !== undefined && { qualityFile }) });
process.send?.([...rows, yardstick]);
process.disconnect?.();
