import { connect as connectTcp, isIP, type Socket } from 'node:net';
import { type ConnectionOptions, connect as connectTls } from 'node:tls';
import type { SASLOptions } from 'kafkajs';
import KafkajsBroker from 'kafkajs/src/broker/index.js';
import KafkajsConnectionPool from 'kafkajs/src/network/connectionPool.js';
import RequestQueue from 'kafkajs/src/network/requestQueue/index.js';
import protocolErrors from 'kafkajs/src/protocol/error.js';
import type { WireReader } from './wire-reader.ts';
import { createWireReader } from './wire-reader.ts';
import type { WireWriter } from './wire-writer.ts';
import { createWireWriter } from './wire-writer.ts';

/** How the brokers are reached. */
export interface ConnectionSettings {
  clientId: string;
  sasl?: SASLOptions;
  tls?: ConnectionOptions | boolean;
  connectionTimeoutMs: number;
  /** After this a request counts as lost, ms. */
  requestTimeoutMs: number;
}

/** A request as kafkajs wants it. */
interface WireRequest<T> {
  request: { apiKey: number; apiVersion: number; apiName: string; encode(): Promise<{ buf: Buffer; buffer: Buffer }> };
  response: { decode(raw: Buffer): Promise<T & { clientSideThrottleTime: number }>; parse(decoded: T): Promise<T> };
  requestTimeout?: number;
}

interface Connection {
  rejectRequests(error: Error): void;
}

interface GroupMember {
  groupId: string;
  memberId: string;
}

/** What we use of a broker of kafkajs: its connections with TLS, SASL and time limits, and the requests it knows. */
export interface Broker {
  connectionPool: {
    send<T>(request: WireRequest<T>): Promise<T>;
    map<T>(callback: (connection: Connection) => T): T[];
  };
  /** What the broker understands, by key of the request; known once it is connected. */
  versions: Readonly<Record<number, unknown>> | null;
  isConnected(): boolean;
  connect(): Promise<void>;
  disconnect(): Promise<void>;
  createTopics(options: { topics: readonly unknown[]; timeout: number }): Promise<unknown>;
  describeConfigs(options: { resources: readonly unknown[] }): Promise<{
    resources: { resourceName: string; configEntries: { configName: string; configValue: string }[] }[];
  }>;
  findGroupCoordinator(options: {
    groupId: string;
    coordinatorType: number;
  }): Promise<{ coordinator: { nodeId: number; host: string; port: number } }>;
  initProducerId(options: {
    transactionalId?: string;
    transactionTimeout: number;
  }): Promise<{ producerId: string; producerEpoch: number }>;
  addPartitionsToTxn(options: TransactionId & { topics: readonly unknown[] }): Promise<unknown>;
  addOffsetsToTxn(options: TransactionId & { groupId: string }): Promise<unknown>;
  endTxn(options: TransactionId & { transactionResult: boolean }): Promise<unknown>;
  joinGroup(options: {
    groupId: string;
    memberId: string;
    sessionTimeout: number;
    rebalanceTimeout: number;
    groupProtocols: readonly { name: string; metadata: Buffer }[];
  }): Promise<{
    generationId: number;
    memberId: string;
    leaderId: string;
    members: { memberId: string; memberMetadata: Buffer }[];
  }>;
  syncGroup(
    options: GroupMember & {
      generationId: number;
      groupAssignment: readonly { memberId: string; memberAssignment: Buffer }[];
    },
  ): Promise<{ memberAssignment: Buffer | null }>;
  heartbeat(options: GroupMember & { groupGenerationId: number }): Promise<unknown>;
  leaveGroup(options: GroupMember): Promise<unknown>;
  listGroups(): Promise<{ groups: { groupId: string; protocolType: string }[] }>;
}

/** Names an open transaction to its coordinator. */
export interface TransactionId {
  transactionalId: string;
  producerId: string;
  producerEpoch: number;
}

const quiet = { namespace: () => quiet, debug() {}, info() {}, warn() {}, error() {} };

