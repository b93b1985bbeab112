import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const INSTALLED = '/usr/lib/jvm';

function majorOf(java: string): number {
  const { stderr } = spawnSync(java, ['-XshowSettings:properties', '-version'], { encoding: 'utf8' });
  return Number(/java\.specification\.version = (\d+)/.exec(stderr ?? '')?.[1] ?? 0);
}

/** The server's module graph needs a whole JDK, not a trimmed runtime. */
function isWhole(java: string): boolean {
  return spawnSync(java, ['--list-modules'], { encoding: 'utf8' }).stdout.includes('jdk.jlink');
}

function candidates(): string[] {
  const named = Object.entries(process.env).flatMap(([name, home]) =>
    name.includes('JAVA_HOME') && home !== undefined ? [home] : [],
  );
  const installed = existsSync(INSTALLED) ? readdirSync(INSTALLED).map((name) => join(INSTALLED, name)) : [];
  return [...named, ...installed];
}

/** The home of a JDK of at least this version. @throws Error when none is installed */
export function findJdk(leastMajor: number): string {
  for (const home of candidates()) {
    const java = join(home, 'bin', 'java');
    if (existsSync(java) && majorOf(java) >= leastMajor && isWhole(java)) return home;
  }
  throw new Error(`no JDK ${leastMajor} or newer was found: install one, or set JAVA_HOME to it`);
}
