import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser } from 'playwright-core';
import { frameFigures } from './frames.ts';
import type { Row } from './scenario.ts';
import { withVisitor } from './watched-page.ts';

const WATCHED_MS = 3_000;

/** How many frames this browser draws on this machine when a page has nothing to do: no page of ours can have more. */
export function measureFrameYardstick(browser: Browser): Promise<Row> {
  return withVisitor(browser, async (page) => {
    await page.goto('data:text/html,<title>empty</title>');
    await page.evaluate('watch.startFrames()');
    await sleep(WATCHED_MS);
    const { perSecond } = frameFigures([await page.evaluate<number[]>('watch.stopFrames()')]);
    return { what: 'yardstick: frames of an empty page', value: perSecond, unit: '1/s' };
  });
}
