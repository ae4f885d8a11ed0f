/** What happened: logs, the stream, notices. */
import type { AgencyId, Permission } from '@standpipe/policy';
import type { Generated, GeneratedAlways } from 'kysely';
import type { Json, Time } from './columns.ts';

export interface AuditEntryTable {
  id: GeneratedAlways<number>;
  at: Time;
  agency_id: AgencyId | null;
  person_id: string | null;
  credential: string | null;
  action: string;
  kind: string;
  record_id: string | null;
  before: Json<unknown> | null;
  after: Json<unknown> | null;
  way: string | null;
  request_id: string | null;
}

export interface ViewEntryTable {
  id: GeneratedAlways<number>;
  at: Time;
  agency_id: AgencyId;
  viewer_agency_id: AgencyId;
  viewer_person_id: string | null;
  kind: string;
  ids: string[];
  way: string | null;
  filter: Json<unknown> | null;
}

export interface ChangeEventTable {
  id: GeneratedAlways<number>;
  tx: Generated<string>;
  at: Time;
  type: 'record' | 'access' | 'sheet';
  kind: string | null;
  record_id: string | null;
  before: Json<unknown> | null;
  after: Json<unknown> | null;
  agencies: Generated<AgencyId[]>;
}

export interface NoticeTable {
  id: string;
  agency_id: AgencyId;
  needs: Permission[];
  topic: string;
  about_agency_id: AgencyId | null;
  kind: string | null;
  record_id: string | null;
  text: string;
  count: Generated<number>;
  created_at: Time;
  updated_at: Time;
}
