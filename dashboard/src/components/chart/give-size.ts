/** For tests: gives every element of the page this size, px: jsdom lays nothing out, and a chart without room draws nothing. */
export function giveSize(width: number, height: number): void {
  HTMLElement.prototype.getBoundingClientRect = () => ({ left: 0, width, height }) as DOMRect;
  globalThis.ResizeObserver = class {
    observe(): void {}
    unobserve(): void {}
    disconnect(): void {}
  };
}
