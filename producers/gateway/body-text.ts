import type { BodyEncoding } from './body-kind.ts';

const SAMPLE_BYTES = 512;

/** UTF-16 without a mark: in text of a European language every other byte is zero, in UTF-8 hardly any is. */
function zerosAlternate(body: Buffer): BodyEncoding | null {
  const length = Math.min(body.length, SAMPLE_BYTES) & ~1;
  const zeros: [number, number] = [0, 0];
  for (let i = 0; i < length; i += 1) if (body[i] === 0) zeros[i % 2 === 0 ? 0 : 1] += 1;
  const [even, odd] = zeros;
  const enough = length * 0.35;
  if (length < 4) return null;
  if (odd >= enough && even === 0) return 'utf-16le';
  return even >= enough && odd === 0 ? 'utf-16be' : null;
}

/** The encoding of a body: what was said, else what its byte order mark or its zeros show, else UTF-8. */
export function encodingOf(body: Buffer, said: BodyEncoding | undefined): BodyEncoding {
  if (said !== undefined && said !== 'utf-8') return said;
  if (body[0] === 0xff && body[1] === 0xfe) return 'utf-16le';
  if (body[0] === 0xfe && body[1] === 0xff) return 'utf-16be';
  // a zero among the first characters is rare enough to look closer
  return body[0] === 0 || body[1] === 0 ? (zerosAlternate(body) ?? 'utf-8') : 'utf-8';
}

/** The text without its byte order mark; what is no character in the encoding becomes U+FFFD. */
export function decodeBody(body: Buffer, encoding: BodyEncoding): string {
  if (encoding === 'utf-8') return body.toString('utf8').replace(/^\uFEFF/, '');
  return new TextDecoder(encoding).decode(body);
}
