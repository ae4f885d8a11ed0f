/** A place in the stream of changes: the transaction, and the row within it. */
export interface Position {
  readonly tx: string;
  readonly id: number;
}

/** The same as listeners are told it: the numbers count within one life of the cluster. */
export interface Bookmark extends Position {
  readonly life: string;
}
