declare module 'kafkajs/src/broker/index.js' {
  const Broker: new (options: {
    connectionPool: unknown;
    logger: unknown;
    allowAutoTopicCreation: boolean;
  }) => import('./connection.ts').Broker;
  export default Broker;
}

declare module 'kafkajs/src/network/connectionPool.js' {
  const ConnectionPool: new (options: Readonly<Record<string, unknown>>) => unknown;
  export default ConnectionPool;
}

declare module 'kafkajs/src/network/requestQueue/index.js' {
  const RequestQueue: {
    prototype: { pending: unknown[]; throttledUntil: number; scheduleCheckPendingRequests(): void };
  };
  export default RequestQueue;
}

declare module 'kafkajs/src/protocol/error.js' {
  const protocolErrors: { createErrorFromCode(code: number): Error & { type: string; retriable: boolean } };
  export default protocolErrors;
}

declare module 'snappyjs' {
  const snappy: {
    compress(bytes: Uint8Array): Uint8Array;
    uncompress(compressed: Uint8Array, maxLength: number): Uint8Array;
  };
  export default snappy;
}

declare module 'lz4js' {
  const lz4: {
    compress(bytes: Uint8Array): Uint8Array;
    decompressBound(compressed: Uint8Array): number;
    decompress(compressed: Uint8Array, maxSize: number): Uint8Array;
  };
  export default lz4;
}
