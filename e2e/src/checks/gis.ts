import { adminClient, clientOf, listActive, type World } from '../build/state.ts';
import { type Client, type Reply, send } from '../client.ts';
import { settle, settleSet } from '../findings.ts';
import { asList, asObject, asText, type Json } from '../json.ts';
import { listActing, type Place, type User } from '../model.ts';
import { readClientLevels, readPlaceView } from '../oracle.ts';
import { runPool } from '../pool.ts';
import { writeQuery } from '../walk.ts';

/** A layer of the GIS interfaces, as rules.md has it. */
export interface Layer {
  name: string;
  number: number;
  permission: string;
  /** Every record that there is. */
  ids: string[];
  sees: (agency: string, id: string) => boolean;
}

const MOST_PAGES = 400;
const esri = (layer: Layer, query: Record<string, string>): string =>
  `/arcgis/rest/services/standpipe/FeatureServer/${layer.number}/query${writeQuery({ where: '1=1', f: 'json', ...query })}`;

/** Ids of every page of a collection, by its next links; the first reply where that is no page. */
async function walkItems(client: Client, path: string): Promise<{ ids: string[]; last: Reply }> {
  const ids: string[] = [];
  let next: string | null = path;
  let last: Reply | null = null;
  for (let page = 0; next !== null && page < MOST_PAGES; page += 1) {
    last = await send(client, 'GET', next);
    const body = asObject(last.body);
    ids.push(...asList(body.features).map((each) => asText(asObject(each).id)));
    const link = asList(body.links)
      .map(asObject)
      .find((each) => each.rel === 'next');
    next = link ? asText(link.href).replace(/^https?:\/\/[^/]+/, '') : null;
  }
  return { ids, last: last as Reply };
}

async function walkRecords(client: Client, layer: Layer): Promise<{ ids: string[]; last: Reply }> {
  const ids: string[] = [];
  for (let page = 0; ; page += 1) {
    const paging = { resultOffset: String(ids.length), resultRecordCount: '29', orderByFields: 'OBJECTID' };
    const last = await send(client, 'GET', esri(layer, paging));
    const body = asObject(last.body);
    const found = asList(body.features).map((each) => asObject(asObject(each).attributes));
    ids.push(...found.map((each) => asText(each.record_id)));
    if (body.exceededTransferLimit !== true || page >= MOST_PAGES) return { ids, last };
  }
}

async function checkLayer(world: World, user: User, layer: Layer): Promise<void> {
  const { findings } = world;
  const client = clientOf(world, user);
  const items = `/ogc/collections/${layer.name}/items`;
  if (!user.permissions.has(layer.permission)) {
    const refused = await send(client, 'GET', items);
    settle(findings, refused.status === 403, refused.call, 403, refused.text);
    const told = await send(client, 'GET', esri(layer, {}));
    const { code } = asObject(asObject(told.body).error);
    settle(findings, code === 403, told.call, 'error 403 in the body', told.text);
    return;
  }
  const seen = layer.ids.filter((id) => layer.sees(user.agency, id));
  const walked = await walkItems(client, `${items}?limit=23`);
  settleSet(findings, `${walked.last.call} (walked)`, seen, walked.ids, (id) => id);
  settle(findings, new Set(walked.ids).size === walked.ids.length, walked.last.call, 'each once', walked.ids);
  const total = asObject((await send(client, 'GET', `${items}?limit=1`)).body).numberMatched;
  settle(findings, total === seen.length, `${user.email} ${layer.name} numberMatched`, seen.length, total);
  const records = await walkRecords(client, layer);
  settleSet(findings, `${records.last.call} (walked)`, seen, records.ids, (id) => id);
  const counted = await send(client, 'GET', esri(layer, { returnCountOnly: 'true' }));
  settle(findings, asObject(counted.body).count === seen.length, counted.call, seen.length, counted.text);
  const numbered = await send(client, 'GET', esri(layer, { returnIdsOnly: 'true' }));
  const numbers = asList(asObject(numbered.body).objectIds);
  const whole = numbers.every((each) => Number.isInteger(each) && Number(each) > 0 && Number(each) < 2 ** 31);
  settle(findings, whole && numbers.length === seen.length, numbered.call, seen.length, numbered.text);
  for (const id of world.random.sample(layer.ids, 2)) {
    const one = await send(client, 'GET', `${items}/${id}`);
    const wanted = layer.sees(user.agency, id) ? 200 : 404;
    settle(findings, one.status === wanted, one.call, wanted, one.text);
    const found = await send(client, 'GET', esri(layer, { where: `record_id = '${id}'` }));
    const hits = asList(asObject(found.body).features).length;
    settle(findings, hits === (wanted === 200 ? 1 : 0), found.call, wanted, found.text);
  }
}

