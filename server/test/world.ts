import {
  type AgencyId,
  agencyId,
  builtInRoles,
  type Levels,
  modulesOf,
  type Permission,
  type Sheet,
} from '@standpipe/policy';
import pg from 'pg';
import { v7 as newId } from 'uuid';
import { keyHash, newSecret } from '../src/http/keys.ts';
import type { TestApp } from './app.ts';

/** An answer as tests look at it. */
export interface Answer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers freely
  readonly body: any;
  readonly headers: Headers;
  readonly bytes: Uint8Array;
}

export interface Asking {
  readonly ifMatch?: number | string;
  readonly headers?: Record<string, string>;
}

/** A user of one agency, who calls the real HTTP API with a key of their own. */
export interface User {
  readonly personId: string;
  readonly membershipId: string;
  readonly key: string;
  readonly email: string;
  get(path: string, asking?: Asking): Promise<Answer>;
  post(path: string, body?: unknown, asking?: Asking): Promise<Answer>;
  patch(path: string, body: unknown, asking?: Asking): Promise<Answer>;
  put(path: string, body: unknown, asking?: Asking): Promise<Answer>;
  delete(path: string, asking?: Asking): Promise<Answer>;
}

export interface TestAgency {
  readonly id: AgencyId;
  readonly name: string;
  /** A user with every permission. */
  readonly admin: User;
}

/** Builds agencies, users and grants straight in the database, so that a test can begin in the middle. */
export interface World {
  readonly sql: pg.Client;
  agency(
    name: string,
    facts?: { county?: string; clientSharing?: boolean; userSharing?: boolean },
  ): Promise<TestAgency>;
  user(agency: TestAgency, permissions: readonly Permission[]): Promise<User>;
  /** Stores levels and puts them in force: on the Client sheet agencies must share a county or be linked. */
  grant(from: TestAgency, to: TestAgency, levels: Levels): Promise<void>;
  /** Makes a place through the API. */
  place(owner: TestAgency, fields?: Record<string, unknown>): Promise<Answer['body']>;
}

const asSent = (body: unknown) =>
  typeof body === 'string' || body instanceof Uint8Array || body instanceof FormData
    ? (body as string)
    : JSON.stringify(body);

/** A caller with one way to say who they are. */
export function caller(base: string, credentials: Record<string, string>) {
  const call = async (method: string, path: string, body?: unknown, asking: Asking = {}): Promise<Answer> => {
    const answer = await fetch(`${base}${/^\/(api|ogc|arcgis)\b/.test(path) ? '' : '/api/v1'}${path}`, {
      method,
      headers: {
        ...credentials,
        ...(body !== undefined && !(body instanceof FormData) && { 'content-type': 'application/json' }),
        ...(asking.ifMatch !== undefined && { 'if-match': `"${asking.ifMatch}"` }),
        ...asking.headers,
      },
      ...(body !== undefined && { body: asSent(body) }),
    });
    const bytes = new Uint8Array(await answer.arrayBuffer());
    const json = answer.headers.get('content-type')?.includes('json');
    return {
      status: answer.status,
      headers: answer.headers,
      bytes,
      body: json ? JSON.parse(new TextDecoder().decode(bytes)) : null,
    };
  };
  return {
    get: (path: string, asking?: Asking) => call('GET', path, undefined, asking),
    post: (path: string, body?: unknown, asking?: Asking) => call('POST', path, body, asking),
    patch: (path: string, body: unknown, asking?: Asking) => call('PATCH', path, body, asking),
    put: (path: string, body: unknown, asking?: Asking) => call('PUT', path, body, asking),
    delete: (path: string, asking?: Asking) => call('DELETE', path, undefined, asking),
  };
}

export async function openWorld(app: Pick<TestApp, 'base' | 'ownerUrl' | 'atEnd'>): Promise<World> {
  const sql = new pg.Client({ connectionString: app.ownerUrl });
  await sql.connect();
  app.atEnd(() => sql.end());

  const addUser = async (
    agency: { id: AgencyId; name: string },
    permissions: readonly Permission[],
  ): Promise<User> => {
    const [personId, membershipId, roleId] = [newId(), newId(), newId()];
    const email = `${personId}@example.org`;
    await sql.query('insert into person (id, name, email, agency_id) values ($1, $2, $3, $4)', [
      personId,
      `User of ${agency.name}`,
      email,
      agency.id,
    ]);
    await sql.query(
      'insert into membership (id, person_id, agency_id, accepted_at) values ($1, $2, $3, now())',
      [membershipId, personId, agency.id],
    );
    await sql.query('insert into role (id, agency_id, name, permissions) values ($1, $2, $3, $4)', [
      roleId,
      agency.id,
      `Role ${roleId}`,
      permissions,
    ]);
    await sql.query('insert into membership_role (membership_id, role_id) values ($1, $2)', [
      membershipId,
      roleId,
    ]);
    const key = newSecret('spk');
    await sql.query(
      'insert into api_key (id, membership_id, name, prefix, hash, permissions) values ($1, $2, $3, $4, $5, $6)',
      [newId(), membershipId, 'test', key.slice(0, 8), keyHash(key), permissions],
    );
    return { personId, membershipId, key, email, ...caller(app.base, { authorization: `Bearer ${key}` }) };
  };

  return {
    sql,
    agency: async (name, { county = '17097', clientSharing = true, userSharing = true } = {}) => {
      const id = agencyId(newId());
      await sql.query(
        `insert into agency (id, name, state, county_fips, color, client_data_sharing, user_data_sharing)
         values ($1, $2, 'IL', $3, '#2f6f9f', $4, $5)`,
        [id, name, county, clientSharing, userSharing],
      );
      await sql.query('insert into agency_county (agency_id, fips, home) values ($1, $2, true)', [
        id,
        county,
      ]);
      return { id, name, admin: await addUser({ id, name }, builtInRoles.Administrator!) };
    },
    user: addUser,
    grant: async (from, to, levels) => {
      for (const sheet of ['client', 'user'] satisfies Sheet[]) {
        const modules = modulesOf(sheet).filter(({ module }) => levels[module] !== undefined);
        if (modules.length === 0) continue;
        const { rows } = await sql.query<{ id: string }>(
          `insert into share_row (id, sheet, grantor_id, partner_id) values ($1, $2, $3, $4)
           on conflict (sheet, grantor_id, partner_id) where ended_at is null
           do update set version = share_row.version + 1 returning id`,
          [newId(), sheet, from.id, to.id],
        );
        for (const { module } of modules) {
          await sql.query(
            `update share_grant set valid = tstzrange(lower(valid), greatest(now(), lower(valid)))
             where row_id = $1 and module = $2 and upper_inf(valid)`,
            [rows[0]!.id, module],
          );
          await sql.query(
            'insert into share_grant (id, row_id, grantor_id, partner_id, module, level) values ($1, $2, $3, $4, $5, $6)',
            [newId(), rows[0]!.id, from.id, to.id, module, levels[module]],
          );
        }
      }
    },
    place: async (owner, fields = {}) => {
      const answer = await owner.admin.post('/places', {
        addressLine: `${Math.floor(Math.random() * 9000) + 100} Main Street`,
        city: 'Waukegan',
        state: 'IL',
        zip: '60085',
        location: { type: 'Point', coordinates: [-87.84, 42.36] },
        ...fields,
      });
      if (answer.status !== 201) throw new Error(`no place: ${JSON.stringify(answer.body)}`);
      return answer.body;
    },
  };
}
