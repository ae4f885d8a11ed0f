import { type AgencyId, agencyId, type Levels, permissions, type Viewer } from '@standpipe/policy';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Static, TSchema } from 'typebox';
import { lockSharing } from '../db/locks.ts';
import type { Db } from '../db/open.ts';
import { type Bounds, lock, nothing, type Opened, openFor } from '../db/scopes.ts';
import type { CachedTotals } from '../db/totals.ts';
import type { Customer } from '../drawing/studio.ts';
import type { House } from '../house.ts';
import type { RecordKind } from '../kinds/kinds.ts';
import { Problem } from './problems.ts';
import { type Asker, agencyOf, loadAsker, loadReceived, nobody, shownBy } from './session.ts';
import { readStrictJson, textOf } from './strict-json.ts';
import { checkBody, checkShape } from './validate.ts';
import { type CachedViewer, loadCachedViewer } from './viewer-cache.ts';

/** Everything a service needs to answer one request: who asks, in which transaction, and what is open to them. */
export interface Call {
  readonly house: House;
  readonly db: Db;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly asker: Asker;
  /** What the rules see of the asker; under X-View-As, of a user of the partner. */
  readonly viewer: Viewer;
  readonly opened: Opened;
  /** The reader's cached totals. */
  readonly totals?: CachedTotals;
  /** The partner through whose eyes this reads, or null. */
  readonly viewAs: AgencyId | null;
  /** Opens the scopes again, after a write made one or a lock froze grants. */
  reopen(): Promise<void>;
  /** Locks what these agencies grant until the end of this write, and reads it again. */
  rely(...grantors: AgencyId[]): Promise<void>;
  /** Runs once the transaction has committed, before the answer goes out. */
  afterCommit(work: () => Promise<void> | void): void;
  readonly committed: (() => Promise<void> | void)[];
}

/** The id in the path. Anything that is no id is an id nobody has. */
export function pathId(call: Pick<Call, 'request'>, name = 'id'): string {
  const id = (call.request.params as Record<string, string>)[name] ?? '';
  if (!isId(id)) throw new Problem('not_found', 'Not found, or not shared with your agency.');
  return id;
}

export const isId = (text: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);

/** The request's body, parsed strictly and checked against its schema; called after the record has been found. */
export function bodyOf<S extends TSchema>(
  call: Pick<Call, 'request'>,
  schema: S,
  also: readonly string[] = [],
): Static<S> {
  const type = (call.request.headers['content-type'] ?? '').toLowerCase();
  const allowed = ['application/json', ...also];
  if (
    !allowed.some(
      (each) =>
        type === each || /^; *charset="?utf-8"?$/.test(type.startsWith(each) ? type.slice(each.length) : '!'),
    )
  )
    throw new Problem('unsupported_type', `Send ${allowed.join(' or ')}.`);
  const raw = call.request.body;
  const text = Buffer.isBuffer(raw) ? textOf(raw) : '';
  return checkBody(
    schema,
    readStrictJson(text, (value) => checkShape(schema, value)),
  );
}

/** A PATCH body: JSON or merge-patch. */
export const patchOf = <S extends TSchema>(call: Call, schema: S): Static<S> =>
  bodyOf(call, schema, ['application/merge-patch+json']);

/**
 * The version that the client says it has seen.
 * @throws Problem `precondition_required` without If-Match, `stale` when it names another version
 */
