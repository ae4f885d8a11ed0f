import type { FastifyInstance } from 'fastify';
import type { DemoKey } from './agencies.ts';
import type { DemoCaller } from './caller.ts';
import { dayAfter } from './draw.ts';
import type { DemoGrant } from './grants.ts';

/** What stands of the demo while it is made. */
export interface DemoState {
  readonly app: FastifyInstance;
  readonly operator: DemoCaller;
  /** The day that all others are counted from. */
  readonly base: string;
  readonly ids: Map<DemoKey, string>;
  readonly admins: Map<DemoKey, DemoCaller>;
  /** Each agency's places in the order in which they were made. */
  readonly places: Map<DemoKey, string[]>;
}

/** A place of each owner that something happens to at the end; the first records of every flow are made there. */
export const special = { withheld: 0, retired: 1, offered: 2 } as const;

/** Days of a grant as instants. They count from today, whatever the base: what is paused has to be so now. */
export function datesOf({ startsIn, endsIn }: DemoGrant) {
  const today = new Date().toISOString().slice(0, 10);
  const at = (days: number) => `${dayAfter(today, days)}T06:00:00Z`;
  return {
    ...(startsIn !== undefined && { startsAt: at(startsIn) }),
    ...(endsIn !== undefined && { endsAt: at(endsIn) }),
  };
}
