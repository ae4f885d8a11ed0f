import { expect, test } from 'vitest';
import { openSheets } from '../../test/sheets.ts';
import type { TestAgency } from '../../test/world.ts';
import { noticeResumed, noticeResumedFor } from './resuming.ts';

const { app, world, saveClient, saveUser, told, account } = await openSheets();
const pair = async (name: string) =>
  [await world.agency(`${name} East`), await world.agency(`${name} West`)] as const;

const between = (since: string, until: string) =>
  app.house.database.system
    .transaction()
    .execute((db) => noticeResumed(db, new Date(since), new Date(until)));
const resumed = (agency: TestAgency, sheets?: ('client' | 'user')[]) =>
  app.house.database.system.transaction().execute((db) => noticeResumedFor(db, agency.id, sheets));
const news = async (of: TestAgency) =>
  (await told(of)).filter((text) => !text.includes('changed what it shares'));

test('both sides’ administrators are told when a dated row starts, and when it ends', async () => {
  const [a, b] = await pair('Dated');
  await saveClient(a, b, {
    levels: { hydrants: 'view' },
    startsAt: '2300-01-02T00:00:00Z',
    endsAt: '2300-02-02T00:00:00Z',
  });
  expect(await between('2300-01-01T00:00:00Z', '2300-01-01T12:00:00Z')).toEqual([]);
  expect(new Set(await between('2300-01-01T12:00:00Z', '2300-01-02T00:00:00Z'))).toEqual(
    new Set([a.id, b.id]),
  );
  const begun =
    'What Dated East shares with Dated West (Client Data Sharing) is in force now: Hydrants View Only.';
  expect([await news(a), await news(b)]).toEqual([[begun], [begun]]);
  expect(await between('2300-01-02T00:00:00Z', '2300-02-01T00:00:00Z')).toEqual([]);
  await between('2300-02-01T00:00:00Z', '2300-02-02T00:00:01Z');
  const over =
    'What Dated East shares with Dated West (Client Data Sharing) has ended, as dated: Hydrants View Only.';
  expect([await news(a), await news(b)]).toEqual([
    [over, begun],
    [over, begun],
  ]);
});

test('nobody is told of a date that changes nothing: paused otherwise, giving nothing, or begun and over at once', async () => {
  const [a, b] = await pair('Silent');
  const c = await world.agency('Silent North', { clientSharing: false });
  const startsAt = '2310-01-02T00:00:00Z';
  await saveClient(a, c, { levels: { hydrants: 'view' }, startsAt });
  await saveClient(a, b, { levels: {}, startsAt });
  await saveClient(b, a, { levels: { hydrants: 'view' }, startsAt, endsAt: '2310-01-02T00:00:01Z' });
  await between('2310-01-01T00:00:00Z', '2310-01-03T00:00:00Z');
  for (const agency of [a, b, c]) expect(await news(agency)).toEqual([]);
});

test('both sides’ administrators are told when a feature is switched on again, of that sheet’s rows', async () => {
  const [a, b] = await pair('Switch');
  await saveClient(a, b, { levels: { hydrants: 'view' } });
  await saveUser(a, [{ partnerId: b.id, levels: { permits: 'view' } }]);
  await saveUser(b, [{ partnerId: a.id, levels: { addressShareModule: 'permit' } }]);
  await resumed(b, ['user']);
  const expected = [
    'What Switch East shares with Switch West (User Data Sharing) is in force now: Permit View Only.',
    'What Switch West shares with Switch East (User Data Sharing) is in force now: Address Share Module Permit.',
  ];
  expect((await news(a)).sort()).toEqual(expected);
  expect((await news(b)).sort()).toEqual(expected);
});

test('an agency that is activated again is told of, except what something else still pauses', async () => {
  const [a, b] = await pair('Awake');
  const c = await world.agency('Awake North', { clientSharing: false });
  await saveClient(a, b, { levels: { hydrants: 'view' } });
  await saveClient(a, c, { levels: { hydrants: 'view' } });
  await account(a, { active: false });
  await account(a, { active: true });
  const back =
    'What Awake East shares with Awake West (Client Data Sharing) is in force now: Hydrants View Only.';
  expect([await news(a), await news(b), await news(c)]).toEqual([[back], [back], []]);
});

test('a start that comes while the server runs is told without anybody asking', async () => {
  const [a, b] = await pair('Tick');
  await saveClient(a, b, {
    levels: { hydrants: 'view' },
    startsAt: new Date(Date.now() + 1500).toISOString(),
  });
  await expect.poll(() => news(b), { interval: 200 }).toHaveLength(1);
  expect(await news(a)).toHaveLength(1);
});
