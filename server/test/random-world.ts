import type { Levels } from '@standpipe/policy';
import type { Answer, TestAgency, World } from './world.ts';

// biome-ignore lint/suspicious/noExplicitAny: tests look into answers freely
export type Item = Record<string, any>;

/** A small generator of one's own, so that a failing world can be made again from its seed. */
export function drawFrom(seed: number) {
  let state = seed;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  return {
    below: (end: number) => Math.floor(next() * end),
    chance: (share: number) => next() < share,
    pick: <T>(from: readonly T[]): T => from[Math.floor(next() * from.length)]!,
  };
}

type Draw = ReturnType<typeof drawFrom>;

const streets = [
  'Élm Street',
  'elm street',
  'Elm 100% Way',
  'Elm_Court',
  'Elm\\Back',
  'Örn Lane',
  'Oak Road',
];
export const cities = ['Waukegan', 'Zion', 'Antioch'];
export const occupancies = ['Business', 'Storage', 'Assembly'];
export const types = ['Tent', 'Hot Work', 'Fireworks'];

const drawPlace = (draw: Draw) => ({
  addressLine: `${draw.below(4)} ${draw.pick(streets)}`,
  city: draw.pick(cities),
  state: 'IL',
  location: { type: 'Point', coordinates: [-88 + draw.below(20) / 20, 42 + draw.below(20) / 20] },
  withheld: draw.chance(0.25),
  ...(draw.chance(0.7) && { occupancyType: draw.pick(occupancies) }),
  ...(draw.chance(0.7) && { name: `${draw.pick(['Mill', 'House', 'Hall'])} ${draw.below(5)}` }),
  ...(draw.chance(0.5) && { zip: `6008${draw.below(9)}`, unit: draw.pick(['A', 'B', '2nd floor']) }),
});

const levelsOf = (draw: Draw): Levels => ({
  address: draw.pick(['none', 'view']),
  addressShareModule: draw.pick(['none', 'fireInspection', 'permit', 'fireInspectionAndPermit']),
  permits: draw.pick(['none', 'view']),
  inspections: draw.pick(['none', 'view']),
});

const drawDay = (draw: Draw) => `2026-0${1 + draw.below(3)}-1${draw.below(4)}`;

const drawPermit = (draw: Draw, placeId: string, at: number) => ({
  placeId,
  number: `${draw.pick(['p', 'P', 'Ä'])}-${at}`,
  type: draw.pick(types),
  class: draw.pick(['operational', 'construction']),
  status: draw.pick(['applied', 'issued', 'closed']),
  withheld: draw.chance(0.2),
  ...(draw.chance(0.6) && { issuedOn: drawDay(draw) }),
  ...(draw.chance(0.5) && { description: draw.pick(['a big TENT', '50% covered', 'roof_top']) }),
});

const drawInspection = (draw: Draw, placeId: string, at: number) => ({
  placeId,
  number: `${draw.pick(['i', 'I'])}-${at}`,
  type: draw.pick(types),
  status: draw.pick(['scheduled', 'inProgress', 'completed', 'cancelled']),
  withheld: draw.chance(0.2),
  ...(draw.chance(0.6) && { scheduledFor: `${drawDay(draw)}T14:30:00Z` }),
});

const must = (answer: Answer): Item => {
  if (answer.status >= 300) throw new Error(JSON.stringify(answer.body));
  return answer.body;
};

/** Agencies that share at random, and every id of every record there ever was. */
export interface RandomWorld {
  readonly agencies: readonly TestAgency[];
  readonly ids: Readonly<Record<'places' | 'permits' | 'inspections', readonly string[]>>;
}

/**
 * Four agencies with random grants, places and records; some places are withheld, moved, handed over or retired
 * afterwards, the grants drawn anew, and times made to coincide.
 */
export async function buildRandomWorld(world: World, seed: number): Promise<RandomWorld> {
  const draw = drawFrom(seed);
  const agencies: TestAgency[] = [];
  for (const name of ['Adams', 'Baker', 'Clark', 'Drake'])
    agencies.push(await world.agency(`${name} ${seed}`));
  const grantAll = async () => {
    for (const from of agencies)
      for (const to of agencies) if (from !== to) await world.grant(from, to, levelsOf(draw));
  };
  const places: Item[] = [];
  for (let at = 0; at < 40; at++)
    places.push(must(await draw.pick(agencies).admin.post('/places', drawPlace(draw))));
  const ids = {
    places: places.map((each) => each.id as string),
    permits: [] as string[],
    inspections: [] as string[],
  };
  await grantAll();
  const make = async (kind: 'permits' | 'inspections', body: object) => {
    const answer = await draw.pick(agencies).admin.post(`/${kind}`, body);
    if (answer.status === 201) ids[kind].push(answer.body.id);
  };
  for (let at = 0; ids.permits.length < 60; at++)
    await make('permits', drawPermit(draw, draw.pick(ids.places), at));
  for (let at = 0; ids.inspections.length < 40; at++)
    await make('inspections', drawInspection(draw, draw.pick(ids.places), at));
  await moveThings(draw, agencies, places);
  await grantAll();
  for (const table of ['place', 'permit', 'inspection'])
    await world.sql.query(
      `update ${table} set created_at = date_trunc('second', created_at) - get_byte(uuid_send(id), 15) % 4 * interval '1 ms',
         updated_at = date_trunc('second', updated_at) where id = any ($1)`,
      [[...ids.places, ...ids.permits, ...ids.inspections]],
    );
  return { agencies, ids };
}

async function moveThings(
  draw: Draw,
  agencies: readonly TestAgency[],
  places: readonly Item[],
): Promise<void> {
  for (const place of places) {
    const owner = agencies.find((each) => each.id === place.agency.id)!;
    const path = `/places/${place.id}`;
    const what = draw.below(8);
    if (what === 0) must(await owner.admin.delete(path, { ifMatch: 1 }));
    if (what === 1) must(await owner.admin.patch(path, { withheld: !place.withheld }, { ifMatch: 1 }));
    if (what === 2) must(await owner.admin.patch(path, { addressLine: '3 Moved Away' }, { ifMatch: 1 }));
    if (what === 3) {
      const taker = draw.pick(agencies.filter((each) => each !== owner));
      must(await owner.admin.post(`${path}/transfer`, { toAgencyId: taker.id }));
      must(await taker.admin.post(`${path}/transfer/accept`));
    }
  }
}
