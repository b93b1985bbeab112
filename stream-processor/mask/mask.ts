import { type Attributes, type AttributeValue, type LogEvent, TEXT_FIELDS } from '../../core/record.ts';
import { DETECTORS, type Detector, SECRET_FIELD } from './detectors.ts';
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
  /** Whether a message as it came, as text and as its UTF-8, can hold nothing that a detector knows: a cheap look that spares most events the full one. */
  isSurelyClean(source: string, bytes: Uint8Array): boolean;
}

/** Anything that a built-in detector needs, and escapes that could hide it from this look at the undecoded JSON. */
const SUSPICIOUS_WORDS = [
  ...['@', 'k_live_', 'k_test_', 'xox', 'hooks\\.slack', '\\\\u', 'private.?key', 'bearer', 'basic ', 'pass', 'pwd'],
  ...['secret', 'api.?key', 'access.?key', 'token', 'credential', 'authorization', 'cookie'],
];
const SUSPICIOUS_SHAPES = [
  ...['eyJ', 'AKIA', 'ASIA', 'AROA', 'AIDA', 'AIza', 'gh[pousr]_', 'github_pat_'],
  `[0-9]${'[ -]?[0-9]'.repeat(12)}`,
  `${'[0-9]'.repeat(8)}:`,
  `[A-Z][A-Z][0-9][0-9] ?${'[A-Z0-9]'.repeat(4)}`,
];
const suspicious = createWordScanner([
  ...SUSPICIOUS_WORDS.map((source) => ({ source, ignoreCase: true })),
  ...SUSPICIOUS_SHAPES.map((source) => ({ source })),
]);

/** As many bytes as UTF-16 units: then it is ASCII. */
function looksSuspicious(source: string, bytes: Uint8Array): boolean {
  return bytes.length === source.length ? suspicious.isInAscii(bytes) : suspicious.isInText(source);
}

const IPV4_LIKE = /[0-9]\.[0-9]/;

/** Also under names that would be taken for something else, such as that of the prototype. */
function put(into: Attributes, key: string, value: AttributeValue): void {
  Object.defineProperty(into, key, { value, enumerable: true, writable: true, configurable: true });
}

function freeName(among: Attributes, wanted: string): string {
  let name = wanted;
  for (let number = 2; Object.hasOwn(among, name); number++) name = `${wanted}_${number}`;
  return name;
}

export function createMasker(settings: MaskSettings, onMasked: OnMasked): Masker {
  const custom: Detector[] = (settings.custom ?? []).map(({ name, pattern }) => ({
    kind: name,
    pattern: new RegExp(pattern.source, pattern.flags.includes('g') ? pattern.flags : `${pattern.flags}g`),
  }));
  const active = [...custom, ...DETECTORS.filter((each) => settings.kinds.includes(each.kind))];
  const looksAtAddresses = settings.kinds.includes('ipv4');

  const replaceHit = (detector: Detector, hit: string): string => {
    if (detector.accepts && !detector.accepts(hit)) return hit;
    onMasked(detector.kind);
    return detector.replace ? detector.replace(hit) : `[${detector.kind}]`;
  };
  const mayHoldAny = (source: string): boolean =>
    custom.length > 0 || suspicious.isInText(source) || (looksAtAddresses && IPV4_LIKE.test(source));
  const text = (source: string): string => {
    if (!mayHoldAny(source)) return source;
    let masked = source;
    for (const detector of active) {
      if (detector.sign !== undefined && !masked.includes(detector.sign)) continue;
      detector.pattern.lastIndex = 0;
      if (detector.pattern.test(masked)) masked = masked.replace(detector.pattern, (hit) => replaceHit(detector, hit));
    }
    return masked;
  };
  const value = (key: string, from: AttributeValue): AttributeValue => {
    if (typeof from === 'string') {
      if (from !== '' && settings.kinds.includes('password') && SECRET_FIELD.test(key)) {
        onMasked('password');
        return '[password]';
      }
      return text(from);
    }
    if (typeof from === 'number') return maskedNumber(from);
    if (from === null || typeof from !== 'object') return from;
    return Array.isArray(from) ? from.map((each) => value(key, each)) : object(from);
  };
  const maskedNumber = (from: number): AttributeValue => {
    if (from < 1e12) return from;
    const written = String(from);
    const masked = text(written);
    return masked === written ? from : masked;
  };
  const object = (from: Attributes): Attributes => {
    for (const key of Object.keys(from)) {
      const masked = value(key, from[key] ?? null);
      const name = text(key);
      if (name !== key) {
        delete from[key];
        put(from, freeName(from, name), masked);
      } else if (masked !== from[key]) put(from, key, masked);
    }
    return from;
  };

  return {
    text,
    event(event) {
      event.message = text(event.message);
      if (event.raw !== undefined) event.raw = text(event.raw);
      for (const field of TEXT_FIELDS) {
        const found = event[field];
        if (found !== undefined) event[field] = text(found);
      }
      object(event.attributes);
    },
    isSurelyClean: (source, bytes) =>
      custom.length === 0 && !looksSuspicious(source, bytes) && !(looksAtAddresses && IPV4_LIKE.test(source)),
  };
}
