import type { Levels } from '@standpipe/policy';
import { type PlantedPlace, type PlantedWork, plant, plantPlace } from './plant.ts';
import { type Draw, drawFrom } from './random.ts';
import type { TestAgency, World } from './world.ts';

/** A place, or something made at one. */
export type Thing = PlantedWork | (PlantedPlace & { readonly kind: 'place' });
export type Sheet = 'client' | 'user';

/** A region of agencies, with everything in it known to the test. */
export interface Region {
  readonly draw: Draw;
  readonly agencies: readonly TestAgency[];
  readonly things: readonly Thing[];
  /** What is stored, by "grantor>partner". */
  readonly given: Map<string, Levels>;
}

export const paths = { place: '/places', permit: '/permits', inspection: '/inspections' } as const;
export const ownModule = { permit: 'permits', inspection: 'inspections' } as const;
export const opens = { permit: 'permit', inspection: 'fireInspection' } as const;
export const ownerOf = (thing: Thing) => (thing.kind === 'place' ? thing.owner : thing.place.owner);
export const authorOf = (thing: Thing) => (thing.kind === 'place' ? thing.owner : thing.author);
export const nameOf = (one: TestAgency, other: TestAgency) => `${one.id}>${other.id}`;

export function drawUser(draw: Draw): Levels {
  return {
    permits: draw.pick(['none', 'view']),
    inspections: draw.pick(['none', 'view']),
    addressShareModule: draw.pick(['none', 'fireInspection', 'permit', 'fireInspectionAndPermit']),
  };
}
export const drawClient = (draw: Draw): Levels => ({ address: draw.pick(['none', 'view']) });

async function give(world: World, region: Region, from: TestAgency, to: TestAgency, levels: Levels) {
  const name = nameOf(from, to);
  region.given.set(name, { ...region.given.get(name), ...levels });
  await world.grant(from, to, levels);
}

/** Four agencies, places of each, work of each at each one's places, and grants every which way. */
export async function drawRegion(world: World, seed: number): Promise<Region> {
  const draw = drawFrom(seed);
  const agencies: TestAgency[] = [];
  for (const name of ['A', 'B', 'C', 'D']) agencies.push(await world.agency(`${name}${seed} FD`));
  const things: Thing[] = [];
  for (const owner of agencies)
    for (const withheld of [false, false, draw.chance(0.5)]) {
      const place = await plantPlace(world, owner, { withheld });
      things.push({ ...place, kind: 'place' });
      for (const author of agencies) {
        const hidden = () => ({ withheld: draw.chance(0.2) });
        things.push(await plant(world, 'permit', author, place, hidden()));
        const status = draw.pick(['scheduled', 'inProgress', 'completed', 'completed']);
        things.push(await plant(world, 'inspection', author, place, { status, ...hidden() }));
      }
    }
  const region = { draw, agencies, things, given: new Map<string, Levels>() };
  for (const from of agencies)
    for (const to of agencies) {
      if (from === to) continue;
      if (draw.chance(0.8)) await give(world, region, from, to, drawUser(draw));
      if (draw.chance(0.4)) await give(world, region, from, to, drawClient(draw));
    }
  return region;
}

/** What an agency's administrator really finds in the lists. */
export async function sightOf(agency: TestAgency): Promise<Set<string>> {
  const seen = new Set<string>();
  for (const path of Object.values(paths))
    for (const { id } of (await agency.admin.get(`${path}?limit=200`)).body.items) seen.add(id);
  return seen;
}

/** Saves a row as its sheet would: every module of it, or the row ended. */
export async function save(
  world: World,
  region: Region,
  from: TestAgency,
  to: TestAgency,
  sheet: Sheet,
  levels: Levels | null,
) {
  if (levels) return give(world, region, from, to, levels);
  region.given.set(nameOf(from, to), { ...region.given.get(nameOf(from, to)), ...noLevels[sheet] });
  const row = `grantor_id = $1 and partner_id = $2`;
  await world.sql.query(
    `update share_grant g set valid = tstzrange(lower(valid), greatest(now(), lower(valid)))
     from share_row r where r.id = g.row_id and r.sheet = $3 and r.ended_at is null and upper_inf(g.valid)
       and r.${row.replace('partner_id', 'r.partner_id')}`,
    [from.id, to.id, sheet],
  );
  await world.sql.query(
    `update share_row set ended_at = now() where ${row} and sheet = $3 and ended_at is null`,
    [from.id, to.id, sheet],
  );
}
export const noLevels: Record<Sheet, Levels> = {
  client: { address: 'none' },
  user: { permits: 'none', inspections: 'none', addressShareModule: 'none' },
};
