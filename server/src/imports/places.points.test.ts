import type { ImportMapping } from '@standpipe/contract';
import { expect, test } from 'vitest';
import { startApp } from '../../test/app.ts';
import { openWorld } from '../../test/world.ts';
import { csv, mapped, run, uploadForm } from './fixture.imports.ts';

const app = await startApp();
const world = await openWorld(app);
const header = ['id', 'address', 'city', 'state', 'zip'];
const file = csv(
  header,
  ['1', '1 Elm St', 'Waukegan', 'IL', '60085'],
  ['2', '2 Elm St', 'Waukegan', 'IL', ''],
);

const places = async (agency: { admin: { get(path: string): Promise<{ body: { items: never[] } }> } }) =>
  (await agency.admin.get('/places?sort=addressLine')).body.items as {
    id: string;
    version: number;
    location: { coordinates: [number, number] };
    locationSource: string | null;
  }[];

test('places without points are asked for, put in the middle of their ZIP or county where that is chosen, and marked until somebody sets the point', async () => {
  const agency = await world.agency('Middle FD');
  const sent = await uploadForm(app, agency.admin, 'place', Buffer.from(file), 'p.csv');
  expect(sent.body.faults.map(({ message }: { message: string }) => message).join()).toContain(
    '(lng) is not filled',
  );
  const { faults } = await mapped(agency.admin, sent.body.id, { ...sent.body.mapping, missingPoints: 'zip' });
  expect(faults).toEqual([]);
  const done = await run(agency.admin, sent.body.id);
  expect(done.progress).toMatchObject({ created: 2, rejected: 0 });
  expect(done.warnings).toEqual([
    { text: 'no point of its own: put at the middle of its ZIP', rows: 1 },
    { text: 'no point of its own: put at the middle of its county', rows: 1 },
  ]);
  const [first, second] = await places(agency);
  expect([first?.locationSource, second?.locationSource]).toEqual(['zip', 'county']);
  const location = { type: 'Point', coordinates: [-87.8444, 42.3612] };
  const set = await agency.admin.patch(`/places/${first!.id}`, { location }, { ifMatch: first!.version });
  expect(set.body).toMatchObject({ location, locationSource: null });
  const again = await run(agency.admin, sent.body.id);
  expect(again.progress).toMatchObject({ changed: 0, unchanged: 2 });
  expect((await places(agency))[0]).toMatchObject({ location, locationSource: null });
  const named = (mapping: ImportMapping): ImportMapping => ({
    ...mapping,
    missingPoints: 'county',
    source: 'other',
  });
  const other = await uploadForm(app, agency.admin, 'place', Buffer.from(file), 'p.csv');
  await mapped(agency.admin, other.body.id, named(other.body.mapping));
  await run(agency.admin, other.body.id);
  expect((await places(agency)).find(({ id }) => id === first!.id)).toMatchObject({ location });
});

test('an approximate point that somebody exports keeps its mark in another agency', async () => {
  const [one, other] = [await world.agency('Marks FD'), await world.agency('Marked FD')];
  const sent = await uploadForm(app, one.admin, 'place', Buffer.from(file), 'p.csv');
  await mapped(one.admin, sent.body.id, { ...sent.body.mapping, missingPoints: 'zip' });
  await run(one.admin, sent.body.id);
  const out = Buffer.from((await one.admin.get('/exports/places.csv')).bytes);
  const back = await uploadForm(app, other.admin, 'place', out, 'places.csv');
  expect((await run(other.admin, back.body.id)).rejections).toEqual([]);
  expect((await places(other)).map(({ locationSource }) => locationSource)).toEqual(['zip', 'county']);
});

test('a permit without a point makes its place in the middle of its ZIP, marked, where that is chosen', async () => {
  const agency = await world.agency('Middle permits FD');
  const permits = csv(
    ['permit number', 'type', 'class', 'address', 'city', 'state', 'zip'],
    ['P-1', 'Tent', 'operational', '9 Oak St', 'Waukegan', 'IL', '60085'],
  );
  const sent = await uploadForm(app, agency.admin, 'permit', Buffer.from(permits), 'p.csv');
  await mapped(agency.admin, sent.body.id, { ...sent.body.mapping, missingPoints: 'zip' });
  const done = await run(agency.admin, sent.body.id);
  expect([done.progress, done.rejections]).toMatchObject([{ created: 1, placesCreated: 1 }, []]);
  expect(await places(agency)).toMatchObject([{ locationSource: 'zip' }]);
});
