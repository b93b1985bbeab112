import { readFileSync } from 'node:fs';
import { Client, errors } from '@elastic/elasticsearch';
import { PipelineError } from '../../core/errors.ts';
import { toPipelineError } from './errors.ts';

export interface ElasticsearchConnection {
  /** One or more addresses of one cluster, `https://host:9200`. */
  urls: readonly string[];
  /** The key as Elasticsearch hands it out, encoded. Wins over user and password. */
  apiKey?: string;
  username?: string;
  password?: string;
  /** File with the certificates that the server's is checked against, PEM. Default: those of the machine. */
  caFile?: string;
  /** How long one request may take. Default 30 s. */
  requestTimeoutMs?: number;
}

export type ElasticsearchClient = Client;

/** The major version that the client speaks. */
const MAJOR = '9';
const REQUEST_TIMEOUT_MS = 30_000;

/** A client, and whether its server may be used. */
export interface ElasticsearchSession {
  client: ElasticsearchClient;
  /**
   * Resolves once the server is known to be there and the right one, and what is needed on it is there; asked before each use, done once.
   * @throws PipelineError `unavailable`; `invalid_config` when it is no Elasticsearch 9, or refuses the credentials
   */
  ready(): Promise<void>;
  close(): Promise<void>;
}

/**
 * A server that cannot be reached now is no reason to fail: it is looked at again before each use.
 * @param prepare makes what is needed on the server; may run more than once.
 * @throws PipelineError `invalid_config`
 */
export async function openSession(
  connection: ElasticsearchConnection,
  prepare: (client: ElasticsearchClient) => Promise<void>,
): Promise<ElasticsearchSession> {
  const client = createClient(connection);
  let preparing: Promise<void> | null = null;
  const ready = (): Promise<void> => {
    preparing ??= checkServer(client, connection)
      .then(() => prepare(client))
      .catch((error) => {
        preparing = null;
        throw toPipelineError(error);
      });
    return preparing;
  };
  try {
    await ready();
  } catch (error) {
    const mayPass = error instanceof PipelineError && error.retryable;
    if (!mayPass) {
      await client.close();
      throw error;
    }
  }
  return { client, ready, close: () => client.close() };
}

function createClient(connection: ElasticsearchConnection): Client {
  const { urls, caFile, requestTimeoutMs = REQUEST_TIMEOUT_MS } = connection;
  const auth = authOf(connection);
  try {
    return new Client({
      nodes: [...urls],
      requestTimeout: requestTimeoutMs,
      maxRetries: 2,
      ...(auth ? { auth } : {}),
      ...(caFile === undefined ? {} : { tls: { ca: readFileSync(caFile) } }),
    });
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? `${error.code}` : 'an address or a certificate is wrong';
    throw new PipelineError('invalid_config', `The connection to Elasticsearch cannot be set up: ${reason}`);
  }
}

function authOf({ apiKey, username, password }: ElasticsearchConnection) {
  if (apiKey !== undefined) return { apiKey };
  return username === undefined ? undefined : { username, password: password ?? '' };
}

interface Greeting {
  version?: { number?: string };
}

async function checkServer(client: Client, { urls }: ElasticsearchConnection): Promise<void> {
  const where = urls.map(withoutSecrets).join(', ');
  const found = describeServer(await greet(client));
  if (found.startsWith(`Elasticsearch ${MAJOR}.`)) return;
  throw new PipelineError('invalid_config', `At ${where} is ${found}; Elasticsearch ${MAJOR} is needed.`, {
    retryable: false,
  });
}

/** What the server says of itself. A server of another version may not know the client's own media type, so it is asked for plain JSON. */
async function greet(client: Client): Promise<Greeting | null> {
  try {
    const accept = 'application/json';
    return await client.transport.request<Greeting>({ method: 'GET', path: '/' }, { headers: { accept } });
  } catch (error) {
    if (error instanceof errors.ProductNotSupportedError) return null;
    if (error instanceof errors.ResponseError && error.statusCode === 404) return null;
    throw toPipelineError(error);
  }
}

function describeServer(greeting: Greeting | null): string {
  const { number } = greeting?.version ?? {};
  return typeof number === 'string' ? `Elasticsearch ${number.slice(0, 40)}` : 'a server that is no Elasticsearch';
}

function withoutSecrets(url: string): string {
  return URL.canParse(url) ? new URL(url).origin : 'an address that is none';
}
