/** Agencies, their counties and links. */
import type { AgencyId } from '@standpipe/policy';
import type { Generated } from 'kysely';
import type { Time, Versioned } from './columns.ts';

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
  contact_name: string | null;
  contact_phone: string | null;
  contact_email: string | null;
  partner_pre_plan_edits: Generated<'publish' | 'suggest'>;
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
