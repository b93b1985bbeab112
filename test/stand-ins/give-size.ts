export interface GivenSize {
  /** Has elements without a size again. */
  restore(): void;
}

/** Gives every element of the page this size, px: jsdom lays nothing out, and what has no room draws nothing. */
export function giveSize(width: number, height: number): GivenSize {
  const { prototype } = (globalThis as unknown as { HTMLElement: { prototype: object } }).HTMLElement;
  const given: PropertyDescriptorMap = {
    getBoundingClientRect: { value: () => ({ left: 0, width, height }) },
    clientWidth: { get: () => width },
    clientHeight: { get: () => height },
  };
  // over those of jsdom, which it has one prototype further up
  for (const [name, what] of Object.entries(given)) {
    Object.defineProperty(prototype, name, { ...what, configurable: true });
  }
  return {
    restore() {
      for (const name of Object.keys(given)) Reflect.deleteProperty(prototype, name);
    },
  };
}
