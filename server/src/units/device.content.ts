import type { DeviceJoined } from '../kinds/device.kind.ts';
import type { RowOf } from '../records/domain.ts';

export type DeviceRow = RowOf<'unit'> & DeviceJoined;

/** A unit's content, field by field, as messages and frames name it. */
export const deviceContent = (row: DeviceRow) => ({
  callSign: row.call_sign,
  type: row.type,
  location:
    row.lng === null || row.lat === null
      ? null
      : { type: 'Point' as const, coordinates: [row.lng, row.lat] as const },
  at: row.fix_at,
  speed: row.speed,
  course: row.course,
  accuracy: row.accuracy,
  status: row.status,
  signedInAt: row.signed_in_at,
  heardAt: row.heard_at,
  notes: row.notes,
});
