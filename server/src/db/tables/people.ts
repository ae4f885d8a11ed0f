/** Persons, memberships, roles, and how people sign in. */
import type { viewedLists } from '@standpipe/contract';
import type { AgencyId, Permission } from '@standpipe/policy';
import type { Generated } from 'kysely';
import type { NullableTime, Time, Versioned } from './columns.ts';

/** What one agency entered of one user; and who an operator is where they act for none. */
export interface PersonTable {
  id: string;
  name: string;
  email: string;
  agency_id: AgencyId | null;
  email_verified: Generated<boolean>;
  image: string | null;
  operator: Generated<boolean>;
  created_at: Time;
  updated_at: Time;
}

/** What somebody signs in with: handed out by an agency for one membership, or their own. */
export interface LoginTable {
  id: string;
  email: string;
  name: string;
  email_verified: Generated<boolean>;
  image: string | null;
  membership_id: string | null;
  person_id: string | null;
  created_at: Time;
  updated_at: Time;
}

export interface MembershipTable extends Versioned {
  id: string;
  person_id: string;
  agency_id: AgencyId;
  active: Generated<boolean>;
  /** The login of their own by which the person accepted. */
  login_id: string | null;
  /** Null: nobody may act for it yet. */
  accepted_at: NullableTime;
  /** Until when somebody who has proven the address may accept. */
  invited_until: NullableTime;
  /** An operator added them, and until then an administrator of the agency may agree. */
  approval_until: NullableTime;
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
  login_id: string;
  /** Logins handed out by agencies that the same password opened. */
  also: Generated<string[]>;
  membership_id: string | null;
  expires_at: Time;
  ip_address: string | null;
  user_agent: string | null;
  created_at: Time;
  updated_at: Time;
}

export interface CredentialTable {
  id: string;
  login_id: string;
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
  link: Generated<boolean>;
}

export interface SavedViewTable extends Versioned {
  id: string;
  membership_id: string;
  list: (typeof viewedLists)[number];
  name: string;
  query: string;
}

export interface InvitationTable {
  id: string;
  /** To join by a link that the agency hands out, or by one that proves the address; the first operator; another address; another password. */
  purpose: 'join' | 'prove' | 'setup' | 'email' | 'reset';
  membership_id: string | null;
  login_id: string | null;
  /** The address that a link was mailed to. */
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
