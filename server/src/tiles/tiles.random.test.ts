import { beforeAll, describe, expect, test } from 'vitest';
import { startApp } from '../../test/app.ts';
import { buildRandomWorld, type Item, type RandomWorld } from '../../test/random-world.ts';
import { openWorld, type User } from '../../test/world.ts';
import { askTile, type TileFeature, tileOf, tilePath } from './fixture.tiles.ts';

const app = await startApp();
const world = await openWorld(app);

async function listAll(user: User): Promise<Item[]> {
  const items: Item[] = [];
  let cursor: string | null = null;
  do {
    const page = await user.get(`/places?limit=200${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`);
    items.push(...page.body.items);
    cursor = page.body.nextCursor;
  } while (cursor !== null);
  return items;
}

/** Everything a viewer's tiles of one zoom show, over every tile that any place at all lies in. */
async function allTiles(user: User, points: readonly [number, number][], z: number): Promise<TileFeature[]> {
  const tiles = new Map(points.map((point) => [tilePath(tileOf(point, z)), point]));
  const features: TileFeature[] = [];
  for (const point of tiles.values()) {
    const answer = await askTile(user, point, z);
    expect(answer.status).toBe(200);
    features.push(...answer.features);
  }
  return features;
}

describe.each([3, 29])('in a random world (seed %i)', (seed) => {
  let made: RandomWorld;
  let points: [number, number][];

  beforeAll(async () => {
    made = await buildRandomWorld(world, seed);
    const { rows } = await world.sql.query<{ lng: number; lat: number }>('select lng, lat from place');
    points = rows.map(({ lng, lat }) => [lng, lat]);
  });

  test.each([11, 13, 14, 15, 18, 22])('tiles of zoom %i show exactly the places of the list', async (z) => {
    for (const { admin } of made.agencies) {
      const listed = await listAll(admin);
      const shown = await allTiles(admin, points, z);
      expect(shown.map(({ properties }) => properties.id).sort()).toEqual(
        listed.map(({ id }) => id as string).sort(),
      );
      const byId = new Map(listed.map((each) => [each.id, each]));
      for (const { properties, lngLat } of shown) {
        const place = byId.get(properties.id as string)!;
        expect(properties).toEqual({
          id: place.id,
          agency: place.agency.id,
          color: place.agency.color,
          ...(z >= 15 && {
            addressLine: place.addressLine,
            ...(place.occupancyType && { occupancyType: place.occupancyType }),
          }),
        });
        const [lng, lat] = place.location.coordinates as [number, number];
        expect(Math.abs(lngLat[0] - lng)).toBeLessThan((360 / 2 ** z / 4096) * 1.5);
        expect(Math.abs(lngLat[1] - lat)).toBeLessThan((360 / 2 ** z / 4096) * 1.5);
      }
    }
  });

  test.each([0, 3, 7, 10])(
    'clusters of zoom %i count exactly the places of the list, by agency too',
    async (z) => {
      for (const { admin } of made.agencies) {
        const listed = await listAll(admin);
        const shown = await allTiles(admin, points, z);
        const sum = (features: readonly TileFeature[]) =>
          features.reduce((total, { properties }) => total + (properties.count as number), 0);
        expect(sum(shown)).toBe(listed.length);
        expect(shown.every(({ properties }) => properties.id === undefined)).toBe(true);
        for (const agency of made.agencies) {
          const theirs = listed.filter((each) => each.agency.id === agency.id);
          const only = [];
          for (const point of new Map(points.map((each) => [tilePath(tileOf(each, z)), each])).values())
            only.push(...(await askTile(admin, point, z, `?agency=${agency.id}`)).features);
          expect(sum(only)).toBe(theirs.length);
          expect(only.every(({ properties }) => properties.agency === agency.id)).toBe(true);
        }
      }
    },
  );
});
