import { describe, expect, test } from 'vitest';
import { startApp } from '../../test/app.ts';
import { type Answer, openWorld, type TestAgency } from '../../test/world.ts';

const app = await startApp();
const world = await openWorld(app);

const never = '01890000-0000-7000-8000-000000000000';

/** Two fresh agencies and a place of the first. */
async function twoAgencies() {
  const [from, to] = [await world.agency('From FD'), await world.agency('To FD')];
  return { from, to, place: await world.place(from, { name: 'Depot', notes: 'ask for Ann' }) };
}

const offer = (by: TestAgency, placeId: string, to: TestAgency) =>
  by.admin.post(`/places/${placeId}/transfer`, { toAgencyId: to.id });
const decide = (by: TestAgency, placeId: string, verb: string, body?: unknown) =>
  by.admin.post(`/places/${placeId}/transfer/${verb}`, body);

const permitAt = async (by: TestAgency, placeId: string): Promise<Answer['body']> => {
  const answer = await by.admin.post('/permits', { placeId, type: 'Tent', class: 'operational' });
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return answer.body;
};

const logOf = async (agency: TestAgency, id: string) =>
  (
    await world.sql.query<{ action: string }>(
      'select action from audit_entry where agency_id = $1 and record_id = $2 order by id',
      [agency.id, id],
    )
  ).rows.map((row) => row.action);

const noticesOf = async (agency: TestAgency) =>
  (
    await world.sql.query<{ text: string }>(
      "select text from notice where agency_id = $1 and topic = 'placeTransfer' order by id",
      [agency.id],
    )
  ).rows.map((row) => row.text);

describe('an offer of a place', () => {
  test('is answered with where it is, and both sides find it among their offers', async () => {
    const { from, to, place } = await twoAgencies();
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
    expect(await noticesOf(to)).toEqual([expect.stringContaining('From FD offers')]);
  });

  test('opens the place to nobody, and does not exist for a third agency', async () => {
    const { from, to, place } = await twoAgencies();
    const third = await world.agency('Third FD');
    const { body } = await offer(from, place.id, to);
    expect((await to.admin.get(`/places/${place.id}`)).status).toBe(404);
    expect((await third.admin.get(`/place-transfers/${body.id}`)).status).toBe(404);
    expect((await third.admin.get('/place-transfers?count=exact')).body).toMatchObject({
      items: [],
      total: 0,
    });
    for (const verb of ['accept', 'decline', 'withdraw'])
      expect((await decide(third, place.id, verb)).status).toBe(404);
  });

  test('does not show under X-View-As', async () => {
    const { from, to, place } = await twoAgencies();
    const { body } = await offer(from, place.id, to);
    const asPartner = { headers: { 'x-view-as': to.id } };
    expect((await from.admin.get('/place-transfers', asPartner)).body.items).toEqual([]);
    expect((await from.admin.get(`/place-transfers/${body.id}`, asPartner)).status).toBe(404);
  });

  test('goes to another agency that is active, or is refused', async () => {
    const { from, to, place } = await twoAgencies();
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
    const { from, to, place } = await twoAgencies();
    const third = await world.agency('Third FD');
    const both = await Promise.all([offer(from, place.id, to), offer(from, place.id, third)]);
    expect(both.map((each) => each.status).sort()).toEqual([201, 409]);
    expect(both.find((each) => each.status === 409)!.body.code).toBe('conflict');
    expect((await offer(from, place.id, to)).body.detail).toMatch(/offered to (To|Third) FD already/);
  });

  test('is made once for one Idempotency-Key', async () => {
    const { from, to, place } = await twoAgencies();
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
    const { from, to, place } = await twoAgencies();
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
    const { from, to, place } = await twoAgencies();
    await offer(from, place.id, to);
    const taken = await decide(to, place.id, 'accept', {});
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
    const { from, to, place } = await twoAgencies();
    const maker = await world.agency('Maker FD');
    await world.grant(from, maker, { addressShareModule: 'permit' });
    await world.grant(maker, from, { permits: 'view' });
    const [theirs, ours] = [await permitAt(maker, place.id), await permitAt(from, place.id)];
    await offer(from, place.id, to);
    expect((await decide(to, place.id, 'accept')).status).toBe(200);

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
    const { from, to, place } = await twoAgencies();
    const third = await world.agency('Third FD');
    const permit = await permitAt(from, place.id);
    await world.grant(from, third, { permits: 'view' });
    await world.grant(to, third, { permits: 'view', address: 'view' });
    expect((await from.admin.patch(`/places/${place.id}`, { withheld: true }, { ifMatch: 1 })).status).toBe(
      200,
    );
    await offer(from, place.id, to);
    expect((await decide(to, place.id, 'accept')).body.withheld).toBe(true);
    expect((await third.admin.get(`/permits/${permit.id}`)).status).toBe(404);
    expect((await to.admin.patch(`/places/${place.id}`, { withheld: false }, { ifMatch: 3 })).status).toBe(
      200,
    );
    expect((await third.admin.get(`/permits/${permit.id}`)).body.access.via).toBe('sharedByBoth');
  });

  test('is told to both sides and to the stream, with everything at it', async () => {
    const { from, to, place } = await twoAgencies();
    const permit = await permitAt(from, place.id);
    await offer(from, place.id, to);
    await decide(to, place.id, 'accept');
    expect(await logOf(from, place.id)).toEqual(['create', 'offer', 'acceptTransfer']);
    expect(await logOf(to, place.id)).toEqual(['offer', 'acceptTransfer']);
    expect(await noticesOf(from)).toEqual([expect.any(String), expect.stringContaining('To FD accepted')]);
    expect(await noticesOf(to)).toHaveLength(2);
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
    const { from, to, place } = await twoAgencies();
    for (const [giver, taker] of [
      [from, to],
      [to, from],
      [from, to],
    ] as const) {
      expect((await offer(giver, place.id, taker)).status).toBe(201);
      expect((await decide(taker, place.id, 'accept')).status).toBe(200);
    }
    expect((await to.admin.get(`/places/${place.id}`)).body.version).toBe(4);
    expect((await to.admin.get('/place-transfers?status=accepted&count=exact')).body.total).toBe(3);
  });
});

