import { describe, expect, it } from '@jest/globals';
import { createRole } from './role.ts';

function createWork() {
  const seen: string[] = [];
  let failures = 0;
  const role = createRole(async () => {
    if (failures-- > 0) throw new Error('not yet');
    seen.push('begun');
    return { close: async () => void seen.push('ended') };
  });
  return { role, seen, fail: (times: number) => (failures = times) };
}

describe('a role', () => {
  it('begins once, also when it is started twice at once', async () => {
    const { role, seen } = createWork();
    await Promise.all([role.start(), role.start()]);
    await role.start();
    expect(seen).toEqual(['begun']);
  });

  it('ends once, and every stop waits for the end', async () => {
    const { role, seen } = createWork();
    await role.start();
    const first = role.stop();
    await role.stop();
    expect(seen).toEqual(['begun', 'ended']);
    await first;
    await role.stop();
    expect(seen).toEqual(['begun', 'ended']);
  });

  it('can be started again after it stopped, and after a start that failed', async () => {
    const { role, seen, fail } = createWork();
    fail(1);
    await expect(role.start()).rejects.toThrow('not yet');
    await role.stop();
    await role.start();
    const stopped = role.stop();
    await Promise.all([stopped, role.start()]);
    expect(seen).toEqual(['begun', 'ended', 'begun']);
  });
});
