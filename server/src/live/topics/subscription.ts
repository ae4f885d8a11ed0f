/** One socket's subscription. Each frame is judged by the listener's rights when it is sent. */
export interface Subscription {
  /** The listener's rights were read anew: says what went dark before anything else is sent. */
  moved(): void;
  close(): void;
}
