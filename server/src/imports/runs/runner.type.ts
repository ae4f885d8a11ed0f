/** Does the imports that people start, in the background of every server. */
export interface ImportRunner {
  /** There may be something to do: looks at once, not at the next turn. */
  wake(): void;
  /** Ends after the batch in hand; another server, or this one when it is back, goes on from there. */
  close(): Promise<void>;
}
