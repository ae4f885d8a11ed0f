/** The tables as Kysely sees them: the columns and views that stores read and write. Times come out as RFC 3339 text. */
import type { AgencyId, Levels, Permission } from '@standpipe/policy';
import type { ColumnType, Generated, GeneratedAlways } from 'kysely';

type Time = ColumnType<string, string | Date | undefined, string | Date>;
type NullableTime = ColumnType<string | null, string | Date | null | undefined, string | Date | null>;
type Json<T> = ColumnType<T, string, string>;

interface Versioned {
  version: Generated<number>;
  created_at: Time;
  updated_at: Time;
}

export interface AgencyTable extends Versioned {
  id: AgencyId;
  name: string;
  kind: Generated<string>;
  state: string;
  county_fips: string;
  neris_id: string | null;
  fdid: string | null;
  time_zone: Generated<string>;
  color: string;
  active: Generated<boolean>;
  client_data_sharing: Generated<boolean>;
  user_data_sharing: Generated<boolean>;
}

export interface AgencyCountyTable {
  agency_id: AgencyId;
  fips: string;
  home: Generated<boolean>;
  valid: Generated<string>;
}

export interface AgencyLinkTable {
  id: string;
  one: AgencyId;
  other: AgencyId;
  valid: Generated<string>;
  created_at: Time;
}

export interface PersonTable {
  id: string;
  name: string;
  email: string;
  email_verified: Generated<boolean>;
  image: string | null;
  operator: Generated<boolean>;
  created_at: Time;
  updated_at: Time;
}

export interface MembershipTable extends Versioned {
  id: string;
  person_id: string;
  agency_id: AgencyId;
  active: Generated<boolean>;
}

export interface RoleTable extends Versioned {
  id: string;
  agency_id: AgencyId;
  name: string;
  permissions: Permission[];
  built_in: Generated<boolean>;
}

export interface MembershipRoleTable {
  membership_id: string;
  role_id: string;
  valid: Generated<string>;
}

export interface SessionTable {
  id: string;
  token: string;
  person_id: string;
  membership_id: string | null;
  expires_at: Time;
  ip_address: string | null;
  user_agent: string | null;
  created_at: Time;
  updated_at: Time;
}

export interface CredentialTable {
  id: string;
  person_id: string;
  account_id: string;
  provider_id: string;
  password: string | null;
  created_at: Time;
  updated_at: Time;
}

export interface ApiKeyTable {
  id: string;
  membership_id: string;
  name: string;
  prefix: string;
  hash: Buffer;
  permissions: Permission[];
  expires_at: NullableTime;
  revoked_at: NullableTime;
  last_used_at: NullableTime;
  created_at: Time;
}

export interface InvitationTable {
  id: string;
  purpose: 'join' | 'setup';
  person_id: string | null;
  agency_id: AgencyId | null;
  hash: Buffer;
  expires_at: Time;
  used_at: NullableTime;
  created_at: Time;
}

export interface SignInFailureTable {
  subject: string;
  failures: number;
  first_at: Time;
  locked_until: NullableTime;
}

export interface ShareRowTable extends Versioned {
  id: string;
  sheet: 'client' | 'user';
  grantor_id: AgencyId;
  partner_id: AgencyId;
  starts_at: NullableTime;
  ends_at: NullableTime;
  ended_at: NullableTime;
}

export interface ShareGrantTable {
  id: string;
  row_id: string;
  grantor_id: AgencyId;
  partner_id: AgencyId;
  module: string;
  level: string;
  valid: Generated<string>;
  origin: Generated<string>;
  set_by: string | null;
}

export interface ShareSheetTable {
  agency_id: AgencyId;
  version: number;
}

export interface ShareStateView {
  id: GeneratedAlways<string>;
  sheet: 'client' | 'user';
  grantor_id: AgencyId;
  partner_id: AgencyId;
  version: number;
  starts_at: string | null;
  ends_at: string | null;
  paused: string[];
}

export interface ShareInForceView {
  sheet: 'client' | 'user';
  grantor_id: AgencyId;
  partner_id: AgencyId;
  levels: Levels;
}

