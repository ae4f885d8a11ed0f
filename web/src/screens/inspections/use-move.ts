import { useQueryClient } from '@tanstack/react-query';
import type { Inspection } from '../../api/messages.ts';
import { refresh } from '../../api/queries.ts';
import { useReadOnly, useTimeZone } from '../../ui/me.tsx';
import { toast } from '../../ui/toast.tsx';
import { dayTitle } from './calendar-days.ts';
import { saveInspection } from './inspection-save.ts';
import { type Fields, fieldsOf, scheduleOf } from './inspection-times.ts';

/** May it be moved to another day? Only what has not begun can. */
export function useMovable() {
  const readOnly = useReadOnly();
  return ({ access, status }: Inspection): boolean =>
    !readOnly && access.can.includes('edit') && status === 'scheduled';
}

/** Schedules an inspection for another day; its hour stays unless one is given. */
export function useMove() {
  const client = useQueryClient();
  const timeZone = useTimeZone();
  const set = async (id: string, scheduledFor: string | null) => {
    await saveInspection(client, id, () => ({ scheduledFor }));
    await refresh(client, 'inspections', id);
  };
  return async ({ id, number, scheduledFor }: Inspection, to: Partial<Fields> & { day: string }) => {
    const next = scheduleOf({ ...fieldsOf(scheduledFor, timeZone), ...to }, timeZone);
    if (next === scheduledFor) return;
    await set(id, next);
    toast(`${number} moved to ${dayTitle(to.day)}`, { undo: () => set(id, scheduledFor) });
  };
}
