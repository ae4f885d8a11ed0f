import { beforeAll, describe, expect, test } from 'vitest';
import { startApp } from '../../test/app.ts';
import { plantPlace } from '../../test/plant.ts';
import { type Answer, openWorld, type TestAgency } from '../../test/world.ts';

const app = await startApp();
const world = await openWorld(app);

const must = (answer: Answer) => {
  if (answer.status >= 300) throw new Error(JSON.stringify(answer.body));
  return answer.body;
};
const permitAt = async (by: TestAgency, place: Answer['body'], more: object = {}) =>
  must(await by.admin.post('/permits', { placeId: place.id, type: 'Tent', class: 'operational', ...more }));
const inspectionAt = async (by: TestAgency, place: Answer['body'], more: object = {}) =>
  must(await by.admin.post('/inspections', { placeId: place.id, type: 'Annual', ...more }));
const patch = async (by: TestAgency, path: string, change: object) => {
  const { version } = must(await by.admin.get(path));
  return must(await by.admin.patch(path, change, { ifMatch: version }));
};

/** What the counters say, and what they should say: a count of the rows themselves. */
const counted = `select kind, scope_id, status, withheld, place_withheld, sum(n)::integer as n from record_count
  group by 1, 2, 3, 4, 5 having sum(n) <> 0 order by 1, 2, 3, 4, 5`;
const standing = `select kind, scope_id, status, withheld, place_withheld, count(*)::integer as n from (
    select 'place' as kind, scope_id, case when retired_at is null then 'current' else 'retired' end as status,
      withheld, false as place_withheld from place
    union all select 'permit', scope_id, status, withheld, place_withheld from permit
    union all select 'inspection', scope_id, status, withheld, place_withheld from inspection) r
  group by 1, 2, 3, 4, 5 order by 1, 2, 3, 4, 5`;
const rowsOf = async (text: string) => (await world.sql.query(text)).rows;

describe('after everything that can happen to a record', () => {
  let one: TestAgency;
  let two: TestAgency;

  beforeAll(async () => {
    [one, two] = [await world.agency('One FD'), await world.agency('Two FD')];
    await world.grant(one, two, { addressShareModule: 'fireInspectionAndPermit' });
    const [kept, withheld, retired, moved] = [
      await world.place(one),
      await world.place(one),
      await world.place(one),
      await world.place(one),
    ];
    for (const place of [kept, withheld, retired, moved])
      for (const by of [one, two]) {
        await permitAt(by, place);
        await inspectionAt(by, place, { status: 'inProgress' });
      }
    const permit = await permitAt(one, kept);
    await patch(one, `/permits/${permit.id}`, { status: 'issued' });
    await patch(one, `/permits/${permit.id}`, { withheld: true });
    const inspection = await inspectionAt(two, kept);
    await patch(two, `/inspections/${inspection.id}`, { status: 'cancelled' });
    const gone = await permitAt(one, kept);
    must(await one.admin.delete(`/permits/${gone.id}`, { ifMatch: gone.version }));
    await patch(one, `/places/${withheld.id}`, { withheld: true });
    must(await one.admin.delete(`/places/${retired.id}`, { ifMatch: 1 }));
    must(await one.admin.post(`/places/${moved.id}/transfer`, { toAgencyId: two.id }));
    must(await two.admin.post(`/places/${moved.id}/transfer/accept`));
  });

  test('the counters tell what a count of the rows would', async () => {
    const rows = await rowsOf(standing);
    expect(rows.length).toBeGreaterThan(12);
    expect(await rowsOf(counted)).toEqual(rows);
  });

  test('folding the counters changes no count, and leaves fewer rows', async () => {
    for (let at = 0; at < 70; at++) await plantPlace(world, one, { withheld: at % 2 === 0 });
    const before = await rowsOf(counted);
    const [{ n }] = await rowsOf('select count(*)::integer as n from record_count');
    const folded = async () => {
      await world.sql.query('select fold_counts(pg_current_snapshot())');
      return (await rowsOf('select count(*)::integer as n from record_count'))[0].n;
    };
    // Whatever runs in another database of this cluster holds the folding back.
    await expect.poll(folded, { timeout: 120_000 }).toBeLessThan(n);
    expect(await rowsOf(counted)).toEqual(before);
  });
});

