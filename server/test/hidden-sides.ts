/** Two sides that a viewer sees alike; on the first a stranger has thousands of records as well. */
import type { World } from './world.ts';

const west = -88.5;

/** Four columns of tiles of zoom 11 lie between the two, so that boxes lie in their squares alike. */
export const sides = [
  { word: 'quarrystone', west },
  { word: 'harborlight', west: west + (4 * 360) / 2048 },
] as const;
export type Side = (typeof sides)[number];

/** The tables of records that are listed by words and boxes, by what fills them from the places. */
const kinds: Readonly<Record<string, string>> = {
  permit: `(id, number, type, status, class, author_id, owner_id, place_id, address_line, lng, lat)
    select gen_random_uuid(), 'P-' || row_number() over (), 'Hot work', 'issued', 'operational', owner_id, owner_id, id`,
  inspection: `(id, number, type, status, author_id, owner_id, place_id, address_line, lng, lat)
    select gen_random_uuid(), 'I-' || row_number() over (), 'Annual', 'completed', owner_id, owner_id, id`,
  pre_plan: `(id, status, published_at, owner_id, place_id, address_line, lng, lat)
    select gen_random_uuid(), 'published', now(), owner_id, id`,
  hydrant: `(id, number, type, owner_id, address_line, lng, lat)
    select gen_random_uuid(), 'H-' || row_number() over (), 'dry', owner_id`,
};

/** A viewer, a partner that grants it everything, and a stranger. What is seen lies together, and alike on both sides. */
export async function fillSides(world: World, hidden: number) {
  const { sql } = world;
  const viewer = await world.agency('Viewer FD');
  const partner = await world.agency('Partner FD');
  const stranger = await world.agency('Stranger FD');
  const view = 'view' as const;
  await world.grant(partner, viewer, {
    ...{ address: view, hydrants: view, prePlans: view, permits: view, inspections: view },
  });
  const fill = (owner: string, { word, west: lng }: Side, many: number) =>
    sql.query(
      `insert into place (id, owner_id, address_line, city, state, lng, lat)
       select gen_random_uuid(), $1, n || ' ${word} Street', 'Waukegan', 'IL', $2 + 0.0001 * (n % 40),
         42.3 + 0.0001 * (n % 30) from generate_series(1, $3::integer) n`,
      [owner, lng, many],
    );
  for (let n = 0; n < 6; n++)
    for (const side of sides) for (const owner of [viewer, partner]) await fill(owner.id, side, 4);
  await fill(stranger.id, sides[0], hidden);
  const order = `order by owner_id = '${stranger.id}', address_line`;
  for (const [table, columns] of Object.entries(kinds))
    await sql.query(`insert into ${table} ${columns}, address_line, lng, lat from place ${order}`);
  for (const table of ['place', ...Object.keys(kinds), 'scope_extent'])
    await sql.query(`vacuum analyze ${table}`);
  return { viewer, partner, stranger };
}
