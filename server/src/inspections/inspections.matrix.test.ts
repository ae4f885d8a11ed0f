import { inspectionStatuses } from '@standpipe/contract';
import type { Levels } from '@standpipe/policy';
import { describe, expect, test } from 'vitest';
import { startApp } from '../../test/app.ts';
import { type Answer, openWorld, type TestAgency } from '../../test/world.ts';

const app = await startApp();
const world = await openWorld(app);

const [maker, owner] = [await world.agency('Maker FD'), await world.agency('Owner FD')];
await world.grant(owner, maker, { addressShareModule: 'fireInspection' });

const make = async (by: TestAgency, place: Answer['body'], more: object = {}) => {
  const answer = await by.admin.post('/inspections', { placeId: place.id, type: 'Annual', ...more });
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return answer.body;
};

const withhold = async (by: TestAgency, place: Answer['body']) => {
  const answer = await by.admin.patch(`/places/${place.id}`, { withheld: true }, { ifMatch: place.version });
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
};

const withheldHow = ['open', 'record', 'place'] as const;
interface Made {
  readonly id: string;
  readonly at: 'own' | 'owner';
  readonly status: (typeof inspectionStatuses)[number];
  readonly withheld: (typeof withheldHow)[number];
}

/** An inspection of the maker's in each place, status and way of being withheld. */
const all: Made[] = [];
for (const at of ['own', 'owner'] as const)
  for (const withheld of withheldHow) {
    const place = await world.place(at === 'own' ? maker : owner);
    for (const status of inspectionStatuses) {
      const { id } = await make(maker, place, { status, withheld: withheld === 'record' });
      all.push({ id, at, status, withheld });
    }
    if (withheld === 'place') await withhold(at === 'own' ? maker : owner, place);
  }

interface Viewer {
  readonly who: TestAgency;
  readonly isMaker?: boolean;
  readonly isOwner?: boolean;
  readonly fromMaker: Levels;
  readonly fromOwner: Levels;
}

/** The five cases in words of the sources; says nothing of how the server decides. */
function sees({ isMaker, isOwner, fromMaker, fromOwner }: Viewer, { at, status, withheld }: Made): boolean {
  const invited = ['fireInspection', 'fireInspectionAndPermit'].includes(
    fromOwner.addressShareModule ?? 'none',
  );
  if (isMaker) return at === 'own' || invited;
  if (status !== 'inProgress' && status !== 'completed') return false;
  if (withheld === 'record' || fromMaker.inspections !== 'view') return false;
  if (isOwner && at === 'owner') return true;
  if (withheld === 'place') return false;
  return at === 'own' || fromOwner.inspections === 'view' || invited;
}

const partner = async (name: string, fromMaker: Levels, fromOwner: Levels): Promise<[string, Viewer]> => {
  const who = await world.agency(name);
  await world.grant(maker, who, fromMaker);
  await world.grant(owner, who, fromOwner);
  return [name, { who, fromMaker, fromOwner }];
};
const view = { inspections: 'view' } as const;
const invites = (addressShareModule: 'fireInspection' | 'permit' | 'fireInspectionAndPermit') => ({
  addressShareModule,
});

const viewers: [string, Viewer][] = [
  ['its maker', { who: maker, isMaker: true, fromMaker: {}, fromOwner: invites('fireInspection') }],
  [
    'the place’s owner, to whom the maker granted nothing',
    { who: owner, isOwner: true, fromMaker: {}, fromOwner: {} },
  ],
  await partner('a stranger', {}, {}),
  await partner('a partner with Permit = View Only from both', { permits: 'view' }, { permits: 'view' }),
  await partner('a partner of the maker', view, {}),
  await partner('a partner of the place’s owner', {}, { ...view, ...invites('fireInspectionAndPermit') }),
  await partner('a partner of both', view, view),
  await partner(
    'a partner of the maker, invited by the owner for fire inspections',
    view,
    invites('fireInspection'),
  ),
  await partner(
    'a partner of the maker, invited by the owner for both',
    view,
    invites('fireInspectionAndPermit'),
  ),
  await partner('a partner of the maker, invited by the owner for permits', view, invites('permit')),
];

async function compare(viewer: Viewer): Promise<void> {
  const expected = all.filter((each) => sees(viewer, each)).map((each) => each.id);
  const { admin } = viewer.who;
  const read: [string, number][] = [];
  for (const { id } of all) read.push([id, (await admin.get(`/inspections/${id}`)).status]);
  expect(read).toEqual(all.map(({ id }) => [id, expected.includes(id) ? 200 : 404]));
  const list = await admin.get('/inspections?sort=createdAt&count=exact&limit=200');
  expect(list.body.items.map((each: { id: string }) => each.id)).toEqual(expected);
  expect(list.body.total).toBe(expected.length);
  for (const status of inspectionStatuses) {
    const { body } = await admin.get(`/inspections?status=${status}&count=exact`);
    const inIt = all.filter((each) => each.status === status && expected.includes(each.id));
    expect([body.items.length, body.total]).toEqual([inIt.length, inIt.length]);
  }
}

describe('of 24 inspections in two places, four statuses, open and withheld, exactly the right ones are seen by', () => {
  test.each(viewers)('%s', async (_name, viewer) => compare(viewer));

  test('the place’s owner, once the maker granted Inspections', async () => {
    await world.grant(maker, owner, view);
    await compare({ who: owner, isOwner: true, fromMaker: view, fromOwner: {} });
  });

  test('its maker, once the owner withdrew the invitation, and once it came back', async () => {
    for (const level of ['permit', 'fireInspectionAndPermit'] as const) {
      await world.grant(owner, maker, invites(level));
      await compare({ who: maker, isMaker: true, fromMaker: {}, fromOwner: invites(level) });
    }
  });
});
