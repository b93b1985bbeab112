import { type LogEvent, TEXT_FIELDS } from '../../core/record.ts';
import { createAttributeMasker } from './attributes.ts';
import { createPatternFinder, type Detector } from './detector.ts';
import { DETECTORS } from './detectors.ts';
import { replaceSpans } from './replace-spans.ts';
import { createWordScanner } from './word-scanner.ts';

export interface MaskSettings {
  /** Which detectors look; see DETECTORS for the names. */
  kinds: readonly string[];
  /** Patterns of one's own, replaced by `[name]`. */
  custom?: readonly { name: string; pattern: RegExp }[];
}

/** Told once for every masked secret. */
export type OnMasked = (kind: string) => void;

/** Removes secrets and personal data from an event before anything is stored. */
export interface Masker {
  /** The text without secrets. */
  text(text: string): string;
  /** Masks every text of the event, `raw` and `attributes` included, in place. */
  event(event: LogEvent): void;
  /**
   * Whether a message as it came can hold nothing that a detector knows: a cheap look that spares most events the full one.
   * @param bytes its UTF-8, where that is at hand: makes the look cheaper still.
   */
  isSurelyClean(source: string, bytes?: Uint8Array): boolean;
}

/** The same secret can be written in JSON with these, which hide it from a look at the text. */
const ESCAPED = { source: '\\\\u', ignoreCase: true };

function customDetector({ name, pattern }: { name: string; pattern: RegExp }): Detector {
  const flags = pattern.flags.includes('g') ? pattern.flags : `${pattern.flags}g`;
  return { kind: name, finders: [createPatternFinder(new RegExp(pattern.source, flags))], signs: [] };
}

function maskWith({ kind, mark = kind, finders }: Detector, source: string, onMasked: OnMasked): string {
  let masked = source;
  for (const find of finders) masked = replaceSpans(masked, find(masked), `[${mark}]`, () => onMasked(kind));
  return masked;
}

/** Whether a text may hold what one of the detectors knows: never no when it does. */
function createFirstLook(detectors: readonly Detector[]): (text: string, bytes?: Uint8Array) => boolean {
  const looksSuspicious = createWordScanner([...detectors.flatMap(({ signs }) => signs), ESCAPED]);
  const further = detectors.flatMap(({ mayHold }) => mayHold ?? []);
  return (text, bytes) => looksSuspicious(text, bytes) || further.some((mayHold) => mayHold(text));
}

export function createMasker(settings: MaskSettings, onMasked: OnMasked): Masker {
  const custom = (settings.custom ?? []).map(customDetector);
  const detectors = DETECTORS.filter((each) => settings.kinds.includes(each.kind));
  const maySeemSecret = createFirstLook(detectors);

  const text = (source: string): string => {
    let masked = source;
    for (const detector of custom) masked = maskWith(detector, masked, onMasked);
    if (!maySeemSecret(masked)) return masked;
    for (const detector of detectors) masked = maskWith(detector, masked, onMasked);
    return masked;
  };
  const attributes = createAttributeMasker(text, settings.kinds.includes('password'), () => onMasked('password'));

  return {
    text,
    event(event) {
      event.message = text(event.message);
      if (event.raw !== undefined) event.raw = text(event.raw);
      for (const field of TEXT_FIELDS) {
        const found = event[field];
        if (found !== undefined) event[field] = text(found);
      }
      attributes(event.attributes);
    },
    isSurelyClean: (source, bytes) => custom.length === 0 && !maySeemSecret(source, bytes),
  };
}
