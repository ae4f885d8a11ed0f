import type { Levels } from '@standpipe/policy';

export interface Dates {
  readonly startsAt: string | null;
  readonly endsAt: string | null;
}

/** What a sheet gives just before a moment and just after it. */
export interface Moment {
  /** Null: the moment of the save. */
  readonly later: { readonly at: string; readonly event: 'starts' | 'ends' } | null;
  readonly before: Levels;
  readonly after: Levels;
}

const nothing: Levels = {};

const counts = ({ startsAt, endsAt }: Dates, now: number): boolean =>
  (!startsAt || Date.parse(startsAt) <= now) && (!endsAt || Date.parse(endsAt) > now);

/** The moments at which a saved row changes what counts: the save, and each of its dates that is still to come. */
export function momentsOf(
  { before, after, dates }: { before: Levels; after: Levels; dates: Dates | null },
  stored: Dates,
  now: string,
): Moment[] {
  if (!dates) return [{ later: null, before, after }];
  const at = Date.parse(now);
  const coming = (date: string | null): date is string => date !== null && Date.parse(date) > at;
  const { startsAt, endsAt } = dates;
  return [
    {
      later: null,
      before: counts(stored, at) ? before : nothing,
      after: counts(dates, at) ? after : nothing,
    },
    ...(coming(startsAt)
      ? [{ later: { at: startsAt, event: 'starts' as const }, before: nothing, after }]
      : []),
    ...(coming(endsAt)
      ? [{ later: { at: endsAt, event: 'ends' as const }, before: after, after: nothing }]
      : []),
  ];
}

/** Whether a row that is saved with these dates counts neither before nor after the save. */
export const outsideDates = (dates: Dates | null, stored: Dates, now: string): boolean =>
  dates !== null && !counts(dates, Date.parse(now)) && !counts(stored, Date.parse(now));
