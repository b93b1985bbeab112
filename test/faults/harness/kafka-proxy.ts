import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** Requests of Kafka's protocol that a fault waits for, by their number there. */
export const REQUEST = { produce: 0, initProducerId: 22, endTransaction: 26 } as const;

/** A request, or its answer, that was stopped on its way. Whatever follows on that connection waits behind it. */
export interface Held {
  /** Lets it go on. Resolves with the error code of the answer, 0 for none; null when the connection broke before. */
  release(): Promise<number | null>;
  /** Breaks the connection instead. */
  drop(): void;
}

/** Stands between a client and its broker, and stops what a fault wants to strike at. */
export interface KafkaProxy {
  readonly port: number;
  /** `host:port` for the client. */
  readonly address: string;
  /** Stops the next such request on its way to the broker, or the answer on its way back. */
  holdNext(request: number, what?: 'request' | 'answer'): Promise<Held>;
  /** How many such requests came so far. */
  count(request: number): number;
  close(): Promise<void>;
}

interface Wish {
  request: number;
  what: 'request' | 'answer';
  held(held: Held): void;
}

/** What is wanted of the answer to one request. */
interface Awaited {
  arrived: PromiseWithResolvers<number | null>;
  wish: Wish | null;
}

/** Length; then request key, version and correlation id, or in an answer the correlation id, a time and the error code. */
const AT = { key: 4, requestId: 8, answerId: 4, errorCode: 12 } as const;

/** Hands on whole messages, each when `before` allows it; false breaks the connection. */
async function pump(source: Socket, sink: Socket, before: (frame: Buffer) => Promise<boolean>): Promise<void> {
  let rest: Buffer = Buffer.alloc(0);
  try {
    for await (const chunk of source) {
      rest = rest.length === 0 ? (chunk as Buffer) : Buffer.concat([rest, chunk as Buffer]);
      while (rest.length >= 4 && rest.length >= 4 + rest.readInt32BE(0)) {
        const length = 4 + rest.readInt32BE(0);
        if (!(await before(rest.subarray(0, length)))) return;
        sink.write(rest.subarray(0, length));
        rest = rest.subarray(length);
      }
    }
  } catch {
    // The other side is told the same way.
  } finally {
    source.destroy();
    sink.destroy();
  }
}

/** Stops a message until it is decided what becomes of it. */
function hold(wish: Wish, arrived: Promise<number | null>): Promise<boolean> {
  const passes = Promise.withResolvers<boolean>();
  wish.held({
    release() {
      passes.resolve(true);
      return arrived;
    },
    drop: () => passes.resolve(false),
  });
  return passes.promise;
}

/** @param targetPort where the broker listens; it must tell its clients there to come to the proxy */
export async function startKafkaProxy(targetPort: number): Promise<KafkaProxy> {
  const sockets = new Set<Socket>();
  const counts = new Map<number, number>();
  const wishes: Wish[] = [];

  const pass = (client: Socket): void => {
    const broker = connect(targetPort, '127.0.0.1');
    const awaited = new Map<number, Awaited>();
    const onRequest = async (frame: Buffer): Promise<boolean> => {
      const request = frame.readInt16BE(AT.key);
      counts.set(request, (counts.get(request) ?? 0) + 1);
      const at = wishes.findIndex((wish) => wish.request === request);
      const [wish] = at < 0 ? [] : wishes.splice(at, 1);
      if (!wish) return true;
      const arrived = Promise.withResolvers<number | null>();
      awaited.set(frame.readInt32BE(AT.requestId), { arrived, wish: wish.what === 'answer' ? wish : null });
      return wish.what === 'answer' || hold(wish, arrived.promise);
    };
    const onAnswer = async (frame: Buffer): Promise<boolean> => {
      const found = awaited.get(frame.readInt32BE(AT.answerId));
      if (!found) return true;
      found.arrived.resolve(frame.readInt16BE(AT.errorCode));
      return found.wish === null || hold(found.wish, found.arrived.promise);
    };
    for (const socket of [client, broker]) {
      sockets.add(socket);
      socket.on('error', () => {});
      socket.once('close', () => {
        sockets.delete(socket);
        for (const { arrived } of awaited.values()) arrived.resolve(null);
      });
    }
    void pump(client, broker, onRequest);
    void pump(broker, client, onAnswer);
  };

  const server = createServer(pass).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    port,
    address: `127.0.0.1:${port}`,
    holdNext: (request, what = 'request') => new Promise((held) => void wishes.push({ request, what, held })),
    count: (request) => counts.get(request) ?? 0,
    async close() {
      server.close();
      for (const socket of sockets) socket.destroy();
      await once(server, 'close');
    },
  };
}
