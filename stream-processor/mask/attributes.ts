import type { Attributes, AttributeValue } from '../../core/record.ts';
import { readCookies } from './cookie.ts';
import { replaceSpans } from './replace-spans.ts';
import { isCookieName, isSecretField } from './secret-name.ts';
import { isSecretValue } from './secret-value.ts';

const HIDDEN = '[password]';
/** Numbers from here on are long enough for a card. */
const LONG_NUMBER = 1e12;
const VALUE_KEY = /^val(?:ue)?$/i;

/** Also under names that would be taken for something else, such as that of the prototype. */
function put(into: Attributes, key: string, value: AttributeValue): void {
  Object.defineProperty(into, key, { value, enumerable: true, writable: true, configurable: true });
}

function freeName(among: Attributes, wanted: string): string {
  let name = wanted;
  for (let number = 2; Object.hasOwn(among, name); number++) name = `${wanted}_${number}`;
  return name;
}

/** The name that `{name: 'Authorization', value: '…'}` gives to its value. */
function nameOfValue(object: Attributes): string | undefined {
  const name = object.name ?? object.key ?? object.Name ?? object.Key;
  return typeof name === 'string' ? name : undefined;
}

/** The value without its secret; undefined when it is none. */
function hide(name: string, written: string, onHidden: () => void): string | undefined {
  if (!isSecretValue(name, written)) return undefined;
  const cookies = isCookieName(name) ? readCookies(written, 0) : [];
  const spans = cookies.length > 0 ? cookies : [{ start: 0, end: written.length }];
  return replaceSpans(written, spans, HIDDEN, onHidden);
}

function maskNumber(from: number, text: (source: string) => string): AttributeValue {
  if (from < LONG_NUMBER) return from;
  const written = String(from);
  const masked = text(written);
  return masked === written ? from : masked;
}

/**
 * Masks the texts in attributes at any depth, in place, names included; and whatever stands under a secret name, when names count.
 * @param onHidden told once for every value that its name has hidden.
 */
export function createAttributeMasker(
  text: (source: string) => string,
  namesCount: boolean,
  onHidden: () => void,
): (attributes: Attributes) => void {
  /** @param secretName of what is around the value, or its own. */
  const value = (from: AttributeValue, secretName: string | undefined): AttributeValue => {
    if (from === null || typeof from === 'boolean') return from;
    if (typeof from !== 'object') {
      const hidden = secretName === undefined ? undefined : hide(secretName, String(from), onHidden);
      return hidden ?? (typeof from === 'number' ? maskNumber(from, text) : text(from));
    }
    return Array.isArray(from) ? from.map((each) => value(each, secretName)) : object(from, secretName);
  };
  const object = (from: Attributes, around?: string): Attributes => {
    const named = nameOfValue(from);
    for (const key of Object.keys(from)) {
      const own = named !== undefined && VALUE_KEY.test(key) ? named : key;
      const masked = value(from[key] ?? null, around ?? (namesCount && isSecretField(own) ? own : undefined));
      const name = text(key);
      if (name !== key) {
        delete from[key];
        put(from, freeName(from, name), masked);
      } else if (masked !== from[key]) put(from, key, masked);
    }
    return from;
  };
  return (attributes) => {
    object(attributes);
  };
}
