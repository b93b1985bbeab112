import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DEFAULT_KINDS, DETECTORS } from './detectors.ts';
import { createMasker } from './mask.ts';

interface LabelledLine {
  /** The heading above it: of a secret its kind. */
  heading: string;
  text: string;
  secrets: string[];
  /** As it must come out. */
  masked: string;
}

const STAND_INS: Readonly<Record<string, string>> = { '¦': '', '⏎': '\n', '␛': '\x1b', '⍽': '\u00a0' };

function markOf(kind: string): string {
  return DETECTORS.find((each) => each.kind === kind)?.mark ?? kind;
}

function readLines(name: string): LabelledLine[] {
  const written = readFileSync(new URL(`./fixtures/${name}`, import.meta.url), 'utf8');
  const lines: LabelledLine[] = [];
  let heading = '';
  for (const line of written.split('\n')) {
    if (line.startsWith('== ')) heading = line.slice(3);
    if (line === '' || heading === '' || line.startsWith('== ')) continue;
    const meant = line.replace(/[¦⏎␛⍽]/g, (sign) => STAND_INS[sign] ?? sign);
    const secrets = [...meant.matchAll(/«([^»]*)»?/g)].map(([, secret = '']) => secret);
    const masked = meant.replace(/«[^»]*»?/g, `[${markOf(heading)}]`);
    lines.push({ heading, text: meant.replace(/[«»]/g, ''), secrets, masked });
  }
  return lines;
}

const SECRETS = readLines('secrets.txt');
const ORDINARY = readLines('ordinary.txt');

const masker = createMasker({ kinds: DEFAULT_KINDS }, () => {});
/** How JSON holds a text: a service logs the body of a request that holds another one. */
const asJsonText = (text: string): string => JSON.stringify({ body: text });

function recallByKind(mask: (text: string) => string): Record<string, number> {
  const found: Record<string, [found: number, all: number]> = {};
  for (const { heading, text, masked } of SECRETS) {
    const [hits, all] = found[heading] ?? [0, 0];
    found[heading] = [hits + Number(mask(text) === masked), all + 1];
  }
  return Object.fromEntries(Object.entries(found).map(([kind, [hits, all]]) => [kind, hits / all]));
}

const KINDS = [...new Set(SECRETS.map(({ heading }) => heading))];
const ALL_FOUND = Object.fromEntries(KINDS.map((kind) => [kind, 1]));

describe('the labelled lines', () => {
  it('are many, and of every kind that is on', () => {
    expect(SECRETS.length).toBeGreaterThanOrEqual(300);
    expect(ORDINARY.length).toBeGreaterThanOrEqual(300);
    expect(KINDS.sort()).toEqual([...DEFAULT_KINDS].sort());
  });

  it('lose every secret and nothing else: recall by kind', () => {
    const wrong = SECRETS.map(({ text, masked }) => ({ text, masked, got: masker.text(text) }));
    expect(wrong.filter(({ masked, got }) => got !== masked)).toEqual([]);
    expect(recallByKind(masker.text)).toEqual(ALL_FOUND);
  });

  it.each([1, 2])('lose every secret also when JSON holds them as text, %i times over', (times) => {
    const nested = (text: string): string => Array.from({ length: times }).reduce<string>(asJsonText, text);
    // a line of a key is known by standing alone
    const left = SECRETS.filter(({ heading }) => heading !== 'private_key').filter(({ text, secrets }) => {
      const got = masker.text(nested(text));
      return secrets.some((secret) => got.includes(JSON.stringify(secret).slice(1, -1)));
    });
    expect(left.map(({ text }) => text)).toEqual([]);
  });

  it('stay as they are when they hold none: false masks', () => {
    const wrong = ORDINARY.map(({ text }) => ({ text, got: masker.text(text) }));
    expect(wrong.filter(({ text, got }) => got !== text)).toEqual([]);
  });

  it('are never skipped by the cheap first look when they hold a secret', () => {
    const skipped = SECRETS.filter(({ text }) => masker.isSurelyClean(JSON.stringify({ message: text })));
    expect(skipped.map(({ text }) => text)).toEqual([]);
  });

  it('are skipped by the cheap first look only where no detector finds anything', () => {
    const all = createMasker({ kinds: DETECTORS.map(({ kind }) => kind) }, () => {});
    const finders = DETECTORS.flatMap((each) => each.finders);
    const cut = fc.record({
      text: fc.constantFrom(...SECRETS.map(({ text }) => text)),
      from: fc.nat({ max: 60 }),
      length: fc.integer({ min: 1, max: 80 }),
      behind: fc.constantFrom('', ' ', '\n', ':', '=', '"', '4', 'x', '\u00a0', '\\'),
    });
    const mixed = fc.array(cut, { minLength: 1, maxLength: 4 }).map((cuts) => {
      return cuts.map(({ text, from, length, behind }) => text.slice(from, from + length) + behind).join('');
    });
    let clean = 0;
    fc.assert(
      fc.property(mixed, (text) => {
        if (!all.isSurelyClean(JSON.stringify({ message: text })) && !all.isSurelyClean(text)) return;
        clean++;
        expect(finders.filter((find) => find(text).length > 0)).toEqual([]);
      }),
      { numRuns: 10_000 },
    );
    expect(clean).toBeGreaterThan(500);
  });

  it('do not change when they are masked again', () => {
    const unsteady = SECRETS.map(({ text }) => masker.text(text)).filter((once) => masker.text(once) !== once);
    expect(unsteady).toEqual([]);
  });
});