/** Asks every layer as everybody: OGC items page by page, and FeatureServer features, counts and numbers. */
export async function checkLayers(world: World, layers: Layer[]): Promise<void> {
  const asked = listActing(world.model).flatMap((user) => layers.map((layer) => ({ user, layer })));
  await runPool(asked, 6, ({ user, layer }) => checkLayer(world, user, layer));
}

/** Who sees a place with some of its fields sees no others, and finds nothing by them. */
async function checkFields(world: World, places: Place[]): Promise<void> {
  const limited = listActing(world.model).flatMap((user) =>
    places
      .filter((place) => readPlaceView(world.model, user.agency, place) === 'limited')
      .slice(0, 3)
      .map((place) => ({ user, place })),
  );
  await runPool(limited, 6, async ({ user, place }) => {
    if (!user.permissions.has('Addresses - Read')) return;
    const client = clientOf(world, user);
    const reply = await send(client, 'GET', `/ogc/collections/places/items/${place.id}`);
    const shown = asObject(asObject(reply.body).properties);
    const hidden = ['name', 'city', 'zip', 'stories', 'constructionType'].filter((field) => field in shown);
    settle(
      world.findings,
      reply.status === 200 && hidden.length === 0,
      reply.call,
      'no further fields',
      hidden,
    );
    const layer = { name: 'places', number: 0, permission: '', ids: [], sees: () => true };
    const found = await send(client, 'GET', esri(layer, { where: `name = 'House ${place.nameToken}'` }));
    settle(
      world.findings,
      asList(asObject(found.body).features).length === 0,
      found.call,
      'none',
      found.text,
    );
  });
}

interface Plan {
  id: string;
  place: Place;
  withheld: boolean;
  published: boolean;
}

async function createPlans(world: World): Promise<Plan[]> {
  const plans: Plan[] = [];
  const free = world.model.places.filter((place) => !place.retired);
  for (const owner of listActive(world)) {
    const own = free.filter((place) => place.owner === owner).slice(0, 4);
    for (const [at, place] of own.entries()) {
      const [withheld, published] = [at === 1, at !== 2];
      const body: Json = {
        placeId: place.id,
        status: published ? 'published' : 'draft',
        sections: { identity: { name: `Plan ${world.random.token()}` } },
        withheld,
      };
      const reply = await send(adminClient(world, owner), 'POST', '/pre-plans', { body });
      if (!settle(world.findings, reply.status === 201, reply.call, 201, reply.text)) continue;
      plans.push({ id: asText(asObject(reply.body).id), place, withheld, published });
    }
  }
  return plans;
}

function seesPlan(world: World, agency: string, { place, withheld, published }: Plan): boolean {
  if (agency === place.owner) return true;
  const levels = readClientLevels(world.model, place.owner, agency);
  if (withheld || place.withheld || !published) return false;
  return levels.prePlans !== 'none' && levels.address === 'view';
}

function findOne<T extends { id: string }>(these: T[], id: string): T {
  return these.find((each) => each.id === id) as T;
}

/** Places and pre-plans in the GIS interfaces, before and after the sheets have changed. */
export async function checkGis(world: World, change: () => Promise<void>): Promise<void> {
  const plans = await createPlans(world);
  const ask = async () => {
    const { places } = world.model;
    await checkLayers(world, [
      {
        name: 'places',
        number: 0,
        permission: 'Addresses - Read',
        ids: places.map(({ id }) => id),
        sees: (agency, id) => readPlaceView(world.model, agency, findOne(places, id)) !== 'none',
      },
      {
        name: 'prePlans',
        number: 2,
        permission: 'Pre-Plans - Read',
        ids: plans.map(({ id }) => id),
        sees: (agency, id) => seesPlan(world, agency, findOne(plans, id)),
      },
    ]);
    await checkFields(world, places);
  };
  await ask();
  await change();
  await ask();
}
