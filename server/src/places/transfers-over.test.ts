import { describe, expect, test } from 'vitest';
import { startApp } from '../../test/app.ts';
import { openWorld } from '../../test/world.ts';
import { answerOffer, giverAndTaker, logOf, noticesOf, offer } from './fixture.ts';

const app = await startApp();
const world = await openWorld(app);

describe('an offer that is over', () => {
  test('because it was declined leaves the place where it is, and cannot be accepted any more', async () => {
    const { from, to, place } = await giverAndTaker(world);
    await offer(from, place.id, to);
    expect((await answerOffer(to, place.id, 'decline')).body).toMatchObject({
      status: 'declined',
      decidedAt: expect.any(String),
    });
    for (const verb of ['accept', 'decline'])
      expect((await answerOffer(to, place.id, verb)).status).toBe(404);
    expect((await answerOffer(from, place.id, 'withdraw')).status).toBe(404);
    expect((await from.admin.get(`/places/${place.id}`)).body).toEqual(place);
    expect(await logOf(world, from, place.id)).toContain('declineTransfer');
    expect(await logOf(world, to, place.id)).toContain('declineTransfer');
    expect((await offer(from, place.id, to)).status).toBe(201);
  });

  test('because it was withdrawn is over for both', async () => {
    const { from, to, place } = await giverAndTaker(world);
    await offer(from, place.id, to);
    expect((await answerOffer(from, place.id, 'accept')).status).toBe(404);
    expect((await answerOffer(from, place.id, 'withdraw')).body).toMatchObject({ status: 'withdrawn' });
    expect((await answerOffer(to, place.id, 'accept')).status).toBe(404);
    expect(await logOf(world, to, place.id)).toEqual(['offer', 'withdrawTransfer']);
  });

  test('because the place was retired is withdrawn, and the other side is told', async () => {
    const { from, to, place } = await giverAndTaker(world);
    await offer(from, place.id, to);
    expect((await from.admin.delete(`/places/${place.id}`, { ifMatch: 1 })).status).toBe(204);
    expect((await to.admin.get('/place-transfers')).body.items).toMatchObject([{ status: 'withdrawn' }]);
    expect((await answerOffer(to, place.id, 'accept')).status).toBe(404);
    expect((await noticesOf(world, to)).at(-1)).toContain('withdrew');
    expect((await offer(from, place.id, to)).status).toBe(404);
  });

  test('has one end only, whatever comes at the same moment', async () => {
    for (let round = 0; round < 6; round++) {
      const { from, to, place } = await giverAndTaker(world);
      await offer(from, place.id, to);
      const answers = await Promise.all([
        answerOffer(to, place.id, 'accept'),
        answerOffer(to, place.id, 'decline'),
        answerOffer(from, place.id, 'withdraw'),
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
    const { from, to, place } = await giverAndTaker(world);
    const back = await world.place(to);
    await world.grant(to, from, { addressShareModule: 'permit' });
    await world.grant(from, to, { addressShareModule: 'permit' });
    await offer(from, place.id, to);
    await offer(to, back.id, from);
    const spare = [await world.place(to), await world.place(from)];
    const answers = await Promise.all([
      answerOffer(to, place.id, 'accept'),
      answerOffer(from, back.id, 'accept'),
      from.admin.post('/permits', { placeId: spare[0].id, type: 'Tent', class: 'operational' }),
      to.admin.post('/permits', { placeId: spare[1].id, type: 'Tent', class: 'operational' }),
    ]);
    expect(answers.map((each) => each.status)).toEqual([200, 200, 201, 201]);
  });
});
