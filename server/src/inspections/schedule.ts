import { type RawBuilder, sql } from 'kysely';
import { invalidField } from '../http/problems.ts';

/** When an inspection is due: a moment, or a whole day, kept as its midnight in UTC. */
export interface Schedule {
  readonly scheduled_for: string | null;
  readonly scheduled_all_day: boolean;
}

const isDay = (text: string) => text.length === 10;

/**
 * Reads a day or a moment that its schema let through.
 * @throws Problem `invalid` for a second 60 and for years that no calendar of ours has
 */
export function scheduleOf(path: string, text: string | null): Schedule {
  if (text === null) return { scheduled_for: null, scheduled_all_day: false };
  const allDay = isDay(text);
  const at = new Date(allDay ? `${text}T00:00:00Z` : text);
  const year = at.getUTCFullYear();
  if (!(year >= 1 && year <= 9999))
    throw invalidField(path, 'is not a time that can be kept', 'invalid_date');
  return { scheduled_for: at.toISOString(), scheduled_all_day: allDay };
}

/** The schedule as it was given: a day as a day. */
export const scheduleText = ({ scheduled_for, scheduled_all_day }: Schedule): string | null =>
  scheduled_for && scheduled_all_day ? scheduled_for.slice(0, 10) : scheduled_for;

/**
 * Due from or until a day or moment, both included. Moments and days are set against each other in the asking agency's
 * own zone: a moment belongs to a day there, and a day is due as long as any of it lies within.
 */
export function dueBound(edge: 'from' | 'to', text: string, timeZone: string): RawBuilder<unknown> {
  const path = edge === 'from' ? 'scheduledFrom' : 'scheduledTo';
  const { scheduled_for: at, scheduled_all_day: allDay } = scheduleOf(path, text);
  const day = allDay ? sql`${text}::date` : sql`(${at}::timestamptz at time zone ${timeZone})::date`;
  const midnight = sql`(${day}::timestamp at time zone 'UTC')`;
  if (edge === 'from') {
    const moment = allDay ? sql`(${day}::timestamp at time zone ${timeZone})` : sql`${at}::timestamptz`;
    return sql`(t.scheduled_for >= least(${moment}, ${midnight})
      and t.scheduled_for >= case when t.scheduled_all_day then ${midnight} else ${moment} end)`;
  }
  const dayAfter = sql`((${day} + 1)::timestamp at time zone ${timeZone})`;
  const moment = allDay ? sql`t.scheduled_for < ${dayAfter}` : sql`t.scheduled_for <= ${at}::timestamptz`;
  return sql`(t.scheduled_for <= greatest(${allDay ? dayAfter : sql`${at}::timestamptz`}, ${midnight})
    and case when t.scheduled_all_day then t.scheduled_for <= ${midnight} else ${moment} end)`;
}
