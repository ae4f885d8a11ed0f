import { v7 as newId } from 'uuid';
import { keyHash, newSecret } from '../../src/http/keys.ts';
import { permitFile, permitMapping, permitRow } from '../../src/imports/fixture.imports.ts';
import { registryOf, registryRow } from '../registry.ts';
import { type Kit, must } from './kit.ts';
import { liveRecipes } from './recipes.live.ts';
import { recordRecipes } from './recipes.records.ts';
import type { Caller } from './season.ts';

/** What makes a request of an operation be taken, beyond what its schemas say. What is left out is drawn. */
export interface Prepared {
  readonly by?: Caller;
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: readonly (readonly [string, string])[];
  readonly body?: object | string;
  /** Of a body that is no JSON. */
  readonly type?: string;
  readonly version?: number;
  /** Puts things right again. */
  readonly after?: () => Promise<unknown>;
}
export type Recipe = (kit: Kit) => Promise<Prepared>;

const v1 = '/api/v1';
const goodPassword = () => `${newSecret('Long')} enough`;

const session =
  (more: (kit: Kit, password: string) => object = () => ({})): Recipe =>
  async (kit) => {
    const password = goodPassword();
    const { caller } = await kit.person(kit.season.own, password);
    return { by: caller, ...more(kit, password) };
  };

const invited = async ({ season, fresh }: Kit) => {
  const newcomer = { name: 'Newcomer', email: `${fresh()}@example.org`, roles: [] };
  return must(await season.own.admin.post('/admin/users', newcomer));
};

/** A setup link is good only while there is no operator, so one at a time is tried. */
let settingUp: Promise<unknown> = Promise.resolve();
const setup: Recipe = async ({ world, fresh }) => {
  const earlier = settingUp;
  let end = () => {};
  settingUp = new Promise<void>((resolve) => {
    end = resolve;
  });
  await earlier;
  const token = newSecret('sps');
  const { rows } = await world.sql.query<{ id: string }>(
    'update person set operator = false where operator returning id',
  );
  await world.sql.query(
    "insert into invitation (id, purpose, hash, expires_at) values ($1, 'setup', $2, now() + interval '1 hour')",
    [newId(), keyHash(token)],
  );
  return {
    params: { token },
    body: { name: 'First Operator', email: `${fresh()}@example.org`, password: goodPassword() },
    after: async () => {
      await world.sql.query('update person set operator = (id = any ($1))', [rows.map(({ id }) => id)]);
      end();
    },
  };
};

const ofOwn = (kit: Kit, more: Omit<Prepared, 'by'>): Prepared => ({ by: kit.season.administrator, ...more });

const offered =
  (byUs: boolean): Recipe =>
  async (kit) => {
    const { own, partner } = kit.season;
    const [from, to] = byUs ? [own, partner] : [partner, own];
    const place = await kit.world.place(from);
    must(await from.admin.post(`/places/${place.id}/transfer`, { toAgencyId: to.id }));
    return ofOwn(kit, { params: { id: place.id } });
  };

/** An import that can run, in the state in which it can be asked for this. */
const imported =
  (status: 'ready' | 'running' | 'stopped'): Recipe =>
  async (kit) => {
    const { admin } = kit.season.own;
    const upload = await admin.post('/imports?kind=permit', permitFile(permitRow(kit.fresh())), {
      headers: { 'content-type': 'text/csv' },
    });
    const { id, version } = must(upload);
    must(await admin.patch(`/imports/${id}`, { mapping: permitMapping }, { ifMatch: version }));
    // A running one is somebody else's for an hour: this server's runner leaves it alone.
    await kit.world.sql.query(
      `update import_job set status = $2, membership_id = $3, started_at = now(),
        lease = case when $2 = 'running' then gen_random_uuid() end,
        leased_until = case when $2 = 'running' then now() + interval '1 hour' end where id = $1`,
      [id, status, kit.season.own.admin.membershipId],
    );
    return ofOwn(kit, { params: { id }, body: { mapping: permitMapping }, version: version + 1 });
  };

const user: Recipe = async (kit) => {
  const { id, version } = await invited(kit);
  return ofOwn(kit, { params: { id }, version, body: { name: 'Renamed', active: true } });
};

