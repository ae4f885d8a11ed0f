import type { Permission } from '@standpipe/policy';
import { describe, expect, test } from 'vitest';
import { startApp } from '../../test/app.ts';
import { type Answer, openWorld } from '../../test/world.ts';
import { answerOffer, giverAndTaker, logOf, makePermit, never, noticesOf, offer } from './fixture.ts';

const app = await startApp();
const world = await openWorld(app);

describe('an offer of a place', () => {
  test('is answered with where it is, and both sides find it among their offers', async () => {
    const { from, to, place } = await giverAndTaker(world);
    const answer = await offer(from, place.id, to);
    expect(answer.status).toBe(201);
    expect(answer.headers.get('location')).toBe(`/api/v1/place-transfers/${answer.body.id}`);
    expect(answer.body).toMatchObject({
      place: { id: place.id, addressLine: place.addressLine },
      from: { id: from.id },
      to: { id: to.id },
      status: 'offered',
      decidedAt: null,
    });
    for (const side of [from, to]) {
      expect((await side.admin.get(`/place-transfers/${answer.body.id}`)).body).toEqual(answer.body);
      expect((await side.admin.get('/place-transfers?count=exact')).body).toEqual({
        items: [answer.body],
        nextCursor: null,
        total: 1,
      });
    }
    expect((await to.admin.get('/place-transfers?direction=incoming')).body.items).toHaveLength(1);
    expect((await to.admin.get('/place-transfers?direction=outgoing&count=exact')).body.total).toBe(0);
    expect((await to.admin.get('/place-transfers?status=declined&count=exact')).body.total).toBe(0);
    expect(await noticesOf(world, to)).toEqual([expect.stringContaining('From FD offers')]);
  });

  test('opens the place to nobody, and does not exist for a third agency', async () => {
    const { from, to, place } = await giverAndTaker(world);
    const third = await world.agency('Third FD');
    const { body } = await offer(from, place.id, to);
    expect((await to.admin.get(`/places/${place.id}`)).status).toBe(404);
    expect((await third.admin.get(`/place-transfers/${body.id}`)).status).toBe(404);
    expect((await third.admin.get('/place-transfers?count=exact')).body).toMatchObject({
      items: [],
      total: 0,
    });
    for (const verb of ['accept', 'decline', 'withdraw'])
      expect((await answerOffer(third, place.id, verb)).status).toBe(404);
  });

  test('does not show under X-View-As', async () => {
    const { from, to, place } = await giverAndTaker(world);
    const { body } = await offer(from, place.id, to);
    const asPartner = { headers: { 'x-view-as': to.id } };
    expect((await from.admin.get('/place-transfers', asPartner)).body.items).toEqual([]);
    expect((await from.admin.get(`/place-transfers/${body.id}`, asPartner)).status).toBe(404);
  });

  test('goes to another agency that is active, or is refused', async () => {
    const { from, to, place } = await giverAndTaker(world);
    await world.sql.query('update agency set active = false where id = $1', [to.id]);
    for (const toAgencyId of [from.id, never, to.id, 'nobody', null]) {
      const answer = await from.admin.post(`/places/${place.id}/transfer`, { toAgencyId });
      expect(answer).toMatchObject({
        status: 400,
        body: { code: 'invalid', errors: [{ path: 'toAgencyId' }] },
      });
    }
    expect((await from.admin.get('/place-transfers')).body.items).toEqual([]);
  });

  test('stands alone: a second one is a conflict, also when both are made at once', async () => {
    const { from, to, place } = await giverAndTaker(world);
    const third = await world.agency('Third FD');
    const both = await Promise.all([offer(from, place.id, to), offer(from, place.id, third)]);
    expect(both.map((each) => each.status).sort()).toEqual([201, 409]);
    expect(both.find((each) => each.status === 409)!.body.code).toBe('conflict');
    expect((await offer(from, place.id, to)).body.detail).toMatch(/offered to (To|Third) FD already/);
  });

  test('is told to those only who may read addresses', async () => {
    const { from, to, place } = await giverAndTaker(world);
    await offer(from, place.id, to);
    for (const [agency, may] of [
      [from, 'Addresses - Edit'],
      [to, 'Addresses - Create'],
    ] as const) {
      const told = async (...permissions: Permission[]) => {
        const user = await world.user(agency, permissions);
        return (await user.get('/notices')).body.items.length;
      };
      expect([await told(may), await told('Addresses - Read'), await told('Addresses - Read', may)]).toEqual([
        0, 0, 1,
      ]);
    }
  });

  test('is made once for one Idempotency-Key', async () => {
    const { from, to, place } = await giverAndTaker(world);
    const send = () =>
      from.admin.post(
        `/places/${place.id}/transfer`,
        { toAgencyId: to.id },
        { headers: { 'idempotency-key': 'once' } },
      );
    const [first, second] = [await send(), await send()];
    expect(second).toMatchObject({ status: 201, body: { id: first.body.id } });
  });

  test('needs Addresses - Edit to make and take back, Addresses - Create to decide', async () => {
    const { from, to, place } = await giverAndTaker(world);
    const reader = await world.user(from, ['Addresses - Read', 'Addresses - Create']);
    const path = `/places/${place.id}/transfer`;
    expect((await reader.post(path, { toAgencyId: to.id })).body.missing).toEqual(['Addresses - Edit']);
    await offer(from, place.id, to);
    expect((await reader.post(`${path}/withdraw`)).body.missing).toEqual(['Addresses - Edit']);
    const editor = await world.user(to, ['Addresses - Read', 'Addresses - Edit']);
    for (const verb of ['accept', 'decline'])
      expect((await editor.post(`${path}/${verb}`)).body.missing).toEqual(['Addresses - Create']);
    expect((await from.admin.get(`/places/${place.id}`)).status).toBe(200);
  });
});

