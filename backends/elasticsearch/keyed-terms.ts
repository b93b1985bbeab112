import { addressKeys } from '../../core/query/address.ts';
import { type Scalar, toNumber } from '../../core/query/fields.ts';

/** Terms of a keyword field that holds values of many fields: the field's name, a zero, the value as text that sorts as the value does. */

const view = new DataView(new ArrayBuffer(8));

/** Sixteen hex digits that are in the order of the numbers. */
function sortable(value: number): string {
  // adding zero makes -0 the 0 that it equals
  view.setFloat64(0, value + 0);
  const high = view.getUint32(0);
  const low = view.getUint32(4);
  const [first, second] = high >>> 31 === 1 ? [~high >>> 0, ~low >>> 0] : [(high | 0x8000_0000) >>> 0, low];
  return first.toString(16).padStart(8, '0') + second.toString(16).padStart(8, '0');
}

/** The term of a number of this field. */
export function numberTerm(field: string, value: number): string {
  return `${field}\0${sortable(value)}`;
}

/** The term of the number that a value is or spells; null when it is none. */
export function numberTermOf(field: string, value: Scalar): string | null {
  const number = toNumber(value);
  return Number.isNaN(number) ? null : numberTerm(field, number);
}

/** The term of a key of core/query/address.ts. */
export function addressTerm(field: string, key: string): string {
  return `${field}\0${key}`;
}

const MAY_BE_ADDRESS = /^[\d.]{7,15}$|^[\da-f:.]*:[\da-f:.]*(?:%\w+)?$/i;

/** The terms of the address that a value is; none when it is none. */
export function addressTermsOf(field: string, value: Scalar): string[] {
  if (typeof value !== 'string' || !MAY_BE_ADDRESS.test(value)) return [];
  return addressKeys(value).map((key) => addressTerm(field, key));
}
