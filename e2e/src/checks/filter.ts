import { clientOf, drawFor, findRecord, type World } from '../build/state.ts';
import { send } from '../client.ts';
import { remark, settle } from '../findings.ts';
import { asText } from '../json.ts';
import { type Kind, kindPaths, kinds, listActing, readOwnAgency, type Stored, type User } from '../model.ts';
import { canOpenPlace, canView, listMissing, listVisible } from '../oracle.ts';
import { runPool } from '../pool.ts';
import type { Random } from '../random.ts';
import { walkList, writeQuery } from '../walk.ts';
import { checkList } from './list.ts';

const NOWHERE = '01890000-0000-7000-8000-000000000001';

interface Filter {
  query: Record<string, string>;
  keeps: (record: Stored) => boolean;
}

function pointOf(record: Stored): [number, number] {
  return record.kind === 'place' ? record.point : record.place.point;
}

function drawBox(random: Random): Filter {
  const west = -82 + random.next() * 1.2;
  const south = 40 + random.next() * 1.2;
  const [east, north] = [west + 0.8, south + 0.8];
  return {
    query: { bbox: [west, south, east, north].map((side) => side.toFixed(6)).join(',') },
    keeps: (record) => {
      const [longitude, latitude] = pointOf(record);
      return longitude >= west && longitude <= east && latitude >= south && latitude <= north;
    },
  };
}

function drawFilters(world: World, user: User, kind: Kind, random: Random): Filter[] {
  const agency = random.pick([...world.model.agencies.keys()]);
  const access = random.pick(['own', 'shared']);
  const common: Filter[] = [
    { query: { agency }, keeps: (record) => readOwnAgency(record) === agency },
    { query: { agency: NOWHERE }, keeps: () => false },
    {
      query: { access },
      keeps: (record) => (readOwnAgency(record) === user.agency) === (access === 'own'),
    },
  ];
  if (kind === 'place') return [...common, drawBox(random)];
  const statuses =
    kind === 'permit'
      ? ['applied', 'issued', 'expired', 'closed']
      : ['scheduled', 'inProgress', 'completed', 'cancelled'];
  const status = random.pick(statuses);
  const place = random.pick(world.model.places);
  const both = random.pick(world.model.places);
  // A place that the viewer may not open cannot be filtered by, even under a record that shows.
  const atPlace = (record: Stored, id: string): boolean =>
    record.kind !== 'place' && record.place.id === id && canOpenPlace(world.model, user, record.place);
  return [
    ...common,
    { query: { status }, keeps: (record) => record.kind !== 'place' && record.status === status },
    { query: { place: place.id }, keeps: (record) => atPlace(record, place.id) },
    { query: { place: NOWHERE }, keeps: () => false },
    {
      query: { place: both.id, access: 'own' },
      keeps: (record) => atPlace(record, both.id) && readOwnAgency(record) === user.agency,
    },
  ];
}

/** Filters a user cannot see the reason of give an empty list; every other gives exactly its records. */
export async function checkFilters(world: World): Promise<void> {
  const random = drawFor(world, 'filters');
  const calls = listActing(world.model).flatMap((user) =>
    kinds
      .filter((kind) => listMissing(user, kind, 'Read').length === 0)
      .flatMap((kind) => drawFilters(world, user, kind, random).map((filter) => ({ user, kind, filter }))),
  );
  await runPool(calls, 6, ({ user, kind, filter }) => {
    const expected = listVisible(world.model, user, kind).filter(filter.keeps);
    const query = { ...filter.query, count: 'exact' };
    return checkList(world, { user, kind, limit: 50, query }, expected);
  });
  await checkHiddenPlaces(world, random);
  await checkBoxesOfWorks(world, random);
}

/** The sharp case: the record is visible and its place is not. */
async function checkHiddenPlaces(world: World, random: Random): Promise<void> {
  const { model } = world;
  const cases = listActing(model).flatMap((user) =>
    model.works
      .filter((work) => canView(model, user, work) && !canOpenPlace(model, user, work.place))
      .map((work) => ({ user, work })),
  );
  await runPool(random.sample(cases, 20), 6, ({ user, work }) => {
    const query = { place: work.place.id, count: 'exact' };
    return checkList(world, { user, kind: work.kind, limit: 50, query }, []);
  });
}

async function checkBoxesOfWorks(world: World, random: Random): Promise<void> {
  for (const kind of ['permit', 'inspection'] as const) {
    const readers = listActing(world.model).filter((user) => listMissing(user, kind, 'Read').length === 0);
    for (const user of random.sample(readers, 5)) {
      const box = drawBox(random);
      const reply = await send(clientOf(world, user), 'GET', kindPaths[kind] + writeQuery(box.query));
      if (reply.status === 400) {
        remark(world.findings, `?bbox= is refused on ${kindPaths[kind]}`);
        break;
      }
      const expected = listVisible(world.model, user, kind).filter(box.keeps);
      await checkList(world, { user, kind, limit: 7, query: { ...box.query, count: 'exact' } }, expected);
    }
  }
}

/** A cursor taken by one user and used by another shows nothing that the other may not see. */
export async function checkBorrowedCursors(world: World): Promise<void> {
  const random = drawFor(world, 'cursors');
  const { model, findings } = world;
  for (let at = 0; at < 12; at += 1) {
    const kind = random.pick(kinds);
    const [lender, borrower] = random.sample(
      listActing(model).filter((user) => listMissing(user, kind, 'Read').length === 0),
      2,
    ) as [User, User];
    const path = kindPaths[kind];
    const page = await send(clientOf(world, lender), 'GET', `${path}?limit=2&agency=${lender.agency}`);
    const cursor = asText((page.body as { nextCursor?: unknown } | undefined)?.nextCursor);
    if (cursor === '') continue;
    const walk = await walkList(clientOf(world, borrower), path, { cursor }, 50);
    if (walk.refused) {
      settle(findings, walk.refused.status === 400, walk.refused.call, '400 or own view', walk.refused.text);
      continue;
    }
    const unseen = walk.items.filter((item) => {
      const record = findRecord(world, asText(item.id));
      return !record || !canView(model, borrower, record);
    });
    settle(findings, unseen.length === 0, walk.call, 'nothing unseen', unseen);
  }
}
