/** The browser's end of a connection that a test makes, breaks and speaks on. */
export interface FakeSocket {
  readonly url: string;
  open(): void;
  /** The server sends this, as JSON. */
  tell(message: unknown): void;
  /** 1006: the connection broke. It does so only once. */
  break(code?: number): void;
}

export interface FakeSockets {
  /** All that were asked for so far, oldest first. */
  readonly dialled: readonly FakeSocket[];
  newest(): FakeSocket;
  /** Gives the browser its own WebSocket back. */
  restore(): void;
}

const ABNORMAL = 1006;

/** In place of the browser's WebSocket: nothing happens on one until the test says so. */
export function fakeSockets(): FakeSockets {
  const own = globalThis.WebSocket;
  const dialled: Fake[] = [];
  class Fake implements FakeSocket {
    readonly url: string;
    private isBroken = false;
    onopen: (() => void) | null = null;
    onmessage: ((event: { data: string }) => void) | null = null;
    onclose: ((event: { code: number }) => void) | null = null;
    constructor(url: string | URL) {
      this.url = String(url);
      dialled.push(this);
    }
    close(): void {}
    open(): void {
      this.onopen?.();
    }
    tell(message: unknown): void {
      this.onmessage?.({ data: JSON.stringify(message) });
    }
    break(code = ABNORMAL): void {
      if (!this.isBroken) this.onclose?.({ code });
      this.isBroken = true;
    }
  }
  globalThis.WebSocket = Fake as unknown as typeof WebSocket;
  return {
    dialled,
    newest() {
      const socket = dialled.at(-1);
      if (!socket) throw new Error('no connection was asked for');
      return socket;
    },
    restore() {
      globalThis.WebSocket = own;
    },
  };
}
