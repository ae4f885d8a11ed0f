import pg from 'pg';
import { v7 as newId } from 'uuid';
import { afterAll } from 'vitest';
import { kindNames } from '../src/kinds/kinds.ts';
import type { TestApp } from './app.ts';
import { sealNow } from './sealing.ts';
import { picture, upload } from './upload.ts';
import type { TestAgency, World } from './world.ts';

/**
 * Tables that row-level security does not guard, each with the reason. `closed`: the viewer's role has no right to any
 * column of it; `adds`: it may add rows and read none; `open`: it may read, whoever asks.
 */
export const unguarded: Readonly<
  Record<string, { readonly is: 'closed' | 'adds' | 'open'; readonly why: string }>
> = {
  agency: { is: 'open', why: 'names and features of accounts: partners are chosen among all of them' },
  agency_county: { is: 'open', why: 'which counties an account serves is as public as its name' },
  person: { is: 'open', why: "nobody's row: an inspector or author of a change is named to partners too" },
  idempotency_key: {
    is: 'open',
    why: 'bound to one credential and path; ids only, read again under the rules',
  },
  change_event: { is: 'adds', why: 'ids and facts for the hub, which judges them for every listener' },
  cluster_life: { is: 'open', why: 'an id drawn at random after each crash, which says nothing of anybody' },
  fact_period: { is: 'closed', why: 'written by a trigger' },
  record_kind: { is: 'open', why: 'the kinds of record there are, and their tables' },
  setting: { is: 'closed', why: "the server's secret and its signing key" },
  audit_queue: { is: 'closed', why: 'which entries of the logs wait for the sealer' },
  audit_stalled: { is: 'closed', why: 'which chains the sealer could not go on with' },
  login: { is: 'closed', why: 'sign-in' },
  session: { is: 'closed', why: 'sign-in' },
  credential: { is: 'closed', why: 'sign-in' },
  verification: { is: 'closed', why: 'sign-in' },
  sign_in_failure: { is: 'closed', why: 'sign-in' },
  invitation: { is: 'closed', why: 'links that work once' },
  permit_reminder: { is: 'closed', why: 'which expirations the hub has reminded of' },
  change_reader: { is: 'closed', why: "the hub's own place in the stream" },
  schema_migration: { is: 'closed', why: "the owner's" },
  sight_change: { is: 'closed', why: 'numbers of transactions after which nothing kept of viewers holds' },
};

/** Which rows of each guarded table are wholly agency $1's business and nobody else's but an uninvolved $2's. */
export const rowsOf: Readonly<Record<string, string>> = {
  agency_link: '$1 in (one, other) and $2 in (one, other)',
  membership: 'agency_id = $1',
  role: 'agency_id = $1',
  membership_role: 'membership_id in (select id from membership where agency_id = $1)',
  api_key: 'membership_id in (select id from membership where agency_id = $1)',
  share_row: 'grantor_id = $1 and partner_id = $2',
  share_grant: 'grantor_id = $1 and partner_id = $2',
  share_sheet: 'agency_id = $1',
  scope: '$1 in (author_id, owner_id) and $2 in (author_id, owner_id)',
  record_count: 'scope_id in (select id from scope where author_id = $1 and owner_id = $1)',
  scope_extent: 'scope_id in (select id from scope where author_id = $1 and owner_id = $1)',
  place: 'owner_id = $1',
  permit: 'author_id = $1 and owner_id = $1',
  inspection: 'author_id = $1 and owner_id = $1',
  inspection_photo: 'agency_id = $1',
  hydrant: 'owner_id = $1',
  hydrant_test: 'agency_id = $1',
  note: 'author_id = $1 and owner_id = $1',
  unit: 'owner_id = $1',
  unit_position: 'owner_id = $1',
  unit_fix: 'owner_id = $1',
  unit_sign_in: 'owner_id = $1',
  unit_key: 'owner_id = $1',
  command_board: 'owner_id = $1',
  ...Object.fromEntries(
    [
      ...['command_hold', 'command_division', 'command_division_hold', 'command_entry', 'command_transfer'],
      ...['command_item', 'command_par', 'command_par_answer', 'command_mayday'],
    ].map((table) => [table, 'board_id in (select id from command_board where owner_id = $1)']),
  ),
  conversation: 'started_by = $1',
  conversation_stay: 'conversation_id in (select id from conversation where started_by = $1)',
  message: 'conversation_id in (select id from conversation where started_by = $1)',
  message_receipt:
    'message_id in (select m.id from message m join conversation c on c.id = m.conversation_id where started_by = $1)',
  conversation_mark: 'membership_id in (select id from membership where agency_id = $1)',
  record_version: 'agency_id = $1',
  pre_plan: 'owner_id = $1',
  pre_plan_attachment: 'owner_id = $1',
  community_profile: 'owner_id = $1',
  pre_plan_draft: 'owner_id = $1',
  pre_plan_suggestion: 'owner_id = $1 and by_agency = $2',
  saved_view: 'membership_id in (select id from membership where agency_id = $1)',
  place_transfer: 'from_agency_id = $1 and to_agency_id = $2',
  number_series: 'agency_id = $1',
  import_job: 'agency_id = $1',
  import_chunk: 'agency_id = $1',
  import_rejection: 'agency_id = $1',
  import_memory: 'agency_id = $1',
  audit_entry: 'agency_id = $1',
  view_entry: 'agency_id = $1 and viewer_agency_id = $2',
  audit_seal: 'chain = $1',
  audit_chain: 'chain = $1',
  notice: 'agency_id = $1',
  notice_read: 'membership_id in (select id from membership where agency_id = $1)',
};

