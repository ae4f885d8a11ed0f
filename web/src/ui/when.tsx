import { DateTime, DayText } from './date-time.tsx';
import { useTimeZone } from './me.tsx';
import { momentText } from './times.ts';

/** A whole day, or a moment of one, as the API keeps what is scheduled. */
export const When = ({ at }: { at: string | null | undefined }) =>
  at && at.length > 10 ? <DateTime at={at} /> : <DayText on={at} />;

/** The same for a column: "Aug 14, 9:00 AM", with the year only where it is another, and all of it as its title. */
export function BriefWhen({ at }: { at: string | null | undefined }) {
  const zone = useTimeZone();
  if (!at) return <DayText on={null} />;
  const whole = at.length === 10;
  const timeZone = whole ? 'UTC' : zone;
  const moment = new Date(whole ? `${at}T00:00:00Z` : at);
  const yearIn = (date: Date) => new Intl.DateTimeFormat('en', { year: 'numeric', timeZone }).format(date);
  const text = new Intl.DateTimeFormat(undefined, {
    month: 'short',
    day: 'numeric',
    ...(yearIn(moment) !== yearIn(new Date()) && { year: 'numeric' }),
    ...(!whole && { hour: 'numeric', minute: '2-digit' }),
    timeZone,
  }).format(moment);
  return (
    <time dateTime={at} {...(!whole && { title: momentText(at, zone) })}>
      {text}
    </time>
  );
}