describe('a place that was accepted', () => {
  test('is its new owner’s whole, and its earlier owner keeps nothing', async () => {
    const { from, to, place } = await giverAndTaker(world);
    await offer(from, place.id, to);
    const taken = await answerOffer(to, place.id, 'accept', {});
    expect(taken.status).toBe(200);
    expect(taken.headers.get('etag')).toBe('"2"');
    expect(taken.body).toMatchObject({
      id: place.id,
      name: 'Depot',
      notes: 'ask for Ann',
      agency: { id: to.id },
      access: { relation: 'own', via: 'ours', can: ['view', 'edit', 'delete'] },
    });
    expect((await from.admin.get(`/places/${place.id}`)).status).toBe(404);
    expect((await from.admin.patch(`/places/${place.id}`, {}, { ifMatch: 2 })).status).toBe(404);
    expect((await from.admin.get('/places?count=exact')).body).toMatchObject({ items: [], total: 0 });
    expect((await to.admin.get('/places?count=exact')).body).toMatchObject({ total: 1, items: [taken.body] });
    expect((await to.admin.patch(`/places/${place.id}`, { name: 'Yard' }, { ifMatch: 2 })).status).toBe(200);
  });

  test('takes everything at it along: each record answers to the new owner’s grants', async () => {
    const { from, to, place } = await giverAndTaker(world);
    const maker = await world.agency('Maker FD');
    await world.grant(from, maker, { addressShareModule: 'permit' });
    await world.grant(maker, from, { permits: 'view' });
    const [theirs, ours] = [await makePermit(maker, place.id), await makePermit(from, place.id)];
    await offer(from, place.id, to);
    expect((await answerOffer(to, place.id, 'accept')).status).toBe(200);

    const { rows } = await world.sql.query(
      `select p.id, p.owner_id = $2 and s.owner_id = $2 and s.author_id = p.author_id as moved
       from permit p join scope s on s.id = p.scope_id where p.place_id = $1`,
      [place.id, to.id],
    );
    expect(rows.map((row) => row.moved)).toEqual([true, true]);
    for (const who of [from, to, maker])
      for (const { id } of [theirs, ours]) expect((await who.admin.get(`/permits/${id}`)).status).toBe(404);
    for (const who of [from, to, maker])
      expect((await who.admin.get('/permits?count=exact')).body).toMatchObject({ items: [], total: 0 });

    await world.grant(to, maker, { addressShareModule: 'permit' });
    await world.grant(maker, to, { permits: 'view' });
    expect((await maker.admin.get(`/permits/${theirs.id}`)).body).toMatchObject({
      access: { relation: 'own', via: 'whereInvited' },
      place: { id: place.id, agency: { id: to.id, name: 'To FD' } },
    });
    expect((await to.admin.get(`/permits/${theirs.id}`)).body.access.via).toBe('sharedAboutOurPlace');
    expect((await from.admin.get(`/permits/${theirs.id}`)).status).toBe(404);
    expect((await to.admin.get('/permits?count=exact')).body.total).toBe(1);
  });

  test('stays withheld, and its records with it', async () => {
    const { from, to, place } = await giverAndTaker(world);
    const third = await world.agency('Third FD');
    const permit = await makePermit(from, place.id);
    await world.grant(from, third, { permits: 'view' });
    await world.grant(to, third, { permits: 'view', address: 'view' });
    expect((await from.admin.patch(`/places/${place.id}`, { withheld: true }, { ifMatch: 1 })).status).toBe(
      200,
    );
    await offer(from, place.id, to);
    expect((await answerOffer(to, place.id, 'accept')).body.withheld).toBe(true);
    expect((await third.admin.get(`/permits/${permit.id}`)).status).toBe(404);
    expect((await to.admin.patch(`/places/${place.id}`, { withheld: false }, { ifMatch: 3 })).status).toBe(
      200,
    );
    expect((await third.admin.get(`/permits/${permit.id}`)).body.access.via).toBe('sharedByBoth');
  });

  test('is told to both sides and to the stream, with everything at it', async () => {
    const { from, to, place } = await giverAndTaker(world);
    const permit = await makePermit(from, place.id);
    await offer(from, place.id, to);
    await answerOffer(to, place.id, 'accept');
    expect(await logOf(world, from, place.id)).toEqual(['create', 'offer', 'acceptTransfer']);
    expect(await logOf(world, to, place.id)).toEqual(['offer', 'acceptTransfer']);
    expect(await noticesOf(world, from)).toEqual([
      expect.any(String),
      expect.stringContaining('To FD accepted'),
    ]);
    expect(await noticesOf(world, to)).toHaveLength(2);
    const { rows } = await world.sql.query(
      'select kind, before, after from change_event where record_id = any ($1) and before is not null order by id',
      [[place.id, permit.id]],
    );
    expect(rows).toMatchObject([
      { kind: 'place', before: { parties: { owner: from.id } }, after: { parties: { owner: to.id } } },
      {
        kind: 'permit',
        before: { parties: { author: from.id, placeOwner: from.id } },
        after: { parties: { author: from.id, placeOwner: to.id } },
      },
    ]);
    const history = await to.admin.get(`/places/${place.id}/history`);
    expect(history.body.items.map((each: { action: string }) => each.action)).toEqual([
      'acceptTransfer',
      'offer',
    ]);
  });

  test('can be offered on, and back', async () => {
    const { from, to, place } = await giverAndTaker(world);
    for (const [giver, taker] of [
      [from, to],
      [to, from],
      [from, to],
    ] as const) {
      expect((await offer(giver, place.id, taker)).status).toBe(201);
      expect((await answerOffer(taker, place.id, 'accept')).status).toBe(200);
    }
    expect((await to.admin.get(`/places/${place.id}`)).body.version).toBe(4);
    expect((await to.admin.get('/place-transfers?status=accepted&count=exact')).body.total).toBe(3);
  });
});

test('offers come in pages, newest first, under a cursor of one’s own', async () => {
  const { from, to } = await giverAndTaker(world);
  const made: string[] = [];
  for (let at = 0; at < 5; at++) {
    const place = await world.place(from);
    made.unshift((await offer(from, place.id, to)).body.id);
  }
  const seen: string[] = [];
  let cursor: string | null = null;
  do {
    const page: Answer = await to.admin.get(
      `/place-transfers?limit=2${cursor ? `&cursor=${cursor}` : '&status=offered'}`,
    );
    seen.push(...page.body.items.map((each: { id: string }) => each.id));
    cursor = page.body.nextCursor;
    if (cursor)
      for (const refused of [
        await from.admin.get(`/place-transfers?cursor=${cursor}`),
        await to.admin.get(`/places?cursor=${cursor}`),
        await to.admin.get(`/place-transfers?cursor=${cursor}x`),
      ])
        expect(refused).toMatchObject({ status: 400, body: { errors: [{ code: 'invalid_cursor' }] } });
  } while (cursor);
  expect(seen).toEqual(made);
});