/** Fills every table with rows of an agency that concern a second one, through the API where there is one. */
export async function fill(world: World, owner: TestAgency, other: TestAgency): Promise<void> {
  const must = (answer: { status: number; body: unknown }) => {
    if (answer.status >= 300) throw new Error(JSON.stringify(answer.body));
    return answer.body as Record<string, string>;
  };
  await world.sql.query(
    'insert into agency_link (id, one, other) values ($3, least($1::uuid, $2), greatest($1::uuid, $2)) on conflict do nothing',
    [owner.id, other.id, newId()],
  );
  await world.grant(owner, other, {
    permits: 'view',
    address: 'view',
    addressShareModule: 'permit',
    prePlans: 'edit',
  });
  must(
    await owner.admin.put(
      '/admin/user-data-sharing',
      {
        items: [
          {
            partnerId: other.id,
            levels: { permits: 'view', addressShareModule: 'permit', inspections: 'view' },
          },
        ],
      },
      { ifMatch: 0 },
    ),
  );
  const place = await world.place(owner);
  const permit = must(
    await owner.admin.post('/permits', { placeId: place.id, type: 'Tent', class: 'operational' }),
  );
  const inspection = must(await owner.admin.post('/inspections', { placeId: place.id, type: 'Annual' }));
  must(await upload(owner.admin, `/inspections/${inspection.id}/photos`, await picture()));
  const hydrant = must(
    await owner.admin.post('/hydrants', {
      number: 'H-1',
      location: { type: 'Point', coordinates: [-88, 42] },
      type: 'dryBarrel',
    }),
  );
  must(
    await owner.admin.post(`/hydrants/${hydrant.id}/tests`, {
      testedOn: '2026-05-04',
      staticPsi: 80,
      residualPsi: 60,
      outlets: [{ sizeIn: 2.5, coefficient: 0.9, pitotPsi: 40 }],
    }),
  );
  must(
    await owner.admin.post('/notes', {
      record: { kind: 'hydrant', id: hydrant.id },
      text: 'Cap is missing.',
    }),
  );
  await world.sql.query("update agency set partner_pre_plan_edits = 'suggest' where id = $1", [owner.id]);
  must(await owner.admin.post('/community-connect', { placeId: place.id, sensitive: { gateCode: '4711' } }));
  const plan = must(await owner.admin.post('/pre-plans', { placeId: place.id, status: 'published' }));
  must(await upload(owner.admin, `/pre-plans/${plan.id}/attachments`, await picture()));
  for (const user of [other.admin, owner.admin])
    must(
      await user.patch(
        `/pre-plans/${plan.id}`,
        { sections: { water: { neededFlowGpm: 1500 } } },
        { ifMatch: 1 },
      ),
    );
  const unit = must(await owner.admin.post('/units', { callSign: 'E1', type: 'ENGINE_STRUCT' }));
  must(await owner.admin.post(`/units/${unit.id}/sign-in`));
  must(await owner.admin.post(`/units/${unit.id}/key`));
  must(
    await owner.admin.post(`/units/${unit.id}/positions`, {
      positions: [{ at: new Date().toISOString(), location: { type: 'Point', coordinates: [-88, 42] } }],
    }),
  );
  const board = must(await owner.admin.post('/command-boards', { incidentName: 'Main St.' }));
  const division = must(
    await owner.admin.post(`/command-boards/${board.id}/divisions`, { name: 'C', epoch: 1 }),
  );
  const hand = { agencyId: owner.id, epoch: 1 };
  must(await owner.admin.post(`/command-boards/${board.id}/divisions/${division.id}/hand`, hand));
  const onBoard = must(
    await owner.admin.post(`/command-boards/${board.id}/items`, { kind: 'unit', label: 'E1', epoch: 1 }),
  );
  must(await owner.admin.post(`/command-boards/${board.id}/par`, { reason: 'Time', epoch: 1 }));
  const { par } = (await owner.admin.get(`/command-boards/${board.id}/accountability`)).body;
  must(
    await owner.admin.post(`/command-boards/${board.id}/par/${par.id}/answers`, {
      itemId: onBoard.id,
      reported: 1,
      epoch: 1,
    }),
  );
  must(await owner.admin.post(`/command-boards/${board.id}/maydays`, { unit: 'E1', epoch: 1 }));
  must(await owner.admin.post(`/command-boards/${board.id}/transfers`, { kind: 'assume', epoch: 1 }));
  await world.grant(owner, other, { messaging: 'exchange' });
  await world.grant(other, owner, { messaging: 'exchange' });
  const talk = must(await owner.admin.post('/conversations', { agencyIds: [other.id] }));
  const sent = { text: 'hello', clientId: '1' };
  must(await owner.admin.post(`/conversations/${talk.id}/messages`, sent));
  must(await other.admin.post(`/conversations/${talk.id}/messages`, sent));
  for (const each of [owner, other])
    must(await each.admin.post(`/conversations/${talk.id}/read`, { seq: 9 }));
  must(await owner.admin.post('/me/views', { list: 'permits', name: 'Ours', query: 'access=own' }));
  must(await other.admin.post('/permits', { placeId: place.id, type: 'Fair', class: 'operational' }));
  must(await other.admin.get(`/permits/${permit.id}`));
  must(await owner.admin.post(`/places/${place.id}/transfer`, { toAgencyId: other.id }));
  must(await owner.admin.post('/notices/read', {}));
  const file = must(
    await owner.admin.post('/imports?kind=place', 'id,address\n1,2\n', {
      headers: { 'content-type': 'text/csv' },
    }),
  );
  await world.sql.query(
    `insert into import_rejection (import_id, agency_id, line, reason, cells) values ($1, $2, 2, 'no city', '{}')`,
    [file.id, owner.id],
  );
  await world.sql.query(
    `insert into import_memory (agency_id, kind, external_id, said) values ($1, 'place', 'A-1', '{"name": "Ours"}')`,
    [owner.id],
  );
  await sealNow(world.sql);
}