describe('an offer that is over', () => {
  test('because it was declined leaves the place where it is, and cannot be accepted any more', async () => {
    const { from, to, place } = await twoAgencies();
    await offer(from, place.id, to);
    expect((await decide(to, place.id, 'decline')).body).toMatchObject({
      status: 'declined',
      decidedAt: expect.any(String),
    });
    for (const verb of ['accept', 'decline']) expect((await decide(to, place.id, verb)).status).toBe(404);
    expect((await decide(from, place.id, 'withdraw')).status).toBe(404);
    expect((await from.admin.get(`/places/${place.id}`)).body).toEqual(place);
    expect(await logOf(from, place.id)).toContain('declineTransfer');
    expect(await logOf(to, place.id)).toContain('declineTransfer');
    expect((await offer(from, place.id, to)).status).toBe(201);
  });

  test('because it was withdrawn is over for both', async () => {
    const { from, to, place } = await twoAgencies();
    await offer(from, place.id, to);
    expect((await decide(from, place.id, 'accept')).status).toBe(404);
    expect((await decide(from, place.id, 'withdraw')).body).toMatchObject({ status: 'withdrawn' });
    expect((await decide(to, place.id, 'accept')).status).toBe(404);
    expect(await logOf(to, place.id)).toEqual(['offer', 'withdrawTransfer']);
  });

  test('because the place was retired is withdrawn, and the other side is told', async () => {
    const { from, to, place } = await twoAgencies();
    await offer(from, place.id, to);
    expect((await from.admin.delete(`/places/${place.id}`, { ifMatch: 1 })).status).toBe(204);
    expect((await to.admin.get('/place-transfers')).body.items).toMatchObject([{ status: 'withdrawn' }]);
    expect((await decide(to, place.id, 'accept')).status).toBe(404);
    expect((await noticesOf(to)).at(-1)).toContain('withdrew');
    expect((await offer(from, place.id, to)).status).toBe(404);
  });

  test('has one end only, whatever comes at the same moment', async () => {
    for (let round = 0; round < 6; round++) {
      const { from, to, place } = await twoAgencies();
      await offer(from, place.id, to);
      const answers = await Promise.all([
        decide(to, place.id, 'accept'),
        decide(to, place.id, 'decline'),
        decide(from, place.id, 'withdraw'),
        from.admin.delete(`/places/${place.id}`, { ifMatch: 1 }),
        from.admin.post('/permits', { placeId: place.id, type: 'Tent', class: 'operational' }),
      ]);
      for (const { status } of answers) expect([200, 201, 204, 404, 412]).toContain(status);
      const [accepted, declined, withdrawn] = answers.map((each) => each.status === 200);
      expect([accepted, declined, withdrawn].filter(Boolean).length).toBeLessThanOrEqual(1);
      const { rows } = await world.sql.query(
        `select p.owner_id, p.retired_at is not null as retired, t.status from place p
         join place_transfer t on t.place_id = p.id where p.id = $1`,
        [place.id],
      );
      expect(rows[0].owner_id).toBe(rows[0].status === 'accepted' ? to.id : from.id);
      expect(rows[0].status).not.toBe('offered');
      const strays = await world.sql.query(
        'select from permit r join place p on p.id = r.place_id where p.id = $1 and r.owner_id <> p.owner_id',
        [place.id],
      );
      expect(strays.rows).toHaveLength(0);
    }
  });

  test('two agencies that take over from each other at once both come through', async () => {
    const { from, to, place } = await twoAgencies();
    const back = await world.place(to);
    await world.grant(to, from, { addressShareModule: 'permit' });
    await world.grant(from, to, { addressShareModule: 'permit' });
    await offer(from, place.id, to);
    await offer(to, back.id, from);
    const spare = [await world.place(to), await world.place(from)];
    const answers = await Promise.all([
      decide(to, place.id, 'accept'),
      decide(from, back.id, 'accept'),
      from.admin.post('/permits', { placeId: spare[0].id, type: 'Tent', class: 'operational' }),
      to.admin.post('/permits', { placeId: spare[1].id, type: 'Tent', class: 'operational' }),
    ]);
    expect(answers.map((each) => each.status)).toEqual([200, 200, 201, 201]);
  });
});

test('offers come in pages, newest first, under a cursor of one’s own', async () => {
  const { from, to } = await twoAgencies();
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
