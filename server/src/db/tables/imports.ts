/** Files that users bring in, and what came of them. */
import type { ImportKind, ImportMapping, ImportStatus } from '@standpipe/contract';
import type { AgencyId } from '@standpipe/policy';
import type { ColumnType, Generated, GeneratedAlways } from 'kysely';
import type { Column } from '../../imports/mapping/survey.ts';
import type { Reading } from '../../imports/readers/lines.ts';
import type { Json, NullableTime, Time, Versioned } from './columns.ts';

/** JSON that a new row begins without. */
type StoredJson<T> = ColumnType<T, string | undefined, string>;

export interface ImportJobTable extends Versioned {
  id: string;
  agency_id: AgencyId;
  kind: ImportKind;
  uploaded: Generated<boolean>;
  uploaded_by: string;
  file_name: string;
  file_format: Generated<'csv' | 'geojson'>;
  file_size: Generated<number>;
  kept_until: Time;
  columns: StoredJson<Column[]>;
  sample: StoredJson<{ line: number; cells: string[] }[]>;
  preset: string | null;
  mapping: StoredJson<ImportMapping>;
  status: Generated<ImportStatus>;
  dry_run: Generated<boolean>;
  reason: string | null;
  started_by: string | null;
  membership_id: string | null;
  credential: string | null;
  started_at: NullableTime;
  finished_at: NullableTime;
  units: Generated<number>;
  rows_total: number | null;
  rows_read: Generated<number>;
  created: Generated<number>;
  changed: Generated<number>;
  unchanged: Generated<number>;
  rejected: Generated<number>;
  places_created: Generated<number>;
  relied: Generated<AgencyId[]>;
  reading: StoredJson<Reading>;
  notes: StoredJson<string[]>;
  warnings: StoredJson<{ text: string; rows: number }[]>;
  places_joined: Generated<number>;
  lease: string | null;
  leased_until: NullableTime;
}

export interface ImportChunkTable {
  import_id: string;
  agency_id: AgencyId;
  seq: number;
  bytes: Buffer;
}

export interface ImportRejectionTable {
  id: GeneratedAlways<number>;
  import_id: string;
  agency_id: AgencyId;
  line: number;
  reason: string;
  cells: Json<Record<string, string>>;
  rest: string | null;
}

export interface ImportMemoryTable {
  agency_id: AgencyId;
  kind: ImportKind;
  external_id: string;
  said: Json<Record<string, unknown>>;
  updated_at: Generated<string>;
}
