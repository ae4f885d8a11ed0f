import { useEffect } from 'react';
import type { Inspection } from '../../api/messages.ts';
import { useList } from '../../api/queries.ts';
import { useTimeZone } from '../../ui/me.tsx';
import type { FilterValues } from '../../ui/use-filters.ts';
import { fieldsOf } from './inspection-times.ts';

const most = 2000;

/** The inspections of some days, by day, in the order of their hours; whole days come first. */
export function useCalendar(from: string, to: string, filters: FilterValues) {
  const timeZone = useTimeZone();
  const list = useList<Inspection>(
    'inspections',
    { ...filters, scheduledFrom: from, scheduledTo: to, sort: 'scheduledFor' },
    { limit: 200 },
  );
  const { hasMore, isFetchingMore, items, more } = list;
  const goesOn = hasMore && !isFetchingMore && items.length < most;
  useEffect(() => {
    if (goesOn) more();
  }, [goesOn, more]);

  const hourOf = ({ scheduledFor }: Inspection) => fieldsOf(scheduledFor, timeZone).time;
  const byDay = new Map<string, Inspection[]>();
  for (const each of items) {
    const { day } = fieldsOf(each.scheduledFor, timeZone);
    byDay.set(day, [...(byDay.get(day) ?? []), each]);
  }
  for (const each of byDay.values()) each.sort((a, b) => (hourOf(a) < hourOf(b) ? -1 : 1));
  return { list, byDay };
}
