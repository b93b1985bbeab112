import { expect, test } from '@jest/globals';
import { type CompletionPlace, completionPlace } from './completion-place.ts';

/** The query with its caret at the bar. */
const at = (text: string): CompletionPlace | null => completionPlace(text.replace('|', ''), text.indexOf('|'));

test.each<[string, CompletionPlace | null]>([
  ['|', { field: null, from: 0, to: 0, typed: '' }],
  ['lev|', { field: null, from: 0, to: 3, typed: 'lev' }],
  ['timeout -lev|', { field: null, from: 9, to: 12, typed: 'lev' }],
  ['le|vel:error', { field: null, from: 0, to: 6, typed: 'le' }],
  ['level:|', { field: 'level', from: 6, to: 6, typed: '' }],
  ['level:er|', { field: 'level', from: 6, to: 8, typed: 'er' }],
  ['service:"the sh|op"', { field: 'service', from: 8, to: 18, typed: 'the sh' }],
  ['level:(error OR |)', { field: 'level', from: 16, to: 16, typed: '' }],
  ['level:(|)', { field: 'level', from: 7, to: 7, typed: '' }],
  ['order.id:A|', { field: 'attributes.order.id', from: 9, to: 10, typed: 'A' }],
  ['level:>=|', { field: 'level', from: 8, to: 8, typed: '', isCompared: true }],
  ['level:>|', { field: 'level', from: 7, to: 7, typed: '', isCompared: true }],
  ['level:<wa|rn a', { field: 'level', from: 7, to: 11, typed: 'wa', isCompared: true }],
  ['status_code:(>=5|)', { field: 'status_code', from: 15, to: 16, typed: '5', isCompared: true }],
  ['order.total:<="1|0"', { field: 'attributes.order.total', from: 14, to: 18, typed: '1', isCompared: true }],
  ['level:>|=warn', null],
  ['level:|>=warn', { field: 'level', from: 6, to: 6, typed: '' }],
  ['status_code:[40|', null],
  ['"a phr|ase"', null],
  ['/time|out/', null],
])('at %s', (text, place) => expect(at(text)).toEqual(place));
