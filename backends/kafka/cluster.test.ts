import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { expect, it } from '@jest/globals';
import { createCluster } from './cluster.ts';

it('hands out no broker that is not yet ready to be asked, to nobody', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const cluster = createCluster({
    brokers: [`127.0.0.1:${(server.address() as AddressInfo).port}`],
    clientId: 'test',
    connectionTimeoutMs: 3_000,
    requestTimeoutMs: 3_000,
    patienceMs: 3_000,
  });
  const arrived = once(server, 'connection');
  const outcomes = [
    cluster.any().then(
      () => 'ready',
      () => 'refused',
    ),
  ];
  const [socket] = (await arrived) as [Socket];
  // It has a connection, and asks which requests the broker understands.
  await once(socket, 'data');
  outcomes.push(
    cluster.any().then(
      () => 'ready',
      () => 'refused',
    ),
  );
  server.close();
  socket.destroy();
  expect(await Promise.all(outcomes)).toEqual(['refused', 'refused']);
  await cluster.close();
});