describe('a total', () => {
  const totals = async (who: TestAgency, kind: string, query = '') => {
    const { body } = await who.admin.get(`/${kind}?count=exact&limit=200${query}`);
    return { listed: body.items.length, total: body.total };
  };

  test('of a partner has no withheld record in it, nor one that a filter leaves out', async () => {
    const [own, partner] = [await world.agency('Own FD'), await world.agency('Partner FD')];
    await world.grant(own, partner, { permits: 'view', address: 'view' });
    const place = await world.place(own);
    await world.place(own, { withheld: true });
    for (const status of ['applied', 'issued', 'issued']) await permitAt(own, place, { status });
    await permitAt(own, place, { status: 'issued', withheld: true });
    expect(await totals(partner, 'permits')).toEqual({ listed: 3, total: 3 });
    expect(await totals(partner, 'permits', '&status=issued')).toEqual({ listed: 2, total: 2 });
    expect(await totals(partner, 'permits', '&status=issued&class=operational')).toEqual({
      listed: 2,
      total: 2,
    });
    expect(await totals(partner, 'places')).toEqual({ listed: 1, total: 1 });
    expect(await totals(own, 'permits', '&status=issued')).toEqual({ listed: 3, total: 3 });
  });

  test('has one’s own withheld records in it, and beside them none that a partner withholds', async () => {
    const [own, giver] = [await world.agency('Keeping FD'), await world.agency('Giving FD')];
    await world.grant(giver, own, { permits: 'view', inspections: 'view', addressShareModule: 'permit' });
    const [home, theirs] = [await world.place(own), await world.place(giver)];
    const shut = await world.place(giver, { withheld: true });
    for (const withheld of [false, true]) {
      await permitAt(own, home, { withheld });
      await permitAt(giver, theirs, { withheld });
      await permitAt(giver, shut, { withheld });
    }
    await permitAt(own, theirs);
    expect(await totals(own, 'permits')).toEqual({ listed: 4, total: 4 });
    expect(await totals(own, 'permits', '&class=operational')).toEqual({ listed: 4, total: 4 });
    expect(await totals(own, 'permits', '&access=shared')).toEqual({ listed: 1, total: 1 });
    expect(await totals(own, 'permits', '&q=tent')).toEqual({ listed: 4, total: 4 });
  });

  test('is of what one may see, however many records others have, at one’s own places too', async () => {
    const [owner, guest, other] = [
      await world.agency('Owner FD'),
      await world.agency('Guest FD'),
      await world.agency('Other FD'),
    ];
    await world.grant(owner, guest, { addressShareModule: 'permit' });
    const place = await world.place(owner);
    await permitAt(owner, place);
    for (let at = 0; at < 3; at++) await permitAt(guest, place);
    await permitAt(other, await world.place(other));
    expect(await totals(owner, 'permits')).toEqual({ listed: 1, total: 1 });
    await world.grant(guest, owner, { permits: 'view' });
    expect(await totals(owner, 'permits')).toEqual({ listed: 4, total: 4 });
    expect(await totals(owner, 'permits', `&agency=${guest.id}`)).toEqual({ listed: 3, total: 3 });
    expect(await totals(owner, 'permits', '&access=own')).toEqual({ listed: 1, total: 1 });
    expect(await totals(owner, 'permits', `&agency=${other.id}`)).toEqual({ listed: 0, total: 0 });
  });

  test('of a third agency has only what maker and owner have both opened to it', async () => {
    const [maker, owner, third] = [
      await world.agency('Maker FD'),
      await world.agency('Owner FD'),
      await world.agency('Third FD'),
    ];
    await world.grant(owner, maker, { addressShareModule: 'fireInspectionAndPermit' });
    await world.grant(maker, third, { permits: 'view', inspections: 'view' });
    const [theirs, own] = [await world.place(owner), await world.place(maker)];
    await permitAt(maker, theirs);
    await permitAt(maker, own);
    await inspectionAt(maker, theirs, { status: 'completed' });
    expect(await totals(third, 'permits')).toEqual({ listed: 1, total: 1 });
    expect(await totals(third, 'inspections')).toEqual({ listed: 0, total: 0 });
    await world.grant(owner, third, { addressShareModule: 'permit' });
    expect(await totals(third, 'permits')).toEqual({ listed: 2, total: 2 });
    expect(await totals(third, 'inspections')).toEqual({ listed: 0, total: 0 });
    await world.grant(owner, third, { addressShareModule: 'none', inspections: 'view' });
    expect(await totals(third, 'permits')).toEqual({ listed: 1, total: 1 });
    expect(await totals(third, 'inspections')).toEqual({ listed: 1, total: 1 });
  });
});
