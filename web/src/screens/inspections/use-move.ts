import { useQueryClient } from '@tanstack/react-query';
import type { Inspection, InspectionChange } from '../../api/messages.ts';
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

interface To extends Partial<Fields> {
  readonly day: string;
  /** Who goes there; null: nobody yet; left out, whoever does now. */
  readonly assignedTo?: string | null;
}

/** Schedules an inspection for another day; its hour and who goes there stay unless they are given. */
export function useMove() {
  const client = useQueryClient();
  const timeZone = useTimeZone();
  const set = async (id: string, change: InspectionChange) => {
    await saveInspection(client, id, () => change);
    await refresh(client, 'inspections', id);
  };
  return async ({ id, number, scheduledFor, assignedTo }: Inspection, { assignedTo: to, ...when }: To) => {
    const next = scheduleOf({ ...fieldsOf(scheduledFor, timeZone), ...when }, timeZone);
    const moved = next !== scheduledFor;
    const before = assignedTo?.id ?? null;
    const assigned = to !== undefined && to !== before;
    if (!moved && !assigned) return;
    await set(id, { ...(moved && { scheduledFor: next }), ...(assigned && { assignedTo: to }) });
    toast(moved ? `${number} moved to ${dayTitle(when.day)}` : `${number} reassigned`, {
      undo: () => set(id, { ...(moved && { scheduledFor }), ...(assigned && { assignedTo: before }) }),
    });
  };
}
