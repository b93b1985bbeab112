import { alerts } from './alerts.ts';
import { classifier } from './classifier.ts';
import { common } from './common.ts';
import { details } from './details.ts';
import { explorer } from './explorer.ts';
import { live } from './live.ts';
import { overview } from './overview.ts';
import { pipeline } from './pipeline.ts';
import { results } from './results.ts';
import { rules } from './rules.ts';
import { shell } from './shell.ts';
import { upload } from './upload.ts';

/** Everything that the dashboard says, in one place: a file for each page beside this one. Only `not-loaded.ts` is not in it. */
export const strings = {
  alerts,
  classifier,
  common,
  details,
  explorer,
  live,
  overview,
  pipeline,
  results,
  rules,
  shell,
  upload,
};