const inspection: Recipe = async (kit) => {
  const { own } = kit.season;
  const { id: placeId } = await kit.world.place(own);
  const { id, version } = must(await own.admin.post('/inspections', { placeId, type: 'Annual' }));
  return ofOwn(kit, { params: { id }, version, body: { to: [`${kit.fresh()}@example.org`] } });
};

const account = async (kit: Kit) => {
  const named = { name: `Account ${kit.fresh()}`, state: 'IL', countyFips: '17031' };
  const { id, version } = must(await kit.operator.post('/operator/agencies', named));
  return {
    by: kit.season.operator,
    params: { id },
    version,
    body: { name: 'First', email: `${kit.fresh()}@example.org`, role: 'Administrator' },
  };
};

const lost: Recipe = async (kit) => {
  const { body, ...more } = await account(kit);
  must(await kit.operator.post(`/operator/agencies/${more.params.id}/users`, body));
  return { ...more, body: { email: body.email } };
};

/** Somebody with an account of their own, whom another agency invites. */
const joining: Recipe = async (kit) => {
  const { caller, email } = await kit.person(kit.season.own, goodPassword());
  const { id } = must(
    await kit.season.partner.admin.post('/admin/users', { name: 'Guest', email, roles: [] }),
  );
  return { by: caller, params: { id } };
};

/** Somebody whom the operator added to an agency that has an administrator. */
const awaiting: Recipe = async (kit) => {
  const { id } = await invited(kit);
  await kit.world.sql.query(`update membership set approval_until = now() + interval '1 day' where id = $1`, [
    id,
  ]);
  return ofOwn(kit, { params: { id } });
};

const agencyKey: Recipe = async (kit) => {
  const { caller, membershipId } = await kit.person(kit.season.own, goodPassword());
  const { rows } = await kit.world.sql.query('select id from api_key where membership_id = $1', [
    membershipId,
  ]);
  return { by: caller, params: { id: rows[0].id } };
};

