import { readFileSync } from 'node:fs';
import { checkTunnelConfig } from './check-config.ts';

const file = process.argv[2] ?? 'cloudflared/config.yml';
const faults = checkTunnelConfig(readFileSync(file, 'utf8'));
for (const { line, message } of faults) process.stderr.write(`${file}:${line}: ${message}\n`);
if (faults.length === 0) process.stdout.write(`${file}: every way in asks for a login\n`);
process.exitCode = faults.length === 0 ? 0 : 1;
