import { existsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { listPages, ROOT, readPage } from './stand-ins/pages.ts';

const withoutCode = (text: string): string => text.replace(/^```[\s\S]*?^```$/gm, '').replace(/`[^`\n]*`/g, '');

/** The name that a heading is linked by, as GitHub makes it. */
function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');
}

function anchorsOf(file: string): string[] {
  const text = readPage(file).replace(/^```[\s\S]*?^```$/gm, '');
  return [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => anchorOf(heading));
}

/** What is wrong with a link of a page; undefined when it leads somewhere. */
function faultOf(page: string, link: string): string | undefined {
  const [path = '', anchor] = link.split('#');
  const target = path === '' ? page : join(dirname(page), decodeURI(path));
  if (!existsSync(join(ROOT, target))) return `${page}: there is no ${target}`;
  if (anchor === undefined || statSync(join(ROOT, target)).isDirectory()) return undefined;
  return anchorsOf(target).includes(anchor) ? undefined : `${page}: ${target} has no heading #${anchor}`;
}

function linksOf(text: string): string[] {
  const found = withoutCode(text).matchAll(/\]\(([^)\s]+)(?: "[^"]*")?\)/g);
  return [...found].map(([, link = '']) => link).filter((link) => !/^[a-z]+:/.test(link));
}

describe('links of documents', () => {
  const pages = listPages();

  it.each(pages)('%s: every relative link leads to a file, and to a heading it has', (page) => {
    const faults = linksOf(readPage(page)).map((link) => faultOf(page, link));
    expect(faults.filter((fault) => fault !== undefined)).toEqual([]);
  });

  it('are looked for everywhere but in code', () => {
    expect(linksOf('[a](b.md#c) `[no](link)` [web](https://example.org) ![picture](p.png "title")')).toEqual([
      'b.md#c',
      'p.png',
    ]);
  });
});
