import { useTimeZone } from './me.tsx';
import { agoText, momentText } from './times.ts';

/** A moment in the agency's zone; `ago`: how long ago, with the moment as its title. */
export function DateTime({ at, ago = false }: { at: string | null | undefined; ago?: boolean }) {
  const zone = useTimeZone();
  if (!at) return <span className="nothing">—</span>;
  const moment = momentText(at, zone);
  return (
    <time dateTime={at} {...(ago && { title: moment })}>
      {ago ? agoText(at, zone) : moment}
    </time>
  );
}

const day = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeZone: 'UTC' });

/** A whole day, which is the same day in every zone: "Nov 29, 2026". */
export const DayText = ({ on }: { on: string | null | undefined }) =>
  on ? (
    <time dateTime={on}>{day.format(new Date(`${on.slice(0, 10)}T00:00:00Z`))}</time>
  ) : (
    <span className="nothing">—</span>
  );

/** Today in a zone, as the API writes days; `later` days on. */
export function dayIn(zone: string, later = 0): string {
  const at = new Date(Date.now() + later * 86_400_000);
  return new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' }).format(at);
}
