/** Sheet rows and their grants; what is in force. */
import type { AgencyId, Levels } from '@standpipe/policy';
import type { Generated, GeneratedAlways } from 'kysely';
import type { NullableTime, Versioned } from './columns.ts';

export interface ShareRowTable extends Versioned {
  id: string;
  sheet: 'client' | 'user';
  grantor_id: AgencyId;
  partner_id: AgencyId;
  starts_at: NullableTime;
  ends_at: NullableTime;
  ended_at: NullableTime;
  saved_by: string | null;
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
