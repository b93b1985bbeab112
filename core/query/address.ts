import ipaddr from 'ipaddr.js';

const DIGIT_0 = 48;

/** An IPv4 address as an unsigned 32-bit number; -1 when the text is none in the plain dotted form. */
function parseIpv4(text: string): number {
  if (text.length < 7 || text.length > 15) return -1;
  let address = 0;
  let part = 0;
  let digits = 0;
  let dots = 0;
  for (let index = 0; index <= text.length; index++) {
    const unit = index === text.length ? 46 : text.charCodeAt(index);
    if (unit === 46) {
      if (digits === 0 || part > 255) return -1;
      address = address * 256 + part;
      dots++;
      part = 0;
      digits = 0;
    } else {
      const digit = unit - DIGIT_0;
      if (digit < 0 || digit > 9 || digits === 3) return -1;
      part = part * 10 + digit;
      digits++;
    }
  }
  return dots === 4 ? address : -1;
}

/** The eight 16-bit parts of an IPv6 address, or null. */
function parseIpv6(text: string): readonly number[] | null {
  if (!text.includes(':') || text.length > 45) return null;
  try {
    return ipaddr.IPv6.parse(text).parts;
  } catch {
    return null;
  }
}

/** An IPv4 address that is written as IPv6 (`::ffff:10.0.0.1`), as a number; -1 for any other. */
function mappedIpv4(parts: readonly number[]): number {
  const isMapped = parts.slice(0, 5).every((part) => part === 0) && parts[5] === 0xffff;
  return isMapped ? (parts[6] ?? 0) * 65_536 + (parts[7] ?? 0) : -1;
}

function compileIpv4(network: number, bits: number): (address: string) => boolean {
  const size = 2 ** (32 - bits);
  const first = Math.floor(network / size);
  return (address) => {
    let value = parseIpv4(address);
    if (value < 0) {
      const parts = parseIpv6(address);
      if (parts) value = mappedIpv4(parts);
    }
    return value >= 0 && Math.floor(value / size) === first;
  };
}

function compileIpv6(network: readonly number[], bits: number): (address: string) => boolean {
  const masks = network.map((_, index) => {
    const kept = Math.min(16, Math.max(0, bits - index * 16));
    return (0xffff << (16 - kept)) & 0xffff;
  });
  return (address) => {
    const parts = parseIpv6(address);
    return parts?.every((part, index) => ((part ^ (network[index] ?? 0)) & (masks[index] ?? 0)) === 0) ?? false;
  };
}

const BLOCK = /^([0-9a-fA-F.:]+)\/(\d{1,3})$/;

/** A function that says whether an address lies in the block `10.0.0.0/8` or `2001:db8::/32`; null when the text is no block. */
export function compileBlock(block: string): ((address: string) => boolean) | null {
  const found = BLOCK.exec(block);
  const base = found?.[1] ?? '';
  const bits = Number(found?.[2]);
  const ipv4 = parseIpv4(base);
  if (ipv4 >= 0) return bits <= 32 ? compileIpv4(ipv4, bits) : null;
  const ipv6 = parseIpv6(base);
  return ipv6 && bits <= 128 ? compileIpv6(ipv6, bits) : null;
}

const hex = (value: number, digits: number): string => value.toString(16).padStart(digits, '0');
const ipv4Key = (address: number): string => `4${hex(address, 8)}`;
const ipv6Key = (parts: readonly number[]): string => `6${parts.map((part) => hex(part, 4)).join('')}`;

/** Texts for an index that orders texts: a block holds the address when one of its keys lies within {@link blockKeys}. None for what is no address. */
export function addressKeys(text: string): string[] {
  const ipv4 = parseIpv4(text);
  if (ipv4 >= 0) return [ipv4Key(ipv4)];
  const parts = parseIpv6(text);
  if (!parts) return [];
  const mapped = mappedIpv4(parts);
  return mapped >= 0 ? [ipv6Key(parts), ipv4Key(mapped)] : [ipv6Key(parts)];
}

/** The first and the last of the {@link addressKeys} inside a block; null when the text is no block. */
export function blockKeys(block: string): { first: string; last: string } | null {
  if (compileBlock(block) === null) return null;
  const [base = '', bits = ''] = block.split('/');
  const ipv4 = parseIpv4(base);
  if (ipv4 >= 0) {
    const size = 2 ** (32 - Number(bits));
    const first = Math.floor(ipv4 / size) * size;
    return { first: ipv4Key(first), last: ipv4Key(first + size - 1) };
  }
  const parts = parseIpv6(base) ?? [];
  const free = parts.map((_, index) => 0xffff >> Math.min(16, Math.max(0, Number(bits) - index * 16)));
  return {
    first: ipv6Key(parts.map((part, index) => part & ~(free[index] ?? 0))),
    last: ipv6Key(parts.map((part, index) => part | (free[index] ?? 0))),
  };
}
