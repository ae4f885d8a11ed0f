import { Link } from '@tanstack/react-router';
import { type DragEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { Inspection } from '../../api/messages.ts';
import { useTimeZone } from '../../ui/me.tsx';
import { statusWord } from '../../ui/words.ts';
import { addDays, addMonths, dayTitle, monthOf, monthTitle, weekdayNames } from './calendar-days.ts';
import { clockText, fieldsOf } from './inspection-times.ts';
import { useMovable } from './use-move.ts';

export type ByDay = ReadonlyMap<string, readonly Inspection[]>;

const most = 4;

const steps: Readonly<Record<string, (day: string) => string>> = {
  ArrowLeft: (day) => addDays(day, -1),
  ArrowRight: (day) => addDays(day, 1),
  ArrowUp: (day) => addDays(day, -7),
  ArrowDown: (day) => addDays(day, 7),
  Home: (day) => addDays(day, -new Date(`${day}T00:00:00Z`).getUTCDay()),
  End: (day) => addDays(day, 6 - new Date(`${day}T00:00:00Z`).getUTCDay()),
  PageUp: (day) => addMonths(day, -1),
  PageDown: (day) => addMonths(day, 1),
};

/** A month of days. Arrows walk over the days, Enter opens one; what has not begun can be dragged to another. */
export function CalendarMonth({
  day,
  today,
  byDay,
  go,
  open,
  move,
}: {
  /** The day one stands on. */
  day: string;
  today: string;
  byDay: ByDay;
  go: (day: string) => void;
  open: (day: string) => void;
  move: (id: string, day: string) => void;
}) {
  const grid = useRef<HTMLTableElement>(null);
  const walked = useRef(false);
  const [over, setOver] = useState<string | null>(null);
  const weeks = monthOf(day);
  useEffect(() => {
    if (walked.current) grid.current?.querySelector<HTMLElement>(`[data-day="${day}"]`)?.focus();
    walked.current = false;
  }, [day]);

  const press = (event: KeyboardEvent, on: string) => {
    if (event.target !== event.currentTarget || event.altKey || event.ctrlKey || event.metaKey) return;
    const step = steps[event.key];
    if (!step && event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    if (!step) return open(on);
    walked.current = true;
    go(step(on));
  };
  const drop = (event: DragEvent, on: string) => {
    event.preventDefault();
    setOver(null);
    const id = event.dataTransfer.getData('text/inspection');
    if (id) move(id, on);
  };
  return (
    // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a table whose cells arrows walk over
    <table ref={grid} className="month" role="grid" aria-label={monthTitle(day)}>
      <thead>
        <tr>
          {weeks[0]!.map((each) => (
            <th key={each} scope="col" abbr={weekdayNames(each).long}>
              {weekdayNames(each).short}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeks.map((week) => (
          <tr key={week[0]}>
            {week.map((each) => (
              <td
                key={each}
                tabIndex={each === day ? 0 : -1}
                data-day={each}
                data-away={each.slice(0, 7) !== day.slice(0, 7) || undefined}
                data-over={over === each || undefined}
                aria-current={each === today ? 'date' : undefined}
                onKeyDown={(event) => press(event, each)}
                onDragOver={(event) => {
                  event.preventDefault();
                  setOver(each);
                }}
                onDragLeave={() => setOver((now) => (now === each ? null : now))}
                onDrop={(event) => drop(event, each)}
              >
                <Day day={each} inspections={byDay.get(each) ?? []} open={open} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const dayName = (day: string, { length }: readonly Inspection[]): string =>
  `${dayTitle(day)}, ${length === 0 ? 'nothing' : length === 1 ? 'one inspection' : `${length} inspections`}`;

function Day({
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
  const told = [
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
      title={told.filter(Boolean).join(' · ')}
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
    </Link>
  );
}
