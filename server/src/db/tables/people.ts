/** Persons, memberships, roles, and how people sign in. */
import type { AgencyId, Permission } from '@standpipe/policy';
import type { Generated } from 'kysely';
import type { NullableTime, Time, Versioned } from './columns.ts';

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
  last_sign_in_at: NullableTime;
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

export interface SavedViewTable extends Versioned {
  id: string;
  membership_id: string;
  list: 'places' | 'permits' | 'inspections' | 'pre-plans';
  name: string;
  query: string;
}

export interface InvitationTable {
  id: string;
  purpose: 'join' | 'setup' | 'email';
  person_id: string | null;
  agency_id: AgencyId | null;
  /** The new address that a link confirms. */
  email: string | null;
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
