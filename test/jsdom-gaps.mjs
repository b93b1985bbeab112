import { TextDecoder, TextEncoder } from 'node:util';

// What every browser has and jsdom lacks; in Node's own environment nothing changes.
globalThis.TextEncoder ??= TextEncoder;
globalThis.TextDecoder ??= TextDecoder;
