import { decide, type Kind, offers, ownAgencyOf, type Subject } from '@standpipe/policy';
import type { AgencyNames } from '../db/rows.ts';
import { type Call, eyesOf } from '../http/call.ts';
import { type FactRow, subjectOf } from '../kinds/entry.ts';
import { kinds, type RecordKind } from '../kinds/kinds.ts';
import { placeKind } from '../kinds/place.kind.ts';
import { pointOf } from '../kinds/point.ts';

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

/** What presenting a record needs of its domain. */
interface Presenter<R> {
  readonly kind: RecordKind;
  content(call: Call, row: R): Readonly<Record<string, unknown>>;
  versionOf?(row: R): number;
  beside?(row: R): Readonly<Record<string, unknown>>;
}

/** A record of any kind as this viewer may read it, with its place; null when there is no way in. */
export function presentRecord<R extends RecordRow & AgencyNames & FactRow>(
  call: Call,
  { kind, content, versionOf, beside }: Presenter<R>,
  row: R,
): Record<string, unknown> | null {
  const entry = kinds[kind];
  const shown = present(
    call,
    entry.rules,
    subjectOf(entry, row),
    versionOf ? { ...row, version: versionOf(row) } : row,
    { ...content(call, row), ...beside?.(row) },
  );
  if (shown && entry.atPlace) shown.place = placeOf(call, row as unknown as PlaceColumns);
  return shown;
}

/** What a record carries of its place. */
interface PlaceColumns extends AgencyNames {
  readonly owner_id: string;
  readonly place_id: string;
  readonly place_withheld: boolean;
  readonly place_retired: boolean;
  readonly address_line: string;
  readonly lng: number;
  readonly lat: number;
}

/** The place of a record; its id only where the viewer may open the place itself. */
function placeOf(call: Call, row: PlaceColumns) {
  const subject = subjectOf(placeKind, { owner_id: row.owner_id as never, withheld: row.place_withheld });
  const view = placeKind.rules.actions.view;
  const open = !row.place_retired && eyesOf(call).every((eye) => decide(view, eye, subject) !== null);
  return {
    id: open ? row.place_id : null,
    addressLine: row.address_line,
    location: pointOf(row),
    agency: { id: row.owner_id, name: row.owner_name, color: row.owner_color },
  };
}