/** A connection as the viewer's role has it, closed after the tests. */
export async function connectAs(app: TestApp, options: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: app.appUrl, options });
  await client.connect();
  afterAll(() => client.end());
  return client;
}

/** Runs statements as one agency with all of its own scopes open, and takes everything back. */
export async function asAgency<T>(
  client: pg.Client,
  owner: pg.Client,
  agency: TestAgency,
  work: (try_: (text: string, values?: unknown[]) => Promise<Outcome>) => Promise<T>,
): Promise<T> {
  const { rows } = await owner.query(
    `select array_agg(id)::text as ids from scope where author_id = $1 and owner_id = $1`,
    [agency.id],
  );
  const own = rows[0].ids ?? '{}';
  await client.query('begin');
  try {
    await client.query(
      `select set_config('standpipe.agency', $1, true), ${kindNames
        .flatMap((kind) => [`${kind}_scopes`, `${kind}_writable`])
        .map((name) => `set_config('standpipe.${name}', $2, true)`)
        .join()}`,
      [agency.id, own],
    );
    return await work(async (text, values = []) => {
      await client.query('savepoint one');
      try {
        const result = await client.query(text, values);
        return { rows: result.rows, count: result.rowCount ?? 0, refused: null };
      } catch (error) {
        return { rows: [], count: 0, refused: (error as { code: string }).code };
      } finally {
        await client.query('rollback to savepoint one');
      }
    });
  } finally {
    await client.query('rollback');
  }
}

export interface Outcome {
  // biome-ignore lint/suspicious/noExplicitAny: tests look into rows freely
  readonly rows: any[];
  readonly count: number;
  /** The SQLSTATE of a refusal. */
  readonly refused: string | null;
}
