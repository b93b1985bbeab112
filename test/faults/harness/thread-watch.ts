/**
 * For `node --import`: tells, as lines of JSON on standard error, each time that this thread did nothing else for a while, and
 * whatever becomes part of a prototype that everything has.
 */
const EVERY_MS = 5;
const TOLD_FROM_MS = 20;
const SHARED = [Object.prototype, Array.prototype, String.prototype, Number.prototype, Function.prototype];

const namesOf = (): string => SHARED.map((prototype) => Reflect.ownKeys(prototype).map(String).join()).join(' | ');
const tell = (fact: object): void => void process.stderr.write(`${JSON.stringify(fact)}\n`);

const before = namesOf();
let last = performance.now();
setInterval(() => {
  const now = performance.now();
  const stalledMs = now - last - EVERY_MS;
  last = now;
  if (stalledMs >= TOLD_FROM_MS) tell({ stalledMs, at: Date.now() });
  if (namesOf() !== before) tell({ prototypes: namesOf() });
}, EVERY_MS).unref();
