import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder } from '../../house/house.ts';

/** A value for `ALERT_RULES`: a file with these rules, which goes with the estate. */
export function writeRules(rules: string): string {
  const file = join(makeFolder(), 'rules.yaml');
  writeFileSync(file, rules);
  return file;
}