export interface ScopeTable {
  id: GeneratedAlways<number>;
  author_id: AgencyId;
  owner_id: AgencyId;
}

export interface RecordCountTable {
  kind: string;
  scope_id: number;
  status: string;
  withheld: boolean;
  place_withheld: boolean;
  n: number;
}

export interface PlaceTable extends Versioned {
  id: string;
  owner_id: AgencyId;
  scope_id: Generated<number>;
  created_by: string | null;
  withheld: Generated<boolean>;
  retired_at: NullableTime;
  address_line: string;
  unit: string | null;
  city: string;
  state: string;
  zip: string | null;
  lng: number;
  lat: number;
  name: string | null;
  occupancy_type: string | null;
  construction_type: string | null;
  stories: number | null;
  year_built: number | null;
  floor_area_sq_ft: number | null;
  notes: string | null;
  external_id: string | null;
  search: GeneratedAlways<string>;
  doorstep: GeneratedAlways<string>;
}

/** What permits and inspections have in common. */
export interface RecordAtPlace extends Versioned {
  id: string;
  author_id: AgencyId;
  owner_id: AgencyId;
  place_id: string;
  scope_id: Generated<number>;
  created_by: string | null;
  withheld: Generated<boolean>;
  place_withheld: Generated<boolean>;
  place_retired: Generated<boolean>;
  address_line: string;
  lng: number;
  lat: number;
  number: string;
  type: string;
  status: string;
  notes: string | null;
  external_id: string | null;
  search: GeneratedAlways<string>;
}

export interface PermitTable extends RecordAtPlace {
  class: string;
  description: string | null;
  issued_on: string | null;
  expires_on: string | null;
  edition: string | null;
  section: string | null;
}

export interface InspectionTable extends RecordAtPlace {
  scheduled_for: NullableTime;
  scheduled_all_day: Generated<boolean>;
  started_at: NullableTime;
  completed_at: NullableTime;
  assigned_to: string | null;
  assigned_person: string | null;
  checklist: Json<unknown[]>;
  violations: Json<unknown[]>;
  reinspection_of: string | null;
  reopened_reason: string | null;
}

export interface PlaceTransferTable {
  id: string;
  place_id: string;
  from_agency_id: AgencyId;
  to_agency_id: AgencyId;
  status: Generated<'offered' | 'accepted' | 'declined' | 'withdrawn'>;
  address_line: string;
  created_at: Time;
  decided_at: NullableTime;
}

export interface NumberSeriesTable {
  agency_id: AgencyId;
  kind: string;
  year: number;
  last: number;
}

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
  type: 'record' | 'access';
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

export interface Tables {
  agency: AgencyTable;
  agency_county: AgencyCountyTable;
  agency_link: AgencyLinkTable;
  setting: { name: string; value: string };
  person: PersonTable;
  membership: MembershipTable;
  role: RoleTable;
  membership_role: MembershipRoleTable;
  session: SessionTable;
  credential: CredentialTable;
  api_key: ApiKeyTable;
  invitation: InvitationTable;
  sign_in_failure: SignInFailureTable;
  share_row: ShareRowTable;
  share_grant: ShareGrantTable;
  share_sheet: ShareSheetTable;
  share_state: ShareStateView;
  share_in_force: ShareInForceView;
  scope: ScopeTable;
  record_count: RecordCountTable;
  place: PlaceTable;
  permit: PermitTable;
  inspection: InspectionTable;
  place_transfer: PlaceTransferTable;
  number_series: NumberSeriesTable;
  audit_entry: AuditEntryTable;
  view_entry: ViewEntryTable;
  change_event: ChangeEventTable;
  change_reader: { name: string; tx: string; id: number };
  notice: NoticeTable;
  notice_read: { notice_id: string; membership_id: string; read_at: Time };
  idempotency_key: {
    credential: string;
    method: string;
    path: string;
    key: string;
    body_hash: Buffer;
    status: number;
    record_id: string | null;
    created_at: Time;
  };
}
