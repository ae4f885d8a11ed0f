import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { Inspection } from '../../api/messages.ts';
import { useTimeZone } from '../../ui/me.tsx';
import { Provenance } from '../../ui/provenance.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { dayTitle } from './calendar-days.ts';
import type { ByDay } from './calendar-month.tsx';
import { clockText, fieldsOf } from './inspection-times.ts';
import { useMovable } from './use-move.ts';

type Ask = (inspection: Inspection) => void;

/** The inspections of a day, in the order of their hours. */
export const DayRows = ({ inspections, ask }: { inspections: readonly Inspection[]; ask: Ask }) => (
  <ul className="day-rows">
    {inspections.map((each) => (
      <DayRow key={each.id} inspection={each} ask={ask} />
    ))}
  </ul>
);

function DayRow({ inspection, ask }: { inspection: Inspection; ask: Ask }) {
  const movable = useMovable()(inspection);
  const { id, assignedTo, number, place, scheduledFor, status, type } = inspection;
  const time = clockText(fieldsOf(scheduledFor, useTimeZone()).time);
  return (
    <li className="day-row" data-status={status}>
      <span className="day-time">{time || 'No time set'}</span>
      <div className="day-words">
        <Link to="/inspections/$id" params={{ id }} className="day-link">
          {type} · {place.addressLine}
        </Link>
        <p className="day-facts">
          <StatusBadge kind="inspection" status={status} />
          <span>{assignedTo?.name ?? 'Unassigned'}</span>
          <Provenance record={inspection} />
        </p>
      </div>
      {movable && (
        <Button size="compact-md" variant="default" onClick={() => ask(inspection)}>
          Move or assign…<span className="visually-hidden"> {number}</span>
        </Button>
      )}
    </li>
  );
}

/** A week as a list of its days, for narrow screens and for reading one after the other. */
export const CalendarWeek = ({
  days,
  today,
  byDay,
  ask,
}: {
  days: readonly string[];
  today: string;
  byDay: ByDay;
  ask: Ask;
}) => (
  <div className="week">
    {days.map((day) => (
      <section key={day} className="week-day" aria-label={dayTitle(day)}>
        <h2 aria-current={day === today ? 'date' : undefined}>
          {dayTitle(day)}
          {day === today && <small>today</small>}
        </h2>
        {byDay.has(day) ? (
          <DayRows inspections={byDay.get(day) ?? []} ask={ask} />
        ) : (
          <p className="week-nothing">Nothing</p>
        )}
      </section>
    ))}
  </div>
);
