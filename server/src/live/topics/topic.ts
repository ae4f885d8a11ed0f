import type { LiveRequest } from '@standpipe/contract';
import type { Listener } from '../listener.ts';

/** Something that live sockets can subscribe to. */
export interface Topic {
  /** Does a subscription of this name belong here? */
  serves(name: string): boolean;
  /** Begins a subscription, or says why not. What is there now is sent first. */
  open(listener: Listener, asked: LiveRequest): Promise<void>;
}
