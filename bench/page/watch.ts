// Runs in the page that is measured, as `watch`, from before its own scripts; harness/watched-page.ts puts it there.
// Times are of `performance.now()`: ms since the navigation began.

interface ElementTiming extends PerformanceEntry {
  identifier: string;
  element: Element | null;
}

const PATIENCE_MS = 30_000;

/** What `begin` resolves with. @throws Error naming `what` after 30 s */
function within<T>(what: string, begin: (resolve: (value: T | Promise<T>) => void) => void): Promise<T> {
  return new Promise((resolve, reject) => {
    setTimeout(() => reject(new Error(`${what}: not within ${PATIENCE_MS / 1_000} s`)), PATIENCE_MS);
    begin(resolve);
  });
}

const awaitedDots = new Map<string, (shownAt: number) => void>();
let dots = 0;

new PerformanceObserver((list) => {
  for (const { identifier, startTime, element } of list.getEntries() as ElementTiming[]) {
    element?.remove();
    awaitedDots.get(identifier)?.(startTime);
    awaitedDots.delete(identifier);
  }
}).observe({ type: 'element', buffered: true });

/** When the frame was shown that has all changes up to now in it: a dot that is painted with them is reported by the browser. */
function frameShown(): Promise<number> {
  const dot = document.createElement('p');
  const name = `dot-${dots++}`;
  dot.textContent = '.';
  dot.setAttribute('elementtiming', name);
  Object.assign(dot.style, { position: 'fixed', insetBlockStart: '0', insetInlineStart: '0', margin: '0' });
  return within('a frame', (resolve) => {
    awaitedDots.set(name, resolve);
    document.documentElement.append(dot);
  });
}

const isOrHolds = (node: Node, selector: string): boolean =>
  node instanceof Element && (node.matches(selector) || node.querySelector(selector) !== null);

/** When such an element that comes into the page from now on was first shown. */
function shownNext(selector: string): Promise<number> {
  return within(selector, (resolve) => {
    const observer = new MutationObserver((changes) => {
      if (!changes.some(({ addedNodes }) => [...addedNodes].some((node) => isOrHolds(node, selector)))) return;
      observer.disconnect();
      resolve(frameShown());
    });
    observer.observe(document, { childList: true, subtree: true });
  });
}

/** When the next event of this type happened. */
function happensNext(type: string): Promise<number> {
  return within(type, (resolve) => {
    addEventListener(type, ({ timeStamp }) => resolve(timeStamp), { capture: true, once: true });
  });
}

/** When the last byte of the next answer came whose address has all these parts. */
function answeredNext(parts: readonly string[]): Promise<number> {
  return within(`an answer of ${parts.join(', ')}`, (resolve) => {
    const observer = new PerformanceObserver((list) => {
      const found = list.getEntries().find(({ name }) => parts.every((part) => name.includes(part)));
      if (!found) return;
      observer.disconnect();
      resolve((found as PerformanceResourceTiming).responseEnd);
    });
    observer.observe({ type: 'resource' });
  });
}

let frameTimes: number[] | null = null;

/** From now on the begin of every frame is noted. */
function startFrames(onFrame = (): void => {}): void {
  const times: number[] = [];
  frameTimes = times;
  const next = (begin: number): void => {
    if (frameTimes !== times) return;
    times.push(begin);
    onFrame();
    requestAnimationFrame(next);
  };
  requestAnimationFrame(next);
}

/** The begin of every frame that was noted. */
function stopFrames(): number[] {
  const times = frameTimes ?? [];
  frameTimes = null;
  return times;
}

/** What of the viewport of a list has no row in it. */
interface Bareness {
  isBlank: boolean;
  /** Nothing is blank, but the viewport has come to the end of what is loaded. */
  isAtEnd: boolean;
}

function barenessOf(scroller: Element): Bareness {
  // a row that has left the memory is a blank place until it is there again
  const rows = [...scroller.querySelectorAll('[data-index]:not([aria-busy])')];
  const viewport = scroller.getBoundingClientRect();
  const loadedUntil =
    scroller.querySelector('[data-index]')?.parentElement?.getBoundingClientRect().bottom ?? viewport.bottom;
  const bottom = Math.min(viewport.bottom, loadedUntil);
  let covered = scroller.querySelector('[role=columnheader]')?.getBoundingClientRect().bottom ?? viewport.top;
  let isBlank = false;
  for (const row of rows.map((each) => each.getBoundingClientRect()).sort((a, b) => a.top - b.top)) {
    // rows are placed at whole pixels of their list, which itself may lie between two
    if (Math.min(row.top, bottom) > covered + 1) isBlank = true;
    covered = Math.max(covered, row.bottom);
  }
  return { isBlank: isBlank || bottom > covered + 1, isAtEnd: loadedUntil < viewport.bottom - 1 };
}

const scroll = { ahead: 0, painted: 0, atEnd: 0 };
let endScroll = (): number => 0;

/** From now on frames are noted as for {@link startFrames}, and in which of them the list around the rows had a blank place. */
function startScroll(): void {
  const scroller = document.querySelector('[role=grid]')?.parentElement;
  if (!scroller) throw new Error('there is no list to scroll');
  Object.assign(scroll, { ahead: 0, painted: 0, atEnd: 0 });
  // before the list hears of it: so it looked if the browser scrolled without waiting for the page
  const onScroll = (): void => {
    if (barenessOf(scroller).isBlank) scroll.ahead++;
  };
  addEventListener('scroll', onScroll, { capture: true });
  endScroll = () => {
    removeEventListener('scroll', onScroll, { capture: true });
    return scroller.scrollTop;
  };
  startFrames(() => {
    const { isBlank, isAtEnd } = barenessOf(scroller);
    if (isBlank) scroll.painted++;
    if (isAtEnd) scroll.atEnd++;
  });
}

function stopScroll() {
  const top = endScroll();
  return { ...scroll, top, times: stopFrames() };
}

Object.assign(globalThis, {
  watch: { shownNext, happensNext, answeredNext, startFrames, stopFrames, startScroll, stopScroll },
});
