import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Row } from '../../bench/harness/scenario.ts';
import { TOPIC } from '../../core/topics.ts';
import { SHIPPED_MODEL } from '../../models/category/category-model.ts';
import { type House, makeFolder } from '../house/house.ts';
import { badRelease } from '../stand-ins/bad-release/bad-release.ts';
import { accountFor, accountRows, classifiedMarkers } from './harness/account.ts';
import { watchArrivals } from './harness/arrivals.ts';
import { readDeadLetters } from './harness/dead-letters.ts';
import { drained } from './harness/drained.ts';
import { type Estate, withEstate } from './harness/estate.ts';
import type { Fault, FaultOptions } from './harness/fault.ts';
import { type Load, startLoad } from './harness/load.ts';

interface Shape {
  logsPerSecond: number;
  /** Of each kind of trouble. */
  durationMs: number;
  /** On one log in so many the classifier throws. */
  throwsEvery: number;
  endless: number;
}

const SHORT: Shape = { logsPerSecond: 500, durationMs: 1_000, throwsEvery: 250, endless: 1 };
const LONG: Shape = { logsPerSecond: 5_000, durationMs: 30_000, throwsEvery: 1_000, endless: 6 };

/** Files that are no model: each with what is said of it. */
function badModels(): { file: string; reason: string }[] {
  const good = readFileSync(SHIPPED_MODEL, 'utf8');
  const folder = makeFolder();
  const write = (name: string, text: string): string => {
    const file = join(folder, name);
    writeFileSync(file, text);
    return file;
  };
  return [
    { file: write('cut-short.json', good.slice(0, good.length / 2)), reason: 'not JSON, or cut short' },
    { file: write('edited.json', good.replace('"temperature": ', '"temperature": 1')), reason: 'was edited' },
    { file: write('foreign.json', '{"format":"other"}'), reason: 'not a category model' },
  ];
}

/** Resolves with whether the process ended before it took anything, and said why. */
async function isRefused(estate: Estate, { file, reason }: { file: string; reason: string }): Promise<boolean> {
  const said = await estate.start('processor', { CATEGORY_MODEL: file }).then(
    () => '',
    (error: Error) => error.message,
  );
  return said.includes(reason);
}

/** As its own log tells: twice for each log that does not end, and more only where the machine is very busy. */
const timesCutOff = (processor: House): number =>
  processor.ownLog().filter(({ error }) => error?.message?.endsWith('was cut off.')).length;

/** Markers of those logs that the classifier cannot bear, by what the load sends. */
const withMarkers = (load: Load, isBad: (index: number) => boolean): string[] =>
  load.acknowledged.filter((marker) => isBad(Number(marker.slice(marker.lastIndexOf('-') + 1))));

async function strike(estate: Estate, shape: Shape, log: FaultOptions['log']): Promise<Row[]> {
  const { logsPerSecond, durationMs, throwsEvery, endless } = shape;
  const [gateway, processor] = await Promise.all([
    estate.start('gateway'),
    estate.start('processor', badRelease({ throws: '^riddle', loops: '^endless' })),
    estate.start('indexer'),
  ]);
  const bus = await estate.openBus();
  const arrivals = await watchArrivals(bus, TOPIC.classified);
  /** A steady load while `during` lasts; resolves when it is processed, with the longest time in which nothing was. */
  const loadWhile = async (
    phase: string,
    during: () => Promise<unknown>,
    message: (index: number) => string | null = () => null,
  ): Promise<{ load: Load; gapMs: number; lagMs: number }> => {
    arrivals.longestGapMs();
    const load = startLoad(gateway, {
      prefix: `${estate.run}-${phase}`,
      logsPerSecond,
      log: (index) => ({ message: message(index) ?? `request ${index} served` }),
    });
    await during();
    await load.stop();
    const begun = performance.now();
    await drained(bus);
    const gapMs = arrivals.longestGapMs();
    log(`${phase}: longest gap ${Math.round(gapMs)} ms`);
    return { load, gapMs, lagMs: performance.now() - begun };
  };
  const asLongAs = (): Promise<void> => pause(durationMs);

  // Joining the group is no part of any trouble.
  const before = await loadWhile('before', asLongAs);
  const calm = await loadWhile('calm', asLongAs);
  const isThrowing = (index: number): boolean => index % throwsEvery === 7;
  const throwing = await loadWhile('throws', asLongAs, (index) => (isThrowing(index) ? 'riddle' : null));
  const apart = Math.floor((logsPerSecond * durationMs) / 1_000 / (endless + 1));
  const isEndless = (index: number): boolean => index > 0 && index % apart === 0 && index / apart <= endless;
  const looping = await loadWhile('loops', asLongAs, (index) => (isEndless(index) ? 'endless' : null));
  const models = badModels();
  let refusals: boolean[] = [];
  const changing = await loadWhile('models', async () => {
    refusals = await Promise.all(models.map((model) => isRefused(estate, model)));
  });
  await arrivals.close();

  const loads = [before, calm, throwing, looping, changing].map(({ load }) => load);
  const acknowledged = loads.flatMap((load) => load.acknowledged);
  const unbearable = new Set([...withMarkers(throwing.load, isThrowing), ...withMarkers(looping.load, isEndless)]);
  const dead = (await readDeadLetters(bus)).map(({ marker }) => marker);
  const classified = await classifiedMarkers(bus, estate.run);
  const none = { op: '<=', value: 0 } as const;
  const wrongly = dead.filter((marker) => !unbearable.has(marker)).length;
  return [
    { what: 'logs accepted', value: acknowledged.length, unit: 'logs' },
    { what: 'on which the classifier fails', value: unbearable.size, unit: 'logs', target: { op: '>=', value: 1 } },
    { what: 'dead letters on which it does not', value: wrongly, unit: 'logs', target: none },
    ...accountRows('logs.classified and dead letters', accountFor(acknowledged, [...classified, ...dead])),
    { what: 'longest gap in logs.classified without any trouble', value: calm.gapMs / 1_000, unit: 's' },
    { what: 'longest gap while it throws', value: throwing.gapMs / 1_000, unit: 's' },
    { what: 'longest gap while it does not come to an end', value: looping.gapMs / 1_000, unit: 's' },
    { what: 'times that a batch was cut off', value: timesCutOff(processor), unit: '' },
    { what: 'until all was processed then, after the last log', value: looping.lagMs / 1_000, unit: 's' },
    { what: 'longest gap while others start with a bad model', value: changing.gapMs / 1_000, unit: 's' },
    {
      what: 'bad models that were taken',
      value: models.length - refusals.filter((refused) => refused).length,
      unit: '',
      target: none,
    },
  ];
}

export const fault: Fault = {
  name: 'classifier-in-trouble',
  description:
    'A release of the processor whose classifier throws on some logs, and on others does not come to an end, under a steady load. These must become dead letters, and nothing else, and all others be processed; the gaps are to be read beside the one without any trouble. Then processes with a model that is cut short, edited or foreign are started beside it: they must end and say why, and the one that runs go on with its own.',
  run: ({ short, log }) => withEstate({}, (estate) => strike(estate, short ? SHORT : LONG, log)),
};
