import { builtInRoles } from '@standpipe/policy';
import type { TestApp } from '../app.ts';
import { sessionOf } from '../session.ts';
import { upload } from '../upload.ts';
import type { TestAgency, World } from '../world.ts';
import type { Document } from './document.ts';
import { Pool } from './pool.ts';
import { image } from './request.ts';

/** One who asks, and the agency whose ids they mostly ask for. */
export interface Caller {
  readonly name: string;
  readonly by: string;
  readonly credentials: Readonly<Record<string, string>>;
}

/** A few agencies with users of several kinds, for a stretch of requests; what those break, the next season has not. */
export interface Season {
  readonly callers: readonly Caller[];
  readonly administrator: Caller;
  readonly operator: Caller;
  readonly own: TestAgency;
  readonly partner: TestAgency;
  /** Where own and partner are. */
  readonly county: string;
  readonly pool: Pool;
}

/** Makes neighbours who share with each other, and one who shares nothing. */
export async function openSeason(app: TestApp, world: World, number: number): Promise<Season> {
  const county = `17${String(1 + 2 * (number % 100)).padStart(3, '0')}`;
  const own = await world.agency(`Own FD ${number}`, { county });
  const partner = await world.agency(`Partner FD ${number}`, { county });
  const stranger = await world.agency(`Stranger FD ${number}`, { userSharing: false, clientSharing: false });
  await world.grant(own, partner, { permits: 'view', inspections: 'view', addressShareModule: 'permit' });
  await world.grant(partner, own, { permits: 'view', addressShareModule: 'fireInspectionAndPermit' });
  const viewer = await world.user(own, builtInRoles.Viewer!);
  // In an agency of the operator's own: what the fuzz does to the others does not lock the operator out.
  const platform = await world.agency(`Platform ${number}`);
  await world.sql.query('update person set operator = true where id = $1', [platform.admin.personId]);
  const pool = new Pool();
  const all = [own, partner, stranger];
  for (const agency of all) {
    for (const by of all) pool.add('agencies', { id: agency.id, by: by.id, parents: {} });
    pool.add('/api/v1/operator/agencies', { id: agency.id, by: own.id, parents: {} });
    pool.add('people', { id: agency.admin.personId, by: agency.id, parents: {} });
    await addRecords(world, agency, pool);
  }
  const offered = await world.place(partner);
  await partner.admin.post(`/places/${offered.id}/transfer`, { toAgencyId: own.id });
  pool.add('/api/v1/places', { id: offered.id, by: own.id, parents: {} });
  const bearer = (key: string) => ({ authorization: `Bearer ${key}` });
  const administrator = { name: 'administrator', by: own.id, credentials: bearer(own.admin.key) };
  const session = { cookie: await sessionOf(app, world, own.admin), origin: app.base };
  return {
    own,
    partner,
    county,
    administrator,
    operator: {
      name: 'operator',
      by: own.id,
      credentials: { cookie: await sessionOf(app, world, platform.admin), origin: app.base },
    },
    callers: [
      administrator,
      administrator,
      administrator,
      { name: 'session', by: own.id, credentials: session },
      { name: 'partner', by: partner.id, credentials: bearer(partner.admin.key) },
      { name: 'viewer', by: own.id, credentials: bearer(viewer.key) },
      { name: 'stranger', by: stranger.id, credentials: bearer(stranger.admin.key) },
      { name: 'nobody', by: own.id, credentials: {} },
    ],
    pool,
  };
}

/** A place with a permit, and an inspection with a photo. */
async function addRecords(world: World, agency: TestAgency, pool: Pool): Promise<void> {
  const { id: placeId } = await world.place(agency);
  const make = async (path: string, body: Record<string, unknown>) => {
    const { body: made } = await agency.admin.post(path, { placeId, type: 'Annual', ...body });
    pool.add(`/api/v1${path}`, { id: made.id, by: agency.id, parents: {} });
    return made.id as string;
  };
  await make('/permits', { class: 'operational' });
  await make('/inspections', {});
  const id = await make('/inspections', { scheduledFor: '2026-03-01' });
  const { body: photo } = await upload(agency.admin, `/inspections/${id}/photos`, image);
  pool.add('/api/v1/places', { id: placeId, by: agency.id, parents: {} });
  pool.add('/api/v1/inspections/{id}/photos', { id: photo.id, by: agency.id, parents: { id } });
}

/** The document, from the running server. */
export const readDocument = async (app: TestApp): Promise<Document> =>
  (await (await fetch(`${app.base}/api/openapi.json`)).json()) as Document;
