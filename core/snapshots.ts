/** A copy of what the stores held at one moment. */
export interface Snapshot {
  name: string;
  /** Epoch ms. */
  startedAt: number;
  /** `partial` and `failed` ones are no backup. */
  state: 'complete' | 'partial' | 'failed' | 'running';
  /** What was handed in when it was made; null where it was made by somebody else. */
  note: SnapshotNote | null;
}

/** What is kept beside the data: how far each topic had been read into the stores, so that everything before is in the copy. */
export type SnapshotNote = Readonly<Record<string, TopicPlace>>;

export interface TopicPlace {
  epoch: string;
  /** By partition, the offset of the first message that may not be in the copy. */
  offsets: Readonly<Record<number, number>>;
}

/** What a restore did. */
export interface Restored {
  /** Parts, such as the logs of a day, that were gone and came back whole. */
  whole: string[];
  /** Parts that are there: how many documents were missing in them and came back. */
  filled: { part: string; added: number }[];
  note: SnapshotNote | null;
}

/** Stores that can be copied while they are in use. */
export interface Snapshots {
  /**
   * Resolves when the copy is complete. @param note of a moment before the call
   * @throws PipelineError `conflict` when there is one of this name, `unavailable` when not all could be copied
   */
  create(name: string, note: SnapshotNote): Promise<Snapshot>;
  /** Oldest first. */
  list(): Promise<Snapshot[]>;
  /**
   * Brings back what is missing; what is there stays as it is. Broken off and called again, it goes on.
   * @throws PipelineError `not_found`; `conflict` when it is no complete copy
   */
  restore(name: string): Promise<Restored>;
  close(): Promise<void>;
}
