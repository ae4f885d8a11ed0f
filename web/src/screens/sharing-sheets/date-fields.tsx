import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTimeZone } from '../../ui/me.tsx';
import { momentText } from '../../ui/times.ts';
import { useDrafts, useRowState } from './drafts.ts';
import { datesOf, type SheetRow } from './rows.ts';
import { instantOf, wallTime } from './zoned-time.ts';

/** From when and until when the row counts, by the clocks of the agency's zone. */
export function DateFields({ row, readOnly }: { row: SheetRow; readOnly: boolean }) {
  const zone = useTimeZone();
  const drafts = useDrafts();
  const { draft } = useRowState(row.partner.id);
  const dates = datesOf(row, draft);
  const backwards = dates.startsAt && dates.endsAt && dates.endsAt <= dates.startsAt;
  if (readOnly)
    return (
      <p className="detail-dates-text">
        {dates.startsAt ? `Starts ${momentText(dates.startsAt, zone)}. ` : ''}
        {dates.endsAt ? `Ends ${momentText(dates.endsAt, zone)}.` : ''}
      </p>
    );
  const change = (key: 'startsAt' | 'endsAt') => (at: string | null) =>
    drafts.setDates(row, { ...datesOf(row, drafts.stateOf(row.partner.id).draft), [key]: at });
  return (
    <fieldset className="detail-dates">
      <legend>In force</legend>
      <MomentInput label="Starts" at={dates.startsAt} zone={zone} change={change('startsAt')} />
      <MomentInput
        label="Ends"
        at={dates.endsAt}
        zone={zone}
        change={change('endsAt')}
        error={backwards ? 'The end must be after the start.' : null}
      />
      <p>In {zoneText(zone)}. Leave Starts empty to start now. Leave Ends empty for no end.</p>
    </fieldset>
  );
}

/** "Central Time", as people of a zone call it. */
const zoneText = (timeZone: string): string =>
  new Intl.DateTimeFormat(undefined, { timeZone, timeZoneName: 'longGeneric' })
    .formatToParts(new Date())
    .find(({ type }) => type === 'timeZoneName')?.value ?? timeZone;

/** A moment by the clocks of a zone. */
export function MomentInput({
  label,
  at,
  zone,
  error = null,
  change,
}: {
  label: string;
  at: string | null;
  zone: string;
  error?: string | null;
  change: (at: string | null) => void;
}) {
  // A half typed date is nothing yet; what was typed stays in the field all the same.
  const [typed, setTyped] = useState<string | null>(null);
  const stored = wallTime(at, zone);
  return (
    <TextInput
      type="datetime-local"
      size="sm"
      label={label}
      max="9999-12-30T00:00"
      value={typed ?? stored}
      error={error}
      onChange={(event) => {
        const { value, validity } = event.currentTarget;
        setTyped(value);
        if (!validity.badInput) change(instantOf(value, zone));
      }}
      onBlur={() => setTyped(null)}
    />
  );
}
