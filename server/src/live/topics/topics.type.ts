import type { AgencyId } from '@standpipe/policy';
import type { Topic } from './topic.ts';

/** A conversation in which something happened; `left` are agencies that left with it, who read that as their last. */
export interface Touched {
  readonly id: string;
  readonly left?: readonly AgencyId[];
}

/** Every topic, and what tells them that something was committed. */
export interface Topics {
  find(name: string): Topic | undefined;
  /** These units moved, signed in or out, or changed. */
  unitsTouched(ids: readonly string[]): void;
  /** Something happened in these conversations. */
  conversationsTouched(conversations: readonly Touched[]): void;
  /** Something was written on these boards. */
  boardsTouched(ids: readonly string[]): void;
  close(): Promise<void>;
}
