/** How far somebody took a partition, kept beside what was made of it: it holds also when the bus has forgotten the group's offset. */
export interface Bookmark {
  /** Of the topic. */
  epoch: string;
  /** The first offset that was not taken. */
  offset: number;
}

/** The first offset that is to be taken of a topic: a bookmark in one of the same name that was deleted says nothing. */
export function firstUnread(bookmark: Bookmark, epoch: string): number {
  return bookmark.epoch === epoch ? bookmark.offset : 0;
}
