import { Link } from '@tanstack/react-router';
import type { Inspection } from '../../api/messages.ts';
import { initials } from '../../ui/initials.ts';
import { useTimeZone } from '../../ui/me.tsx';
import { statusWord } from '../../ui/words.ts';
import { dayTitle } from './calendar-days.ts';
import { clockText, fieldsOf } from './inspection-times.ts';
import { useMovable } from './use-move.ts';

const most = 4;

const dayName = (day: string, { length }: readonly Inspection[]): string =>
  `${dayTitle(day)}, ${length === 0 ? 'nothing' : length === 1 ? 'one inspection' : `${length} inspections`}`;

/** A day of the month with its inspections, as many as find room. */
export function CalendarDay({
  day,
  inspections,
  open,
}: {
  day: string;
  inspections: readonly Inspection[];
  open: (day: string) => void;
}) {
  const shown = inspections.length > most ? inspections.slice(0, most - 1) : inspections;
  return (
    <div className="month-day">
      <button
        type="button"
        className="month-number"
        tabIndex={-1}
        aria-label={dayName(day, inspections)}
        onClick={() => open(day)}
      >
        {Number(day.slice(8))}
      </button>
      {shown.map((each) => (
        <Chip key={each.id} inspection={each} />
      ))}
      {shown.length < inspections.length && (
        <button type="button" className="month-more" tabIndex={-1} onClick={() => open(day)}>
          {inspections.length - shown.length} more
        </button>
      )}
    </div>
  );
}

function Chip({ inspection }: { inspection: Inspection }) {
  const movable = useMovable()(inspection);
  const { id, agency, assignedTo, place, scheduledFor, status, type } = inspection;
  const time = clockText(fieldsOf(scheduledFor, useTimeZone()).time);
  const facts = [
    time,
    type,
    place.addressLine,
    statusWord('inspection', status),
    assignedTo?.name,
    agency.name,
  ];
  return (
    <Link
      to="/inspections/$id"
      params={{ id }}
      className="chip"
      data-status={status}
      data-id={id}
      tabIndex={-1}
      title={facts.filter(Boolean).join(' · ')}
      draggable={movable}
      style={{ '--agency': agency.color } as object}
      onDragStart={(event) => {
        event.dataTransfer.setData('text/inspection', id);
        event.dataTransfer.effectAllowed = 'move';
      }}
    >
      {time && <time>{time}</time>}
      <span>
        {type} · {place.addressLine}
      </span>
      {assignedTo && <b className="chip-who">{initials(assignedTo.name, 'last')}</b>}
    </Link>
  );
}
