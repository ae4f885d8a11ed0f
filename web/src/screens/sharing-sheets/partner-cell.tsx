import { Popover } from '@mantine/core';
import { memo, useState } from 'react';
import { AgencyMark } from '../../ui/agency-mark.tsx';
import { countyText } from '../../ui/counties.ts';
import { useMe, useTimeZone } from '../../ui/me.tsx';
import { RowHeader } from './grid-parts.tsx';
import { RowNews } from './row-news.tsx';
import { termText } from './row-words.ts';
import { levelIn, type SheetRow } from './rows.ts';

/** A row that gives something and does not count, or one that would not count. */
export const pausedWord = ({ levels, endsAt }: SheetRow, timeZone: string): string => {
  if (endsAt && Date.parse(endsAt) <= Date.now())
    return `Ended ${new Intl.DateTimeFormat('en-US', { month: 'short', day: 'numeric', timeZone }).format(new Date(endsAt))}`;
  return Object.keys(levels).some((module) => levelIn(levels, module as never) !== 'none')
    ? 'Paused'
    : 'Not in force';
};

const reasons = { same_county: 'same county', linked: 'linked' };

/** Where a partner is, why it is on the sheet, and until when its row counts. */
export function PartnerFacts({ row }: { row: SheetRow }) {
  const { agency } = useMe();
  const term = termText(row, useTimeZone());
  const { countyFips, state } = row.partner;
  return (
    <>
      <span className="partner-county">
        {countyText(countyFips)}
        {state !== agency?.state && `, ${state}`}
      </span>
      {row.listedBecause && <span className="sheet-badge">{reasons[row.listedBecause]}</span>}
      {term && <span className="sheet-badge partner-term">{term}</span>}
      {row.isNew && <span className="sheet-badge">new</span>}
    </>
  );
}

/** Says that a row does not count, and when asked, why, and who can change that. */
function Paused({ row, tabbable }: { row: SheetRow; tabbable: boolean }) {
  const [open, setOpen] = useState(false);
  const word = pausedWord(row, useTimeZone());
  return (
    <Popover opened={open} onChange={setOpen} width={320} position="bottom-start" trapFocus={false}>
      <Popover.Target>
        <button
          type="button"
          className="sheet-badge paused"
          tabIndex={tabbable ? 0 : -1}
          aria-label={`${word}: why ${row.partner.name} has no access now`}
          onClick={() => setOpen(!open)}
        >
          {word}
        </button>
      </Popover.Target>
      <Popover.Dropdown>
        <p className="paused-why">{row.why}</p>
      </Popover.Dropdown>
    </Popover>
  );
}

/** The first column: whose row it is. Its name opens all there is to the row. */
export const PartnerCell = memo(
  ({
    row,
    state,
    tabbable,
    overtaken,
    open,
  }: {
    row: SheetRow;
    /** "2 changes", "Will be removed"; empty for none. */
    state: string;
    tabbable: boolean;
    /** Somebody else saved it while something is chosen in it here. */
    overtaken: boolean;
    open: (id: string) => void;
  }) => (
    <RowHeader className="sheet-cell sheet-partner">
      <button
        type="button"
        className="partner-name"
        data-col={1}
        tabIndex={tabbable ? 0 : -1}
        title={row.partner.name}
        onClick={() => open(row.partner.id)}
      >
        <AgencyMark color={row.partner.color} />
        <span>{row.partner.name}</span>
      </button>
      <span className="partner-line">
        {state ? <span className="partner-state">{state}</span> : <PartnerFacts row={row} />}
        {!row.inForce && <Paused row={row} tabbable={tabbable} />}
      </span>
      {overtaken && <RowNews row={row} tab={tabbable ? 0 : -1} />}
    </RowHeader>
  ),
);
