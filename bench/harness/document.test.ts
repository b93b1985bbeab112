import { describe, expect, it } from '@jest/globals';
import { formatDocument, formatFigure, mergeRuns } from './document.ts';
import type { Row } from './scenario.ts';

const row = (what: string, value: number): Row => ({ what, value, unit: 'ms', target: { op: '<=', value: 10 } });

describe('the document of figures', () => {
  it('gives the median of the runs, their range, and whether the target is met', () => {
    const figures = mergeRuns([[row('wait', 9)], [row('wait', 30)], [row('wait', 4)]]);
    const scenario = { name: 'a-to-b', description: 'How it is done.', run: async () => [] };
    const text = formatDocument([scenario], { 'a-to-b': { date: '2026-11-20', machine: '2 cores', figures } });
    expect(text).toContain('### a-to-b\n\nHow it is done.');
    expect(text).toContain('| wait | 9 | ms | ≤ 10 | yes | 3 | 4 | 30 |');
    expect(text).toContain('2026-11-20, 2 cores.');
  });

  it('leaves out what was never run, and says when a target is missed', () => {
    const never = { name: 'never', description: '', run: async () => [] };
    const late = { name: 'late', description: '', run: async () => [] };
    const text = formatDocument([never, late], {
      late: { date: '', machine: '', figures: mergeRuns([[row('wait', 11)]]) },
    });
    expect(text).not.toContain('never');
    expect(text).toContain('**no**');
  });

  it('groups the scenarios by what they run on, and leaves out a group without any', () => {
    const own = { name: 'own', description: '', run: async () => [] };
    const cluster = { name: 'cluster', description: '', engines: true as const, run: async () => [] };
    const page = { name: 'page', description: '', browser: true as const, run: async () => [] };
    const result = { date: '', machine: '', figures: mergeRuns([[row('wait', 1)]]) };
    const titles = (text: string): string[] => [...text.matchAll(/^##+ (.+)$/gm)].map(([, title = '']) => title);
    const all = formatDocument([page, cluster, own], { own: result, cluster: result, page: result });
    expect(titles(all)).toEqual([
      'Embedded backends',
      'own',
      'Kafka and Elasticsearch',
      'cluster',
      'Dashboard',
      'page',
    ]);
    expect(titles(formatDocument([cluster, own], { own: result }))).toEqual(['Embedded backends', 'own']);
  });

  it('refuses to mix rows that are not the same', () => {
    expect(() => mergeRuns([[row('a', 1)], [row('b', 1)]])).toThrow('same rows');
  });

  it('rounds to what can be read', () => {
    expect([61_234.5, 0.012345, 12.34, 0, Number.NaN].map(formatFigure)).toEqual([
      '61,235',
      '0.0123',
      '12.3',
      '0',
      '–',
    ]);
  });
});
