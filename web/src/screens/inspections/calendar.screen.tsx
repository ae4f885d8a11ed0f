import { ActionIcon, Button } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { Inspection } from '../../api/messages.ts';
import { asCallProblem } from '../../api/problem.ts';
import { dayIn } from '../../ui/date-time.tsx';
import { FilterBar } from '../../ui/filter-bar.tsx';
import { Icon } from '../../ui/icon.tsx';
import { useMay, useTimeZone } from '../../ui/me.tsx';
import { Page } from '../../ui/page.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { useShortcut } from '../../ui/shortcuts.ts';
import { toastProblem } from '../../ui/toast.tsx';
import { useFilters } from '../../ui/use-filters.ts';
import { addDays, addMonths, isDay, monthOf, monthTitle, weekOf, weekTitle } from './calendar-days.ts';
import { CalendarMonth } from './calendar-month.tsx';
import { CalendarWeek } from './calendar-rows.tsx';
import { DayPanel } from './day-panel.tsx';
import { useCalendarFilters } from './inspection-filters.ts';
import { InspectionsHead } from './inspections-head.tsx';
import { MoveDialog } from './move-dialog.tsx';
import { useCalendar } from './use-calendar.ts';
import { useMove } from './use-move.ts';
import './inspections.css';
import './calendar.css';

/** What is scheduled on which day, of one's own agency and of those that share with it. */
export function CalendarScreen() {
  const navigate = useNavigate();
  const [{ on, view, ...filters }, change] = useFilters();
  const timeZone = useTimeZone();
  const narrow = useMediaQuery('(max-width: 48em)', undefined, { getInitialValueInEffect: false });
  const today = dayIn(timeZone);
  const day = isDay(on) ? on : today;
  const byWeek = narrow || view === 'week';
  const days = byWeek ? weekOf(day) : monthOf(day).flat();
  const { list, byDay } = useCalendar(days[0]!, days[days.length - 1]!, filters);
  const [opened, setOpened] = useState<string | null>(null);
  const [moving, setMoving] = useState<Inspection | null>(null);
  const mayCreate = useMay('Fire Inspections - Create');
  const move = useMove();

  const go = (next: string) => change({ on: next });
  const turn = (by: number) => go(byWeek ? addDays(day, 7 * by) : addMonths(day, by));
  const drop = (id: string, to: string) => {
    const dropped = list.items.find((each) => each.id === id);
    if (dropped) move(dropped, { day: to }).catch(toastProblem);
  };
  useShortcut('t', 'Today', () => go(today));
  useShortcut('n', 'New inspection', () => void navigate({ to: '/inspections/new' }), mayCreate);
  const what = byWeek ? 'week' : 'month';
  return (
    <Page title="Inspections" tab="Inspection calendar" actions={<InspectionsHead shown="calendar" />}>
      <FilterBar filters={useCalendarFilters()} />
      <div className="calendar-head">
        <p className="calendar-title" role="status">
          {byWeek ? weekTitle(days) : monthTitle(day)}
        </p>
        <div className="calendar-turn">
          <ActionIcon variant="default" size={34} aria-label={`The ${what} before`} onClick={() => turn(-1)}>
            <Icon name="left" />
          </ActionIcon>
          <Button size="sm" variant="default" onClick={() => go(today)}>
            Today
          </Button>
          <ActionIcon variant="default" size={34} aria-label={`The ${what} after`} onClick={() => turn(1)}>
            <Icon name="right" />
          </ActionIcon>
        </div>
        {!narrow && (
          // biome-ignore lint/a11y/useSemanticElements: two buttons, not fields of a form
          <div className="view-switch" role="group" aria-label="Calendar range">
            <button type="button" aria-pressed={!byWeek} onClick={() => change({ view: '' })}>
              Month
            </button>
            <button type="button" aria-pressed={byWeek} onClick={() => change({ view: 'week' })}>
              Week
            </button>
          </div>
        )}
      </div>
      {list.error ? (
        <ProblemAlert problem={asCallProblem(list.error)} retry={list.again} />
      ) : byWeek ? (
        <CalendarWeek days={days} today={today} byDay={byDay} ask={setMoving} />
      ) : (
        <CalendarMonth day={day} today={today} byDay={byDay} go={go} open={setOpened} move={drop} />
      )}
      {!byWeek && (
        <p className="calendar-note">
          Each color is an agency. Partners’ inspections appear once they are in progress or completed. Use
          the arrow keys to move between days and Enter to open one.
        </p>
      )}
      <DayPanel day={opened} byDay={byDay} ask={setMoving} close={() => setOpened(null)} />
      <MoveDialog inspection={moving} close={() => setMoving(null)} />
    </Page>
  );
}
