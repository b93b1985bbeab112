/** The partition of a key: FNV-1a over its UTF-16 units, so that a key stays where it is for as long as the topic lives. */
export function partitionOfKey(key: string, partitions: number): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < key.length; at++) {
    hash = Math.imul(hash ^ key.charCodeAt(at), 0x01000193);
  }
  hash ^= hash >>> 15;
  return (hash >>> 0) % partitions;
}
