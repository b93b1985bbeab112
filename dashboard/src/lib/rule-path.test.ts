import { expect, test } from '@jest/globals';
import { NEW_RULE_PATH, readRulePath, rulePath } from './rule-path.ts';

const lastPart = (path: string): string => path.split('/').at(-1) ?? '';

test.each(['failed-logins', 'new', 'new-rule', '0'])('the rule %s has a page of its own', (name) => {
  expect(readRulePath(lastPart(rulePath(name)))).toBe(name);
});

test('the usual paths are what they always were, and a new rule is still made at its own', () => {
  expect(rulePath('failed-logins')).toBe('/rules/failed-logins');
  expect(readRulePath(lastPart(NEW_RULE_PATH))).toBeNull();
});