/** By the name of the operation. */
export const recipes: Readonly<Record<string, Recipe>> = {
  ...recordRecipes,
  ...liveRecipes,
  'POST /api/auth/sign-in/email': async (kit) => {
    const password = goodPassword();
    const { email } = await kit.person(kit.season.own, password);
    return { body: { email, password } };
  },
  'POST /api/auth/reset-password': async ({ app, mailTo, season, person }) => {
    const { email } = await person(season.own, goodPassword());
    await fetch(`${app.base}/api/auth/request-password-reset`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email }),
    });
    const token = /Code: (\S+)/.exec(await mailTo(email))![1];
    return { body: { token, newPassword: goodPassword() } };
  },
  [`GET ${v1}/invitations/{token}`]: async (kit) => ({
    params: { token: (await invited(kit)).invitation.token },
  }),
  [`POST ${v1}/invitations/{token}`]: async (kit) => ({
    params: { token: (await invited(kit)).invitation.token },
    body: { password: goodPassword() },
  }),
  [`GET ${v1}/setup/{token}`]: setup,
  [`POST ${v1}/setup/{token}`]: setup,
  [`POST ${v1}/me/membership`]: session(({ season }) => ({ body: { agencyId: season.own.id } })),
  [`POST ${v1}/me/sign-out-everywhere`]: session(),
  [`GET ${v1}/me/sessions`]: session(),
  [`DELETE ${v1}/me/sessions/{id}`]: async (kit) => {
    const { caller, membershipId } = await kit.person(kit.season.own, goodPassword());
    const { rows } = await kit.world.sql.query('select id from session where membership_id = $1', [
      membershipId,
    ]);
    return { by: caller, params: { id: rows[0].id } };
  },
  [`POST ${v1}/me/password`]: session((_, current) => ({ body: { current, new: goodPassword() } })),
  [`POST ${v1}/me/account`]: session((_, current) => ({ body: { name: 'Renamed', current } })),
  [`POST ${v1}/address-changes/{token}`]: async ({ world, season, person, fresh }) => {
    const { caller, email } = await person(season.own, goodPassword());
    const token = newSecret('spe');
    await world.sql.query(
      `insert into invitation (id, purpose, login_id, email, hash, expires_at)
        select $1, 'email', id, $2, $3, now() + interval '1 hour' from login where email = $4`,
      [newId(), `${fresh()}@example.org`, keyHash(token), email],
    );
    return { by: caller, params: { token } };
  },
  [`POST ${v1}/me/invitations/{id}/accept`]: joining,
  [`POST ${v1}/me/invitations/{id}/decline`]: joining,
  [`GET ${v1}/me/api-keys`]: session(() => ({})),
  [`POST ${v1}/me/api-keys`]: session(() => ({ body: { name: 'A key', permissions: ['Addresses - Read'] } })),
  [`POST ${v1}/me/link-keys`]: session(() => ({ body: { permissions: ['Hydrants - Read'] } })),
  [`GET ${v1}/me/api-keys/{id}`]: agencyKey,
  [`DELETE ${v1}/me/api-keys/{id}`]: agencyKey,
  [`GET ${v1}/admin/api-keys`]: session(),
  [`GET ${v1}/admin/users/{id}`]: user,
  [`PATCH ${v1}/admin/users/{id}`]: user,
  [`POST ${v1}/admin/users/{id}/invitation`]: user,
  [`POST ${v1}/admin/users/{id}/approve`]: awaiting,
  [`POST ${v1}/admin/users/{id}/refuse`]: awaiting,
  [`DELETE ${v1}/admin/api-keys/{id}`]: agencyKey,
  [`POST ${v1}/places/{id}/transfer/accept`]: offered(false),
  [`POST ${v1}/places/{id}/transfer/decline`]: offered(false),
  [`POST ${v1}/places/{id}/transfer/withdraw`]: offered(true),
  [`POST ${v1}/inspections/{id}/email`]: inspection,
  [`POST ${v1}/imports`]: async (kit) =>
    ofOwn(kit, { query: [['kind', 'permit']], type: 'text/csv', body: permitFile(permitRow(kit.fresh())) }),
  [`GET ${v1}/imports/{id}`]: imported('ready'),
  [`PATCH ${v1}/imports/{id}`]: imported('ready'),
  [`DELETE ${v1}/imports/{id}`]: imported('ready'),
  [`POST ${v1}/imports/{id}/dry-run`]: imported('ready'),
  [`POST ${v1}/imports/{id}/run`]: imported('ready'),
  [`POST ${v1}/imports/{id}/try`]: imported('ready'),
  [`POST ${v1}/imports/{id}/stop`]: imported('running'),
  [`POST ${v1}/imports/{id}/resume`]: imported('stopped'),
  [`GET ${v1}/imports/{id}/rejected.csv`]: imported('ready'),
  [`PUT ${v1}/admin/client-data-sharing/{partnerId}`]: async (kit) => {
    const { id } = await kit.world.agency(`Neighbour ${kit.fresh()}`, { county: kit.season.county });
    return ofOwn(kit, { params: { partnerId: id }, version: 0, body: { levels: { address: 'view' } } });
  },
  [`POST ${v1}/admin/client-data-sharing/bulk`]: async (kit) => {
    const { id } = await kit.world.agency(`Neighbour ${kit.fresh()}`, { county: kit.season.county });
    return ofOwn(kit, { body: { partnerIds: [id], levels: { address: 'view' } } });
  },
  [`GET ${v1}/search`]: async (kit) => ofOwn(kit, { query: [['q', 'Main Street']] }),
  [`POST ${v1}/admin/sharing/preview`]: async (kit) => {
    const levels = { permits: 'view', inspections: 'none', addressShareModule: 'none' };
    const changes = [{ partnerId: kit.season.partner.id, levels }];
    return ofOwn(kit, { body: { sheet: 'user', changes } });
  },
  [`POST ${v1}/access/explain`]: async (kit) => {
    const { id } = await kit.world.place(kit.season.own);
    const about = { record: { kind: 'place', id }, agencyId: kit.season.partner.id, action: 'view' };
    return ofOwn(kit, { body: about });
  },
  [`POST ${v1}/access/audience`]: async (kit) => {
    const { id } = await kit.world.place(kit.season.own);
    return ofOwn(kit, { body: { record: { kind: 'place', id } } });
  },
  [`POST ${v1}/operator/agencies/{id}/users`]: account,
  [`POST ${v1}/operator/agencies/{id}/invitations`]: lost,
  [`POST ${v1}/operator/registry-import`]: async (kit) => ({
    by: kit.season.operator,
    query: [],
    type: 'text/csv',
    body: registryOf([registryRow(kit.fresh(), `Registered FD ${kit.fresh()}`)]),
  }),
};
