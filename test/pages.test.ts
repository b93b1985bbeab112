import { execFileSync } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';
import { alertRuleSchema, conditionSchema } from '../core/alert-rule.ts';
import { parseQuery } from '../core/query/parse.ts';
import { TEXT_FIELDS } from '../core/record.ts';
import { TOPICS } from '../core/topics.ts';
import { readCategoryModel } from '../models/category/category-model.ts';
import { PARSERS } from '../parsers/registry.ts';
import { DETECTORS } from '../stream-processor/mask/detectors.ts';
import { parseRuleFile } from '../stream-processor/rules/rule-file.ts';
import { blocksOf, listPages, namesUnder, ROOT, readPage } from './stand-ins/pages.ts';

describe('docs/query-language.md', () => {
  const page = readPage('docs/query-language.md');
  const headings = ['## Words in the message', '## Fields', '## Ranges', '## Together'];
  const queries = headings.flatMap((heading) => namesUnder(page, heading));

  it.each(queries)('shows a query that can be read: %s', (query) => {
    expect(parseQuery(query).kind).not.toBe('all');
  });

  it('shows each construct of the language', () => {
    const kinds = new Set(queries.map((query) => parseQuery(query).kind));
    const all = [
      'and',
      'or',
      'not',
      'phrase',
      'token_prefix',
      'regex',
      'exists',
      'equals',
      'value_prefix',
      'range',
      'cidr',
    ];
    expect([...kinds].sort()).toEqual(all.sort());
  });

  it.each([
    ['a-b.c', '"a b c"'],
    ['message:declined', 'declined'],
    ['attributes.order.id:A-17', 'order.id:A-17'],
    ['declined AND card', 'declined card'],
    ['NOT declined', '-declined'],
    ['a b OR c', '(a b) OR c'],
  ])('%s means the same as %s', (query, same) => expect(parseQuery(query)).toEqual(parseQuery(same)));
});

describe('docs/alert-rules.md', () => {
  const page = readPage('docs/alert-rules.md');

  it.each(blocksOf(page, 'yaml'))('shows rules that can be used: %s', (block) => {
    expect(parseRuleFile(block, 'example').length).toBeGreaterThan(0);
  });

  it('explains every key and every condition, and no other', () => {
    expect(namesUnder(page, '## Keys')).toEqual(Object.keys(alertRuleSchema.shape));
    const types = conditionSchema.options.map(({ shape }) => shape.type.value);
    expect(namesUnder(page, '## Conditions')).toEqual(types);
  });

  it('says how many rules are shipped', () => {
    const shipped = parseRuleFile(readPage('stream-processor/rules/default-rules.yaml'), 'default-rules.yaml');
    expect(shipped).toHaveLength(11);
    for (const file of ['README.md', 'docs/alert-rules.md']) expect(readPage(file)).toContain('Eleven');
  });
});

describe('docs/architecture.md', () => {
  it('lists every topic with its partitions', () => {
    const page = readPage('docs/architecture.md');
    expect(namesUnder(page, '## Topics').sort()).toEqual(TOPICS.map(({ name }) => name).sort());
    for (const { name, partitions } of TOPICS) {
      expect(page).toMatch(new RegExp(`^\\| \`${name}\` \\| [^|]+ \\| ${partitions} \\|`, 'm'));
    }
  });
});

describe('docs/api.md', () => {
  it('explains every field that a service can send', () => {
    const names = namesUnder(readPage('docs/api.md'), '## The record');
    for (const field of [
      'timestamp',
      'level',
      'service',
      'message',
      'status_code',
      'response_time',
      'attributes',
      'raw',
    ]) {
      expect(names).toContain(field);
    }
    for (const field of TEXT_FIELDS) expect(names).toContain(field);
  });

  it('lists every format that a raw line can have', () => {
    const formats = [...PARSERS.map(({ format }) => format), 'unknown'];
    expect(namesUnder(readPage('docs/api.md'), '## Formats').sort()).toEqual(formats.sort());
  });
});

describe('docs/masking.md', () => {
  it('lists every kind', () => {
    expect(namesUnder(readPage('docs/masking.md'), '## Kinds')).toEqual(DETECTORS.map(({ kind }) => kind));
  });
});

describe('docs/models.md', () => {
  const page = readPage('docs/models.md');
  const { version, corpus, metrics } = readCategoryModel();
  const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;
  const count = (value: number): string => value.toLocaleString('en');

  it('has the figures of the shipped artifact', () => {
    expect(page).toContain(`| version | \`${version}\` |`);
    expect(page).toContain(`| trained on | ${count(corpus.lines)} lines of ${corpus.groups} systems |`);
    expect(page).toContain(`| accuracy | ${percent(metrics?.accuracy ?? 0)} |`);
    expect(page).toContain(`| macro F1 | ${percent(metrics?.macro_f1 ?? 0)} |`);
    expect(page).toContain(`| expected calibration error | ${percent(metrics?.expected_calibration_error ?? 0)} |`);
  });

  it.each(Object.entries(metrics?.classes ?? {}))('has the figures of %s', (category, figures) => {
    const { precision, recall, f1, support } = figures;
    const shares = [precision, recall, f1].map(percent).join(' | ');
    expect(page).toContain(`| ${category} | ${shares} | ${count(support)} |`);
  });
});

describe('CONTRIBUTING.md', () => {
  it('tells of every variable that makes tests longer, and no other', () => {
    const found = execFileSync(
      'git',
      ['grep', '-hoE', 'process\\.env\\.[A-Z_]+', '--', '*.ts', ':!server', ':!engines'],
      {
        cwd: ROOT,
      },
    );
    const names = new Set(found.toString().match(/[A-Z_]{2,}/g));
    names.delete('PATH');
    expect(namesUnder(readPage('CONTRIBUTING.md'), '## Longer forms of tests').sort()).toEqual([...names].sort());
  });
});

describe('commands in documents', () => {
  const { scripts } = JSON.parse(readPage('package.json')) as { scripts: Record<string, string> };

  it.each(listPages())('%s names no script that does not exist', (file) => {
    const named = [...readPage(file).matchAll(/npm run ([\w:-]+)/g)].map(([, name = '']) => name);
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
  });
});
