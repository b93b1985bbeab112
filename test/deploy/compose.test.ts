import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { Ajv } from 'ajv';
import { parse } from 'yaml';
import { readEngineVersions } from '../../engines/versions.ts';
import { ROLES } from '../../server/role.ts';
import { SETTINGS } from '../../server/settings.ts';
import { COMPOSE_TEXT, readComposeFile, variablesOf } from '../stand-ins/compose-file.ts';
import { ROOT, readPage } from '../stand-ins/pages.ts';

const compose = readComposeFile();
const services = Object.entries(compose.services);
const ours = services.filter(([, { build }]) => build);
const roles = ours.filter(([name]) => name !== 'demo');
const { version } = JSON.parse(readPage('package.json')) as { version: string };

/** What a value is when no variable is given. */
const withDefaults = (text: string): string => text.replace(/\$\{\w+:-([^}]*)\}/g, '$1');

function isSetting(name: string): boolean {
  const bare = name.replace(/_FILE$/, '');
  return bare in SETTINGS && (name === bare || 'secret' in SETTINGS[bare as 'HOST']);
}

describe('docker-compose.yml', () => {
  it('keeps to the specification of Compose', () => {
    const { $schema: _, ...schema } = JSON.parse(readPage('test/fixtures/compose-spec.json'));
    const ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true });
    ajv.validate(schema, parse(COMPOSE_TEXT, { merge: true }));
    expect(ajv.errors).toBeNull();
  });

  it('has one container for each role', () => {
    expect(roles.map(([name]) => name).sort()).toEqual([...ROLES].sort());
    for (const [name, { command }] of roles) expect(command).toEqual(['start', '--role', name]);
  });

  it('says which engines are started without Docker, too', () => {
    const tagOf = (name: string) =>
      withDefaults(compose.services[name]?.image ?? '')
        .split(':')
        .at(-1);
    expect({ kafka: tagOf('kafka'), elasticsearch: tagOf('elasticsearch') }).toEqual(readEngineVersions());
    for (const [, { image }] of ours) expect(withDefaults(image)).toBe(`logsieve:${version}`);
  });

  it.each(services)('%s: its image is of one release', (_, { image }) => {
    expect(withDefaults(image)).toMatch(/^[\w./-]+:v?\d+(?:\.\d+)+$/);
  });

  it.each(roles)('%s is given no setting that is none', (_, { environment = {} }) => {
    expect(Object.keys(environment).filter((name) => !isSetting(name))).toEqual([]);
  });

  it('repeats the defaults of settings as they are', () => {
    const given = roles.flatMap(([, { environment = {} }]) => Object.entries(environment));
    for (const [name, value] of given) {
      const setting = SETTINGS[name as 'HOST'];
      if (setting && /^\$\{/.test(String(value)) && 'fallback' in setting)
        expect([name, withDefaults(String(value))]).toEqual([name, setting.fallback]);
    }
  });

  it.each(services)('%s can do as little as possible', (_, service) => {
    expect(service.cap_drop).toEqual(['ALL']);
    expect(service.security_opt).toEqual(['no-new-privileges:true']);
    expect(service.restart).toBe('unless-stopped');
    expect(service.mem_limit).toMatch(/^\d+[mg]$/);
    expect(service.cpus).toBeGreaterThan(0);
    expect(service.logging?.options).toMatchObject({ 'max-size': '10m', 'max-file': '5' });
    expect(service.user ?? 'of the image').not.toMatch(/^(?:0|root)(?::|$)/);
  });

  it('lets only the engines write outside of their volumes', () => {
    const writable = services.filter(([, service]) => service.read_only !== true).map(([name]) => name);
    expect(writable.sort()).toEqual(['elasticsearch', 'kafka']);
  });

  it('publishes the doors and Grafana alone, on this machine', () => {
    const published = services.filter(([, { ports = [] }]) => ports.length > 0);
    expect(published.map(([name]) => name).sort()).toEqual(['api', 'gateway', 'grafana']);
    for (const [, { ports = [] }] of published)
      for (const port of ports) expect(withDefaults(port)).toMatch(/^127\.0\.0\.1:\d+:\d+$/);
  });

  it('keeps the engines where only the roles are, and nothing leads out', () => {
    expect(compose.networks.engines?.internal).toBe(true);
    const there = services.filter(([, { networks }]) => networks.includes('engines')).map(([name]) => name);
    expect(there.sort()).toEqual([...ROLES, 'elasticsearch', 'kafka'].sort());
    for (const engine of ['kafka', 'elasticsearch']) expect(compose.services[engine]?.networks).toEqual(['engines']);
  });

  it('waits for what answers a health check only', () => {
    for (const [, { depends_on: needed = {} }] of services) {
      for (const [name, { condition }] of Object.entries(needed)) {
        expect(condition).toBe('service_healthy');
        const { healthcheck, build } = compose.services[name] ?? {};
        // of ours, the image has one
        expect(healthcheck?.test !== undefined || (build && !healthcheck?.disable)).toBe(true);
      }
    }
  });

  it('mounts files that are there', () => {
    const paths = services.flatMap(([, { volumes = [] }]) => volumes.map((each) => each.split(':')[0] ?? ''));
    for (const path of paths.filter((each) => each.startsWith('.')))
      expect([path, existsSync(join(ROOT, path))]).toEqual([path, true]);
    for (const path of paths.filter((each) => /^\w/.test(each))) expect(Object.keys(compose.volumes)).toContain(path);
  });

  it('holds no secret, and reads none from a variable', () => {
    const named = services.flatMap(([, { environment = {} }]) => Object.keys(environment));
    expect(
      named.filter((name) => /PASSWORD|TOKEN|SECRET|API_KEY|WEBHOOK_URL/.test(name) && !name.endsWith('_FILE')),
    ).toEqual([]);
    for (const { file } of Object.values(compose.secrets)) expect(file).toMatch(/^\.\/deploy\/secrets\//);
  });
});

describe('.env.example', () => {
  it('shows every variable that docker-compose.yml reads, with the value that counts without it', () => {
    const lines = readPage('.env.example').matchAll(/^#?([A-Z_]+)=(.*)$/gm);
    const shown = new Map([...lines].map(([, name = '', value = '']) => [name, value]));
    expect(Object.fromEntries(shown)).toEqual(Object.fromEntries(variablesOf(COMPOSE_TEXT)));
  });

  it('gives no variable a value, so that a copy changes nothing', () => {
    expect(readPage('.env.example')).not.toMatch(/^[A-Z]/m);
  });
});
