import { useState } from 'react';
import type { Inspection } from '../../api/messages.ts';
import { useMay } from '../../ui/me.tsx';
import { SidePanel } from '../../ui/side-panel.tsx';
import { dayTitle } from './calendar-days.ts';
import type { ByDay } from './calendar-month.tsx';
import { DayRows } from './calendar-rows.tsx';
import { ScheduleButton } from './inspections-head.tsx';

/** Everything of one day. */
export function DayPanel({
  day,
  byDay,
  ask,
  close,
}: {
  day: string | null;
  byDay: ByDay;
  ask: (inspection: Inspection) => void;
  close: () => void;
}) {
  const mayCreate = useMay('Fire Inspections - Create');
  // The last day stays while the panel slides away.
  const [last, setLast] = useState(day);
  if (day !== null && day !== last) setLast(day);
  const inspections = last ? (byDay.get(last) ?? []) : [];
  return (
    <SidePanel opened={day !== null} title={last ? dayTitle(last) : ''} onClose={close}>
      {inspections.length > 0 ? (
        <DayRows inspections={inspections} ask={ask} />
      ) : (
        <p className="week-nothing">No inspections scheduled.</p>
      )}
      {mayCreate && last && (
        <div className="day-end">
          <ScheduleButton day={last} />
        </div>
      )}
    </SidePanel>
  );
}