// kafkajs sets a timer after every answer, with a negative time when nothing is throttled, of which Node warns.
const { scheduleCheckPendingRequests } = RequestQueue.prototype;
RequestQueue.prototype.scheduleCheckPendingRequests = function scheduleWhenNeeded() {
  if (this.pending.length > 0 || this.throttledUntil > Date.now()) scheduleCheckPendingRequests.call(this);
};

/** A broker at an address, which connects when it is first used. */
export interface Connections {
  broker: Broker;
  /** Ends the connections without waiting for what is under way there; no other is made. */
  abandon(): Promise<void>;
}

export function createConnections(settings: ConnectionSettings, address: { host: string; port: number }): Connections {
  const sockets = createSockets();
  const connectionPool = new KafkajsConnectionPool({
    ...address,
    clientId: settings.clientId,
    ssl: settings.tls === true ? {} : settings.tls || null,
    sasl: settings.sasl ?? null,
    connectionTimeout: settings.connectionTimeoutMs,
    requestTimeout: settings.requestTimeoutMs,
    socketFactory: sockets.open,
    logger: quiet,
  });
  const broker = new KafkajsBroker({ connectionPool, logger: quiet, allowAutoTopicCreation: false });
  return {
    broker,
    async abandon() {
      sockets.end();
      broker.connectionPool.map((connection) => connection.rejectRequests(new Error(CLOSED)));
      await broker.disconnect();
    },
  };
}

interface SocketOptions {
  host: string;
  port: number;
  ssl: ConnectionOptions | null;
  onConnect(): void;
}

const CLOSED = 'the connection was closed';
const KEEP_ALIVE_MS = 60_000;

/** kafkajs connects anew whenever a request is sent, also after it was told to disconnect. */
function createSockets() {
  const open = new Set<Socket>();
  let ended = false;
  return {
    open({ host, port, ssl, onConnect }: SocketOptions): Socket {
      if (ended) throw new Error(CLOSED);
      const socket = ssl
        ? connectTls({ host, port, ...(isIP(host) ? {} : { servername: host }), ...ssl }, onConnect)
        : connectTcp({ host, port }, onConnect);
      socket.setKeepAlive(true, KEEP_ALIVE_MS);
      socket.setNoDelay(true);
      open.add(socket);
      socket.once('close', () => open.delete(socket));
      return socket;
    },
    end(): void {
      ended = true;
      for (const socket of open) socket.destroy(new Error(CLOSED));
    },
  };
}

/** The error of kafkajs that belongs to a code of the protocol. */
export function protocolError(code: number): Error & { type: string; retriable: boolean } {
  return protocolErrors.createErrorFromCode(code);
}

/** A request that kafkajs lacks, in the version that we need. */
export interface OwnRequest<T> {
  apiKey: number;
  apiVersion: number;
  apiName: string;
  /** Whether this version has tagged fields and compact lengths. */
  isFlexible: boolean;
  write(writer: WireWriter): void;
  read(reader: WireReader): T;
  /** More time than usual, ms. */
  timeoutMs?: number;
}

interface Answer<T> {
  value: T;
  clientSideThrottleTime: number;
}

/** Sends a request over the broker's own connection, so that TLS and SASL hold for it too. */
export async function send<T>(broker: Broker, wanted: OwnRequest<T>): Promise<T> {
  const { apiKey, apiVersion, apiName, isFlexible, timeoutMs } = wanted;
  const answer = await broker.connectionPool.send<Answer<T>>({
    request: {
      apiKey,
      apiVersion,
      apiName,
      async encode() {
        const writer = createWireWriter();
        if (isFlexible) writer.noTags();
        wanted.write(writer);
        return writer.finish();
      },
    },
    response: {
      async decode(raw) {
        const reader = createWireReader(raw);
        if (isFlexible) reader.tags();
        return { value: wanted.read(reader), clientSideThrottleTime: 0 };
      },
      parse: async (decoded) => decoded,
    },
    requestTimeout: timeoutMs,
  });
  return answer.value;
}
