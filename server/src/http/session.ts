import { createHmac, timingSafeEqual } from 'node:crypto';
import {
  type AgencyId,
  agencyId,
  type Levels,
  type Permission,
  permissions,
  type Viewer,
} from '@standpipe/policy';
import type { FastifyRequest, onRequestHookHandler } from 'fastify';
import { sql } from 'kysely';
import type { Config } from '../config.ts';
import { prepared } from '../db/connection.ts';
import type { Db } from '../db/open.ts';
import { gisShown, type Shown } from './gis-credentials.ts';
import { keyHash } from './keys.ts';
import { Problem } from './problems.ts';

/** The agency a session acts for. */
export interface OwnAgency {
  readonly id: AgencyId;
  readonly name: string;
  readonly color: string;
  readonly kind: string;
  readonly state: string;
  readonly countyFips: string;
  readonly timeZone: string;
  readonly clientDataSharing: boolean;
  readonly userDataSharing: boolean;
}

/** Who is asking, in one membership. `viewer` is what the rules see of them. */
export interface Asker {
  readonly person: {
    readonly id: string;
    readonly name: string;
    readonly email: string;
    readonly operator: boolean;
  };
  readonly credential: string;
  /** What they signed in with; a key is none. */
  readonly login: Login | null;
  readonly membershipId: string | null;
  readonly agency: OwnAgency | null;
  readonly viewer: Viewer;
}

/** `own`: no agency handed it out. `proven`: its address was proven by a mail. */
export interface Login {
  readonly id: string;
  readonly own: boolean;
  readonly proven: boolean;
}

export interface Loaded {
  readonly person: Asker['person'];
  readonly credential: string;
  readonly login: Login | null;
  readonly membershipId: string | null;
  readonly active: boolean | null;
  readonly agency: OwnAgency | null;
  readonly permissions: Permission[];
  readonly received: readonly { readonly grantor: AgencyId; readonly levels: Levels }[];
}

const permissionNames = new Set<string>(permissions);
export const nobody = agencyId('00000000-0000-0000-0000-000000000000');

/** Received grants as the rules read them. A grantor has one row a sheet; both sheets' levels are one row here. */
export function receivedLevels(
  rows: readonly { readonly grantor: AgencyId; readonly levels: Levels }[],
): Map<AgencyId, Levels> {
  const received = new Map<AgencyId, Levels>();
  for (const { grantor, levels } of rows) received.set(grantor, { ...received.get(grantor), ...levels });
  return received;
}

const plainCookie = 'standpipe.session_token';
const hostCookie = `__Host-${plainCookie}`;

/** Is this server reached by https? Without PUBLIC_URL it is not known to be. */
export const isSecure = ({ publicUrl }: Pick<Config, 'publicUrl'>): boolean =>
  publicUrl?.startsWith('https:') ?? false;

/** Under https its name begins with __Host-: a page of another host under the same domain cannot set it. */
export const sessionCookie = (config: Pick<Config, 'publicUrl'>): string =>
  isSecure(config) ? hostCookie : plainCookie;

/** Drops the cookie of the other name: under https a session that another host set is no session here. */
export function dropOtherCookie(config: Pick<Config, 'publicUrl'>): onRequestHookHandler {
  const other = isSecure(config) ? plainCookie : hostCookie;
  return (request, _reply, next) => {
    delete request.cookies[other];
    next();
  };
}

/** The session's token from a cookie that the auth library signed (token.signature), or null. */
export function sessionToken(request: FastifyRequest, secret: string): string | null {
  const cookie = request.cookies[hostCookie] ?? request.cookies[plainCookie];
  const at = cookie?.lastIndexOf('.') ?? -1;
  if (!cookie || at < 1) return null;
  const token = cookie.slice(0, at);
  const given = Buffer.from(cookie.slice(at + 1), 'base64');
  const wanted = createHmac('sha256', secret).update(token).digest();
  return given.length === wanted.length && timingSafeEqual(given, wanted) ? token : null;
}

const unauthenticated = () => new Problem('unauthenticated', 'Sign in, or send a valid API key.');

/** What a request shows. @throws Problem `unauthenticated` when it is nothing that could let anybody in */
export function shownBy(request: FastifyRequest, secret: string): Shown {
  const shown = gisShown(request);
  if (shown) return shown;
  const key = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1];
  if (key) return { by: 'key', secret: key };
  const token = sessionToken(request, secret);
  if (!token) throw unauthenticated();
  return { by: 'session', secret: token };
}

/**
 * Who is asking: one statement that joins session or key, membership, permissions and the grants in force.
 * @throws Problem `unauthenticated`, also when the membership or its agency is deactivated
 */
export async function loadAsker(db: Db, request: FastifyRequest, secret: string): Promise<Asker> {
  const shown = shownBy(request, secret);
  const { rows } = await sql<{ viewer: Loaded | null }>`${prepared} select viewer
    from (select ${shownTo('viewer', shown)} as viewer offset 0) asked`.execute(db);
  return askerOf(shown, rows[0]?.viewer);
}

/** The database's loader of this name, for a key, a link key or a session. */
export const shownTo = (loader: 'viewer' | 'sight', { by, secret }: Shown) =>
  sql`${sql.raw(`${loader}_of_${by}`)}(${by === 'session' ? secret : keyHash(secret)})`;

export function askerOf({ by }: Shown, loaded: Loaded | null | undefined): Asker {
  if (!loaded || (loaded.membershipId !== null && loaded.active !== true)) throw unauthenticated();
  // Who has proven an address may come in to accept an invitation, and do nothing else.
  if (loaded.membershipId === null && !loaded.person.operator && !loaded.login?.proven)
    throw unauthenticated();
  return {
    // A key belongs to a membership and carries part of what that may do; to run the server is nothing of it.
    person: by === 'session' ? loaded.person : { ...loaded.person, operator: false },
    credential: loaded.credential,
    login: loaded.login,
    membershipId: loaded.membershipId,
    agency: loaded.agency,
    viewer: {
      agency: loaded.agency?.id ?? nobody,
      permissions: new Set(loaded.permissions.filter((each) => permissionNames.has(each))),
      received: receivedLevels(loaded.received),
    },
  };
}

const noUser = () => new Problem('not_allowed', 'This page is for agency users.', { missing: [] });

/** The agency the asker acts for. @throws Problem `not_allowed` for an operator without one */
export function agencyOf({ agency }: Asker): OwnAgency {
  if (!agency) throw noUser();
  return agency;
}

/** The membership by which they act for it. @throws Problem `not_allowed` as `agencyOf` does */
export function membershipOf({ membershipId }: Asker): string {
  if (!membershipId) throw noUser();
  return membershipId;
}

/** The session that asks. @throws Problem `not_allowed` for an API key, which is no session */
export function sessionOf({ credential }: Asker): string {
  if (!credential.startsWith('session:'))
    throw new Problem('not_allowed', 'An API key cannot do this. Sign in instead.', { missing: [] });
  return credential.slice('session:'.length);
}

/** Reloads the grants addressed to an agency, after a lock froze them. */
export async function loadReceived(db: Db, agency: AgencyId): Promise<Viewer['received']> {
  const { rows } = await sql<{ received: Loaded['received'] }>`
    select received_by(${agency}) as received`.execute(db);
  return receivedLevels(rows[0]?.received ?? []);
}
