import type { ImportKind } from '@standpipe/contract';
import { timeIn } from './times.ts';

/** A record as its own agency reads it. */
export type Shown = Readonly<Record<string, unknown>>;

/** What can be taken out as a file: records of a kind, or what is part of them. */
export type Table = ImportKind | 'violation';

/** What a cell is made from: the record, what its place says beyond the address line, and in which zone times are told. */
export interface Exported {
  readonly record: Shown;
  readonly place: Shown;
  readonly zone: string;
  /** The part of the record that this row is of. */
  readonly part?: Shown;
}

type Cell = (exported: Exported) => unknown;
export type Columns = readonly (readonly [name: string, cell: Cell])[];

const fields = (...names: string[]): Columns => names.map((name) => [name, ({ record }) => record[name]]);
const times = (...names: string[]): Columns =>
  names.map((name) => [name, ({ record, zone }) => timeIn(record[name] as string | null | undefined, zone)]);
const ofPlace = (...names: string[]): Columns => names.map((name) => [name, ({ place }) => place[name]]);
const placeAt = (record: Shown) => record.place as Shown | undefined;

export const pointOf = (record: Shown) =>
  (record.location ?? placeAt(record)?.location) as
    | { readonly coordinates: readonly [number, number] }
    | undefined;

const point: Columns = [
  ['lng', ({ record }) => pointOf(record)?.coordinates[0]],
  ['lat', ({ record }) => pointOf(record)?.coordinates[1]],
];
const end: Columns = [
  ...point,
  ...fields('withheld'),
  ...times('createdAt', 'updatedAt'),
  ...fields('version'),
];
const address: Columns = [
  ['addressLine', ({ record }) => placeAt(record)?.addressLine],
  ...ofPlace('unit', 'city', 'state', 'zip'),
];
const placeOfRecord: Columns = [
  ...address,
  ['placeId', ({ record }) => placeAt(record)?.id],
  ['placeOwner', ({ record }) => (placeAt(record)?.agency as Shown | undefined)?.name],
];
const violations = ({ record }: Exported, status: string) =>
  ((record.violations ?? []) as readonly Shown[]).filter((each) => each.status === status).length;
const ofViolation = (...names: string[]): Columns =>
  names.map((name) => [`violation.${name}`, ({ part }) => part?.[name]]);

/** What a file has of each kind, column by column; names are those of the fields that an import fills. */
export const columns: Readonly<Record<Table, Columns>> = {
  place: [
    ...fields('id', 'addressLine', 'unit', 'city', 'state', 'zip', 'name', 'occupancyType'),
    ...fields('constructionType', 'stories', 'yearBuilt', 'floorAreaSqFt', 'locationSource', 'notes'),
    ...end,
  ],
  permit: [
    ...fields('id', 'number', 'type', 'class', 'status', 'description', 'issuedOn', 'expiresOn'),
    ...fields('edition', 'section', 'notes'),
    ...placeOfRecord,
    ...end,
  ],
  inspection: [
    ...fields('id', 'number', 'type', 'status'),
    ...times('scheduledFor', 'startedAt', 'completedAt'),
    ['assignedTo', ({ record }) => (record.assignedTo as Shown | null | undefined)?.name],
    ['openViolations', (exported) => violations(exported, 'open')],
    ['correctedViolations', (exported) => violations(exported, 'corrected')],
    [
      'checklist',
      ({ record }) => ((record.checklist as unknown[] | undefined)?.length ? record.checklist : null),
    ],
    ...fields('reinspectionOf', 'reopenedReason', 'notes'),
    ...placeOfRecord,
    ...end,
  ],
  hydrant: [
    ...fields('id', 'number', 'type', 'status', 'statusReason'),
    ...times('statusSince'),
    ...fields('expectedReturnOn', 'addressLine', 'findIt', 'ratedFlowGpm', 'flowClass', 'ratedOn'),
    ...fields('mainSizeIn', 'castNumber', 'facilityId', 'paintedColor', 'pressureZone', 'deadEndMain'),
    ...fields('privateMain', 'sharesSprinklerSupply', 'usableInWinter', 'liftFt', 'volumeGal', 'turnaround'),
    ...fields('outlets', 'notes'),
    ...end,
  ],
  violation: [
    ...fields('id', 'number', 'type', 'status'),
    ...times('scheduledFor', 'startedAt', 'completedAt'),
    ...ofViolation('code', 'description', 'severity', 'status', 'correctBy', 'correctedOn'),
    ...address,
    ...point,
  ],
};

/** What else a map's file has: lists as lists. */
export const geoJsonColumns: Readonly<Partial<Record<Table, Columns>>> = {
  inspection: [
    ...columns.inspection.filter(
      ([name]) => !['checklist', 'openViolations', 'correctedViolations'].includes(name),
    ),
    ...fields('checklist', 'violations'),
  ],
};

/** The parts of a record that have a row each. */
export const partsOf = (table: Table, record: Shown): readonly (Shown | undefined)[] =>
  table === 'violation' ? ((record.violations ?? []) as readonly Shown[]) : [undefined];
