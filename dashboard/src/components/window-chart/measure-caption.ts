import type { WindowMeasure } from '../../api/window-values.ts';
import { strings } from '../../strings/catalogue.ts';

const words = strings.alerts.captions;

/** What the bars of a measure are: `Share of level:error per 1m`. */
export function measureCaption(measure: WindowMeasure, window: string): string {
  if (measure.kind === 'share') return words.share(measure.of, window);
  if (measure.kind === 'distinct') return words.distinct(measure.field, window);
  return words.quantile(measure.quantile, window);
}
