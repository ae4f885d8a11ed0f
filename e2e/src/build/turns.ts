import { isListed, mayAgencyChange } from '../oracle.ts';
import { linkAgencies, patchAgency, unlinkAgencies } from './agencies.ts';
import { drawClientLevels, drawRow, drawUserLevels } from './choices.ts';
import { retirePlace, transferPlace, withholdPlace } from './places.ts';
import { readUserRows, saveClientBulk, saveClientRow, saveTable } from './sheets.ts';
import { listActive, type World } from './state.ts';
import { inspectionMoves, moveStatus, permitMoves, withholdWork } from './works.ts';

type Turn = (world: World) => Promise<void>;

function listGrantors(world: World, feature: 'clientDataSharing' | 'userDataSharing'): string[] {
  return listActive(world).filter((id) => world.model.agencies.get(id)?.features[feature]);
}

function listPartners(world: World, grantor: string): string[] {
  return [...world.model.agencies.keys()].filter((id) => isListed(world.model, grantor, id));
}

const shuffleTable: Turn = async (world) => {
  const { random } = world;
  const grantor = random.pick(listGrantors(world, 'userDataSharing'));
  const rows = readUserRows(world, grantor);
  const others = [...world.model.agencies.keys()].filter((id) => id !== grantor);
  for (const partner of random.sample(others, 2 + random.int(3))) {
    if (random.chance(0.2)) rows.delete(partner);
    else rows.set(partner, drawRow(world, drawUserLevels(world)));
  }
  await saveTable(world, grantor, rows);
};

const changeClientRow: Turn = async (world) => {
  const { random } = world;
  const grantor = random.pick(listGrantors(world, 'clientDataSharing'));
  const partners = listPartners(world, grantor);
  if (partners.length === 0) return;
  const row = drawRow(world, drawClientLevels(world, random.chance(0.85)));
  await saveClientRow(world, grantor, random.pick(partners), row);
};

const changeClientBulk: Turn = async (world) => {
  const { random } = world;
  const grantor = random.pick(listGrantors(world, 'clientDataSharing'));
  const partners = random.sample(listPartners(world, grantor), 3);
  if (partners.length === 0) return;
  const { address, prePlans, hydrants } = drawClientLevels(world, random.chance(0.7));
  await saveClientBulk(world, grantor, partners, random.chance(0.5) ? { address, hydrants } : { prePlans });
};

const moveSome: Turn = async (world) => {
  const { random, model } = world;
  const moves = { permit: permitMoves, inspection: inspectionMoves };
  const movable = model.works.filter(
    (work) =>
      mayAgencyChange(model, work.creator, work) &&
      listActive(world).includes(work.creator) &&
      (moves[work.kind][work.status] ?? []).length > 0,
  );
  for (const work of random.sample(movable, 2)) {
    await moveStatus(world, work, random.pick(moves[work.kind][work.status] ?? []));
  }
};

const withholdSome: Turn = async (world) => {
  const { random, model } = world;
  const mine = model.works.filter(
    (work) => mayAgencyChange(model, work.creator, work) && listActive(world).includes(work.creator),
  );
  if (mine.length > 0 && random.chance(0.6)) {
    const work = random.pick(mine);
    await withholdWork(world, work, !work.withheld);
    return;
  }
  const places = model.places.filter((place) => !place.retired && listActive(world).includes(place.owner));
  const place = random.pick(places);
  await withholdPlace(world, place, !place.withheld);
};

const switchFeature: Turn = async (world) => {
  const { random } = world;
  const id = random.pick(listActive(world));
  const feature = random.pick(['clientDataSharing', 'userDataSharing'] as const);
  const on = world.model.agencies.get(id)?.features[feature] === true;
  if (on && listGrantors(world, feature).length <= 4) return;
  await patchAgency(world, id, { features: { [feature]: !on } });
};

const changeLinks: Turn = async (world) => {
  const { random, model } = world;
  const ids = [...model.agencies.keys()];
  const apart = ids.flatMap((left, at) =>
    ids.slice(at + 1).flatMap((right) => (isListed(model, left, right) ? [] : [[left, right] as const])),
  );
  if (model.links.length > 0 && (apart.length === 0 || random.chance(0.4))) {
    await unlinkAgencies(world, random.pick(model.links).id);
  } else if (apart.length > 0) {
    const [left, right] = random.pick(apart);
    await linkAgencies(world, left, right);
  }
};

const leaveCounty: Turn = async (world) => {
  const many = [...world.model.agencies.values()].filter((agency) => agency.counties.length > 1);
  if (many.length === 0) return;
  const agency = world.random.pick(many);
  await patchAgency(world, agency.id, { countyFipsList: [agency.home] });
};

/** Retires a place that is not withheld. */
export const retireSome: Turn = async (world) => {
  const { random, model } = world;
  const open = model.places.filter((place) => !place.retired && !place.withheld);
  const mine = open.filter((place) => listActive(world).includes(place.owner));
  if (mine.length > 0) await retirePlace(world, random.pick(mine));
};

/** Moves a place to another agency, by offer and acceptance. */
export const transferSome: Turn = async (world) => {
  const { random, model } = world;
  const active = listActive(world);
  const open = model.places.filter(
    (place) => !place.retired && !place.withheld && active.includes(place.owner),
  );
  const place = random.pick(open);
  const partners = active.filter((id) => isListed(model, place.owner, id));
  const known = partners.length > 0 ? partners : active.filter((id) => id !== place.owner);
  await transferPlace(world, place, random.pick(known));
};

const turns: [number, Turn][] = [
  [5, shuffleTable],
  [4, changeClientRow],
  [2, changeClientBulk],
  [4, moveSome],
  [3, withholdSome],
  [1, switchFeature],
  [2, changeLinks],
  [1, leaveCounty],
  [1, retireSome],
  [1, transferSome],
];

/** Lets the world change at random so many times. */
export async function takeTurns(world: World, count: number): Promise<void> {
  const hat = turns.flatMap(([weight, turn]) => Array.from({ length: weight }, () => turn));
  for (let at = 0; at < count; at += 1) await world.random.pick(hat)(world);
}
