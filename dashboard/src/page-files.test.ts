import { expect, test } from '@jest/globals';
import { pagePathOf } from './page-files.ts';

test.each([
  ['/', '/'],
  ['/explorer', '/explorer'],
  ['/alerts', '/alerts'],
  ['/alerts/01K-x', '/alerts/:id'],
  ['/rules/~new', '/rules/:name'],
  ['/rules/a%2Fb', '/rules/:name'],
])('%s shows the page of %s', (pathname, path) => {
  expect(pagePathOf(pathname)).toBe(path);
});

test.each(['/nowhere', '/explorer/', '/alerts/a/b', ''])('%p shows none', (pathname) => {
  expect(pagePathOf(pathname)).toBeUndefined();
});
