/** Places, permits and inspections; their scopes and counts. */
import type { AgencyId } from '@standpipe/policy';
import type { Generated, GeneratedAlways } from 'kysely';
import type { Json, NullableTime, Time, Versioned } from './columns.ts';

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
  /** Which transaction left it here; null: that is so long ago that every reader has it. */
  tx: Generated<string | null>;
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
  location_source: 'zip' | 'county' | null;
  notes: string | null;
  external_id: string | null;
  search: GeneratedAlways<string>;
  doorstep: GeneratedAlways<string>;
  object_id: GeneratedAlways<number>;
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
  holder: string | null;
  contact_name: string | null;
  contact_phone: string | null;
  contact_email: string | null;
  fee_cents: number | null;
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

export interface HydrantTable extends Versioned {
  id: string;
  owner_id: AgencyId;
  scope_id: Generated<number>;
  created_by: string | null;
  withheld: Generated<boolean>;
  address_line: string | null;
  lng: number;
  lat: number;
  notes: string | null;
  external_id: string | null;
  object_id: GeneratedAlways<number>;
  number: string;
  type: string;
  status: Generated<string>;
  rated_flow_gpm: number | null;
  rated_on: string | null;
  painted_color: string | null;
  cast_number: string | null;
  facility_id: string | null;
  find_it: string | null;
  status_reason: string | null;
  status_since: NullableTime;
  expected_return_on: string | null;
  main_size_in: number | null;
  dead_end_main: boolean | null;
  private_main: boolean | null;
  shares_sprinkler_supply: boolean | null;
  pressure_zone: string | null;
  usable_in_winter: boolean | null;
  lift_ft: number | null;
  volume_gal: number | null;
  turnaround: boolean | null;
  outlets: Json<unknown[]> | null;
  cell: GeneratedAlways<number>;
  search: GeneratedAlways<string>;
}

export interface HydrantTestTable {
  id: string;
  hydrant_id: string;
  agency_id: AgencyId;
  by_agency: AgencyId;
  by_person: string | null;
  created_at: Time;
  tested_on: string;
  static_psi: number;
  residual_psi: number;
  outlets: Json<unknown[]>;
  flow_gpm: number;
  rated_flow_gpm: number;
  target_psi: number;
}

export interface PrePlanTable extends Versioned {
  id: string;
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
  notes: string | null;
  external_id: string | null;
  status: Generated<string>;
  published_at: NullableTime;
  sections: Json<unknown>;
  review_due_on: GeneratedAlways<string | null>;
  cell: GeneratedAlways<number>;
  search: GeneratedAlways<string>;
  object_id: GeneratedAlways<number>;
}

export interface CommunityProfileTable extends Versioned {
  id: string;
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
  notes: string | null;
  external_id: string | null;
  status: Generated<string>;
  type: Generated<string>;
  name: string | null;
  confirmed_on: string | null;
  sections: Json<unknown>;
  home_only: Json<string[]>;
  recorded: Json<string[]>;
  sealed: Buffer | null;
  sealed_key: Buffer | null;
  key_id: string | null;
  cell: GeneratedAlways<number>;
  search: GeneratedAlways<string>;
}

export interface PrePlanAttachmentTable extends Versioned {
  id: string;
  pre_plan_id: string;
  owner_id: AgencyId;
  by_agency: AgencyId;
  created_by: string | null;
  type: string;
  category: Generated<string>;
  caption: Generated<string>;
  side: string | null;
  floor: string | null;
  position: Generated<number>;
  width: number;
  height: number;
  pages: number;
  size: number;
  preview: Buffer;
  original: Buffer;
}

export interface CommandBoardTable extends Versioned {
  id: string;
  owner_id: AgencyId;
  scope_id: Generated<number>;
  created_by: string | null;
  withheld: Generated<boolean>;
  notes: string | null;
  external_id: string | null;
  incident_name: string;
  type: string | null;
  lng: number | null;
  lat: number | null;
  status: Generated<'open' | 'ended'>;
  holder_id: AgencyId;
  strategy: string | null;
  holder_person: string | null;
  held_since: Time;
  epoch: Generated<number>;
  seq: Generated<number>;
  ended_at: NullableTime;
  search: GeneratedAlways<string>;
}

export interface NoteTable extends Versioned {
  id: string;
  author_id: AgencyId;
  owner_id: AgencyId;
  scope_id: Generated<number>;
  created_by: string | null;
  withheld: Generated<boolean>;
  notes: string | null;
  external_id: string | null;
  record_kind: string;
  record_id: string;
  record_label: string;
  text: string;
  status: Generated<'open' | 'resolved'>;
  resolved_at: NullableTime;
  search: GeneratedAlways<string>;
}

export interface UnitTable extends Versioned {
  id: string;
  owner_id: AgencyId;
  scope_id: Generated<number>;
  created_by: string | null;
  withheld: Generated<boolean>;
  notes: string | null;
  external_id: string | null;
  call_sign: string;
  type: string;
  status: Generated<'signedIn' | 'signedOut'>;
  signed_in_at: NullableTime;
  search: GeneratedAlways<string>;
}

export interface InspectionPhotoTable {
  id: string;
  inspection_id: string;
  agency_id: AgencyId;
  created_by: string | null;
  created_at: Time;
  width: number;
  height: number;
  preview: Buffer;
  full_size: Buffer;
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