export function requireVersion(call: Call, current: number): void {
  const header = call.request.headers['if-match'];
  if (header === undefined)
    throw new Problem(
      'precondition_required',
      'Send If-Match with the version you have read, as in If-Match: "3".',
    );
  if (header.replace(/^W\//, '').replaceAll('"', '') !== String(current))
    throw new Problem('stale', `Someone else changed this. It is now at version ${current}.`, {
      version: current,
    });
}

/** The agency the asker acts for. @throws Problem `not_allowed` for an operator without one */
export const ownAgency = (call: Call) => agencyOf(call.asker);

/** For whom the studio works when this call asks it to. */
export const customerOf = ({ asker }: Pick<Call, 'asker'>): Customer => ({
  agency: asker.agency?.id ?? 'none',
  person: asker.person.id,
});

/** What a call is made for. */
interface Asks {
  /** The kinds of record whose scopes it needs. */
  readonly kinds: readonly RecordKind[];
  readonly writes: boolean;
  readonly lock?: 'share' | 'change' | undefined;
}

/** Makes a call inside a transaction. @param fromCache the cached viewer, to be checked against this snapshot */
export async function openCall(
  house: House,
  db: Db,
  request: FastifyRequest,
  reply: FastifyReply,
  { kinds, writes, lock: locking = 'share' }: Asks,
  fromCache?: CachedViewer,
): Promise<Call> {
  const cached = writes ? null : (fromCache ?? (await readCachedViewer(house, db, request)));
  let asker = cached?.asker ?? (await loadAsker(db, request, house.secret));
  // What the asker's agency allows cannot change while it is read; a session may have changed its agency meanwhile.
  for (let locked: AgencyId | undefined; writes && asker.agency && asker.agency.id !== locked; ) {
    locked = asker.agency.id;
    await lockSharing(db, [locked], locking);
    asker = await loadAsker(db, request, house.secret);
  }
  request.askedBy = asker;
  const acting = asker.agency?.id ?? nobody;
  let candidates = cached?.candidates;
  const call: { -readonly [K in keyof Call]: Call[K] } = {
    house,
    db,
    request,
    reply,
    asker,
    viewer: asker.viewer,
    opened: nothing,
    viewAs: null,
    committed: [],
    reopen: async () => {
      const { viewAs } = call;
      call.opened = viewAs
        ? await openFor(db, call.viewer, kinds, nobody, oursTowards(viewAs, call.asker.viewer))
        : await openFor(db, call.viewer, kinds, acting, {}, candidates);
      candidates = undefined;
    },
    rely: async (...grantors) => {
      await lockSharing(db, grantors, 'share');
      call.viewer = { ...call.viewer, received: await loadReceived(db, acting) };
      await call.reopen();
    },
    afterCommit: (work) => {
      call.committed.push(work);
    },
  };
  const viewAs = request.headers['x-view-as'];
  if (viewAs !== undefined && request.method !== 'GET' && request.method !== 'HEAD')
    throw new Problem(
      'not_allowed',
      'X-View-As is read-only. Leave it out to make changes for your agency.',
      {
        missing: [],
      },
    );
  if (viewAs !== undefined && kinds.length > 0) await seeThrough(call, String(viewAs), acting);
  if (cached && !call.viewAs) {
    const open = cached.openTo(kinds);
    call.opened = open.opened;
    call.totals = open.totals.now();
    await lock(db, open.lock, fromCache?.check);
  } else await call.reopen();
  return call;
}

async function readCachedViewer(house: House, db: Db, request: FastifyRequest): Promise<CachedViewer> {
  const shown = shownBy(request, house.secret);
  const cached = await loadCachedViewer(db, shown);
  house.viewerCache.keep(shown, cached);
  return cached;
}

/**
 * What X-View-As may show at most: records of the asker's agency, at its own and the partner's places, that the asker
 * sees too. Where a third agency has a say, or our own record went dark for us, there is nothing to see.
 */
const oursTowards = (partner: AgencyId, asker: Viewer): Bounds => ({
  among: (scope) => scope.author_id === asker.agency && [asker.agency, partner].includes(scope.owner_id),
  within: asker,
});

/** Everyone who has to be allowed to know: under X-View-As the asker as well as the partner they read as. */
export const eyesOf = (call: Pick<Call, 'viewer' | 'viewAs' | 'asker'>): readonly Viewer[] =>
  call.viewAs ? [call.viewer, call.asker.viewer] : [call.viewer];

/**
 * X-View-As: a sheet's administrator reads their own agency's records as any user of a partner would. The transaction
 * then acts for nobody, so that rows which are an agency's own without a rule (logs, offers, sheets) stay away.
 */
async function seeThrough(call: { -readonly [K in keyof Call]: Call[K] }, partner: string, acting: AgencyId) {
  const granted = call.asker.viewer.permissions;
  if (!granted.has('Admin - Client Data Sharing') && !granted.has('Admin - User Data Sharing'))
    throw new Problem('not_allowed', 'Only a sharing administrator can view as a partner.', {
      missing: ['Admin - Client Data Sharing', 'Admin - User Data Sharing'],
    });
  const partnerRow = isId(partner)
    ? await call.db.selectFrom('agency').select('id').where('id', '=', agencyId(partner)).executeTakeFirst()
    : undefined;
  if (!partnerRow || partnerRow.id === acting) throw new Problem('not_found', 'No such partner.');
  await call.reopen();
  const grants = await call.db
    .selectFrom('share_in_force')
    .select('levels')
    .where('grantor_id', '=', acting)
    .where('partner_id', '=', partnerRow.id)
    .execute();
  const levels = Object.assign({}, ...grants.map((each) => each.levels)) as Levels;
  call.viewAs = partnerRow.id;
  call.viewer = {
    agency: partnerRow.id,
    permissions: new Set(permissions),
    received: new Map([[acting, levels]]),
  };
}
