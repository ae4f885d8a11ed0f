import { decide, type Kind, offers, ownAgencyOf, type Subject } from '@standpipe/policy';
import type { AgencyNames } from '../db/rows.ts';
import type { Call } from '../http/call.ts';

/** The columns that every record has, with the agencies' names joined in. */
export interface RecordRow extends Pick<AgencyNames, 'agency_name' | 'agency_color'> {
  readonly id: string;
  readonly version: number;
  readonly created_at: string;
  readonly updated_at: string;
  readonly withheld: boolean;
}

/**
 * A record as this viewer may read it: the head, and of its content the fields that the full ways open; a field that
 * is not opened is absent. Null when there is no way in.
 */
export function present(
  call: Call,
  kind: Kind,
  subject: Subject,
  row: RecordRow,
  content: Readonly<Record<string, unknown>>,
): Record<string, unknown> | null {
  const view = decide(kind.actions.view, call.viewer, subject);
  if (!view) return null;
  const agency = ownAgencyOf(kind, subject);
  const own = agency === call.viewer.agency;
  const shown: Record<string, unknown> = {
    id: row.id,
    version: row.version,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    agency: { id: agency, name: row.agency_name, color: row.agency_color },
    access: { relation: own ? 'own' : 'shared', via: view.way, can: offers(kind, call.viewer, subject) },
    ...(own && { withheld: row.withheld }),
  };
  for (const [field, value] of Object.entries(content))
    if (value !== undefined && (view.fields === null || view.fields.has(field))) shown[field] = value;
  return shown;
}

/** GeoJSON of a row's point. */
export const pointOf = (row: { readonly lng: number; readonly lat: number }) => ({
  type: 'Point' as const,
  coordinates: [row.lng, row.lat] as [number, number],
});
