import { expect, test } from '@jest/globals';
import type { LogRecord } from '../../../core/record.ts';
import { fieldTree, pathsOf, readField, searchTree, valueText } from './record-fields.ts';

const record: LogRecord = {
  id: 'a-0-1',
  timestamp: '2026-11-26T10:00:00.000Z',
  received_at: '2026-11-26T10:00:00.000Z',
  processed_at: '2026-11-26T10:00:00.000Z',
  level: 'info',
  service: 'shop',
  message: 'paid',
  category: 'Business',
  category_confidence: 0.9,
  model_version: 'm',
  attributes: { order: { id: 'A-17', tags: ['x', 'y'] }, 'http.status': 200, none: null },
};

test.each([
  ['service', 'shop'],
  ['attributes.order.id', 'A-17'],
  ['attributes.order.tags', '["x","y"]'],
  ['attributes.http.status', '200'],
  ['attributes.none', 'null'],
  ['attributes.order.toString', ''],
  ['constructor', ''],
])('%s is %j', (path, text) => {
  expect(valueText(readField(record, path))).toBe(text);
});

test('the tree has the fields people look for first, and attributes at the end', () => {
  const tree = fieldTree(record);
  expect(tree.slice(0, 3).map(({ path }) => path)).toEqual(['timestamp', 'level', 'category']);
  const attributes = tree.at(-1);
  expect(attributes?.children.map(({ name }) => name)).toEqual(['order', 'http.status', 'none']);
  expect(attributes?.children[0]?.children.map(({ path }) => path)).toEqual([
    'attributes.order.id',
    'attributes.order.tags',
  ]);
});

test('a search keeps the way to what it finds', () => {
  expect(searchTree(fieldTree(record), 'a-17')).toMatchObject([
    { path: 'attributes', children: [{ path: 'attributes.order', children: [{ name: 'id' }] }] },
  ]);
  expect(searchTree(fieldTree(record), 'nothing at all')).toEqual([]);
});

test('the paths of records are those of their values', () => {
  expect(pathsOf([record, record])).toContain('attributes.order.id');
  expect(pathsOf([record])).not.toContain('attributes.order');
});
