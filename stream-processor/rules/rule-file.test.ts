import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { PipelineError } from '../../core/errors.ts';
import { parseRuleFile } from './rule-file.ts';

function refusal(text: string): string {
  try {
    parseRuleFile(text, 'rules.yaml');
  } catch (error) {
    if (error instanceof PipelineError && error.code === 'invalid_rule') return error.message;
    throw error;
  }
  throw new Error('the rules were taken');
}

const RULE = `  - name: a
    severity: high
    condition: { type: count, op: '>', threshold: 1 }
`;

describe('a rules file', () => {
  it('is a list, or a list under `rules`, with defaults filled in', () => {
    const [rule] = parseRuleFile(`rules:\n${RULE}`, 'x');
    expect(rule).toMatchObject({ name: 'a', enabled: true, window: '1m', group_by: [], for: '0s', query: '' });
    expect(parseRuleFile(RULE, 'x')).toHaveLength(1);
  });

  it('holds the shipped rules', () => {
    const text = readFileSync(new URL('./default-rules.yaml', import.meta.url), 'utf8');
    expect(parseRuleFile(text, 'default').length).toBeGreaterThanOrEqual(8);
  });

  it.each([
    ['broken YAML', `rules:\n${RULE}  - name: [`, /^rules\.yaml:\d+: /],
    ['something else than a list', 'rules: 5', 'rules.yaml:1: expected a list of rules'],
    [
      'an unknown key beside the list',
      `rules: []\nruels: 1\n`,
      'rules.yaml:2: ruels: not known here; did you mean rules?',
    ],
    [
      'a threshold that is always passed',
      `rules:\n${RULE.replace(': 1 ', ': -1 ')}`,
      /^rules\.yaml:4: condition\.threshold: .*always true/,
    ],
    ['an unknown key', `rules:\n${RULE}    colour: red\n`, /^rules\.yaml:5: colour: /],
    ['a bad severity', `rules:\n${RULE.replace('high', 'loud')}`, /^rules\.yaml:3: severity: /],
    ['a bad duration', `rules:\n${RULE}    window: 2 fortnights\n`, /^rules\.yaml:5: window: .*duration/],
    [
      'a slide that makes too many windows',
      `rules:\n${RULE}    window: 1h\n    slide: 1s\n`,
      /^rules\.yaml:6: slide: /,
    ],
    ['a query with a mistake', `rules:\n${RULE}    query: 'level:(error'\n`, /^rules\.yaml:5: query: .*column/],
    ['a name taken twice', `rules:\n${RULE}${RULE}`, 'rules.yaml:5: the name "a" is taken'],
  ])('with %s is refused with the line', (_name, text, message) => {
    const told = refusal(text);
    if (typeof message === 'string') expect(told).toContain(message);
    else expect(told).toMatch(message);
  });

  it('tells a wrong query, a bad threshold, a name taken twice and an unknown key together', () => {
    const wrong = RULE.replace('threshold: 1', "threshold: 'x'");
    const told = refusal(`rules:\n${RULE}${wrong}    query: 'level:(error'\n    colour: red\n`);
    expect(told.split('\n').map((line) => line.split(': ').slice(0, 2).join(' '))).toEqual([
      'rules.yaml:5 the name "a" is taken',
      'rules.yaml:7 condition.threshold',
      'rules.yaml:8 query',
      'rules.yaml:9 colour',
    ]);
  });

  it('reports all faults together, in the order of their lines', () => {
    const told = refusal(`rules:\n${RULE.replace('high', 'loud')}    window: x\n  - name: B\n`).split('\n');
    expect(told.length).toBeGreaterThanOrEqual(3);
    const lines = told.map((line) => Number(line.split(':')[1]));
    expect(lines).toEqual([...lines].sort((a, b) => a - b));
  });
});
