import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from '@jest/globals';
import { runLogBusContract } from '../contract/log-bus.contract.ts';
import { createEmbeddedBus } from './log-bus.ts';

const dir = mkdtempSync(join(tmpdir(), 'embedded-bus-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

runLogBusContract('the embedded bus', { connect: () => createEmbeddedBus({ dir, now: Date.now }) });
