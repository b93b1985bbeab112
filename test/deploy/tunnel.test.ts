import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { checkTunnelConfig } from '../../cloudflared/check-config.ts';
import { readComposeFile } from '../stand-ins/compose-file.ts';
import { blocksOf, readPage } from '../stand-ins/pages.ts';

const TEXT = readPage('cloudflared/config.yml');
const { ingress, 'credentials-file': credentials } = parse(TEXT) as {
  ingress: { hostname?: string; service: string }[];
  'credentials-file': string;
};
const { services, secrets } = readComposeFile();

describe('the tunnel', () => {
  it('lets nobody in without a login', () => expect(checkTunnelConfig(TEXT)).toEqual([]));

  it('leads to the gateway and the API, where docker-compose.yml has them', () => {
    const origins = ingress.filter(({ hostname }) => hostname).map(({ service }) => new URL(service));
    expect(origins.map(({ hostname }) => hostname).sort()).toEqual(['api', 'gateway']);
    for (const { hostname, port } of origins) {
      const { ports, networks } = services[hostname] ?? {};
      expect(ports?.[0]?.endsWith(`:${port}`)).toBe(true);
      expect(networks).toEqual(expect.arrayContaining(services.cloudflared?.networks ?? ['none']));
    }
  });

  it('has its credentials where it looks for them', () => {
    expect(`/run/secrets/${services.cloudflared?.secrets?.[0]}`).toBe(credentials);
    const commands = blocksOf(readPage('docs/deploy.md'), 'sh').join('');
    expect(commands).toContain(`--credentials-file ${secrets['tunnel-credentials']?.file.slice(2)} `);
  });

  it('is made for the names of its configuration', () => {
    const commands = blocksOf(readPage('docs/deploy.md'), 'sh').join('');
    const named = [...commands.matchAll(/tunnel route dns logsieve (\S+)/g)].map(([, name]) => name);
    expect(named).toEqual(ingress.flatMap(({ hostname }) => hostname ?? []));
  });
});
