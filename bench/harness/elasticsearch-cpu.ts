import type { Client } from '@elastic/elasticsearch';

/** Seconds of CPU that the nodes have used since they started. */
export async function cpuSecondsOfElasticsearch(client: Client): Promise<number> {
  const { nodes } = await client.nodes.stats({ metric: 'process' });
  return Object.values(nodes).reduce((sum, { process }) => sum + (process?.cpu?.total_in_millis ?? 0), 0) / 1_000;
}
