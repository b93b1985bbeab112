import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { makeFolder, removeFolders, startHouse } from '../house/house.ts';
import { seedDeadLetters } from './seed-dead-letters.ts';
import { seedHour } from './seed-hour.ts';

const JEST = fileURLToPath(new URL('../../node_modules/jest/bin/jest.js', import.meta.url));
const CONFIG = fileURLToPath(new URL('../../jest.browser.config.js', import.meta.url));
/** For a quick look at one test a smaller hour is enough. */
const LOGS = Number(process.env.BROWSER_LOGS ?? 200_000);

/** Runs the browser tests against one house with an hour of logs, whose address they find in DASHBOARD_URL. */
async function run(words: readonly string[]): Promise<number> {
  const dataDir = makeFolder();
  await seedDeadLetters(dataDir);
  const house = await startHouse({ dataDir });
  try {
    await seedHour(house.url, LOGS);
    const flags = ['--disable-warning=ExperimentalWarning', '--experimental-vm-modules'];
    const env = { ...process.env, DASHBOARD_URL: house.url };
    const jest = spawn(process.execPath, [...flags, JEST, '--config', CONFIG, ...words], { env, stdio: 'inherit' });
    const [code] = await once(jest, 'exit');
    return code ?? 1;
  } finally {
    await house.kill();
    removeFolders();
  }
}

process.exitCode = await run(process.argv.slice(2));
