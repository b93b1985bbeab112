import { alerts } from './alerts.ts';
import { common } from './common.ts';
import { rules } from './rules.ts';
import { shell } from './shell.ts';

/** Everything that the dashboard says, in one place: a file for each page beside this one. */
export const strings = { alerts, common, rules, shell };
