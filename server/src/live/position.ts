/** A place in the stream of changes: the transaction, and the row within it. */
export interface Position {
  readonly tx: string;
  readonly id: number;
}
