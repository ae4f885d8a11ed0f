import { type DragEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { Inspection } from '../../api/messages.ts';
import { CalendarDay } from './calendar-day.tsx';
import { addDays, addMonths, monthOf, monthTitle, weekdayNames } from './calendar-days.ts';

export type ByDay = ReadonlyMap<string, readonly Inspection[]>;

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
                <CalendarDay day={each} inspections={byDay.get(each) ?? []} open={open} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
