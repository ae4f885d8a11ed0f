import type { Inspection } from '../../api/messages.ts';
import { dayIn } from '../../ui/date-time.tsx';
import { instantOf, wallTime } from '../sharing-sheets/zoned-time.ts';

/** A day and an hour as two fields hold them; no hour is the whole day. */
export interface Fields {
  readonly day: string;
  readonly time: string;
}

/** What is scheduled, as the clocks of a zone show it. */
export function fieldsOf(scheduledFor: string | null, timeZone: string): Fields {
  if (!scheduledFor) return { day: '', time: '' };
  if (scheduledFor.length === 10) return { day: scheduledFor, time: '' };
  const [day = '', time = ''] = wallTime(scheduledFor, timeZone).split('T');
  return { day, time };
}

/** What two fields say, as the API takes it: a day, a moment, or nothing. */
export const scheduleOf = ({ day, time }: Fields, timeZone: string): string | null =>
  day === '' ? null : time === '' ? day : instantOf(`${day}T${time}`, timeZone);

/** Should it have been begun on an earlier day? */
export const isOverdue = ({ status, scheduledFor }: Inspection, timeZone: string): boolean =>
  status === 'scheduled' && scheduledFor !== null && fieldsOf(scheduledFor, timeZone).day < dayIn(timeZone);

const clock = new Intl.DateTimeFormat(undefined, { hour: 'numeric', minute: '2-digit', timeZone: 'UTC' });

const hour = new Intl.DateTimeFormat(undefined, { hour: 'numeric', timeZone: 'UTC' });

/** "9:30 AM", "9 AM"; empty for a whole day. */
export const clockText = (time: string): string =>
  time === '' ? '' : (time.endsWith(':00') ? hour : clock).format(new Date(`2000-01-01T${time}:00Z`));
