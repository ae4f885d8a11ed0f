import pg from 'pg';
import { afterAll, describe, expect, test } from 'vitest';
import { startApp } from '../app.ts';
import { nobodysId } from '../sheets.ts';
import { openWorld } from '../world.ts';

const app = await startApp();
const world = await openWorld(app);
const [owner, stranger] = [await world.agency('Owner FD'), await world.agency('Stranger FD')];
const place = await world.place(owner);
const holder = new pg.Client({ connectionString: app.ownerUrl });
await holder.connect();
afterAll(() => holder.end());

const bodies = {
  permits: (placeId: string) => ({ placeId, type: 'Tent', class: 'operational' }),
  inspections: (placeId: string) => ({ placeId, type: 'Annual' }),
};

/** An answer without what is of this one request. */
const told = ({ status, body }: { status: number; body: Record<string, unknown> }) => {
  const { requestId: _, ...rest } = body;
  return { status, rest };
};

describe.each(['permits', 'inspections'] as const)(
  'whoever makes one of %s at a place hidden from them',
  (path) => {
    test('is told what is told of a place that never was', async () => {
      const hidden = told(await stranger.admin.post(`/${path}`, bodies[path](place.id)));
      expect(hidden.status).toBe(404);
      expect(hidden).toEqual(told(await stranger.admin.post(`/${path}`, bodies[path](nobodysId))));
    });

    test('does not wait for its owner’s save, which would tell that it is there', async () => {
      await holder.query('begin');
      try {
        await holder.query('select pg_advisory_xact_lock(hashtextextended($1, 731))', [owner.id]);
        const answer = stranger.admin.post(`/${path}`, bodies[path](place.id));
        const waited = new Promise((resolve) => setTimeout(resolve, 3000, 'waited'));
        expect(await Promise.race([answer.then(({ status }) => status), waited])).toBe(404);
      } finally {
        await holder.query('rollback');
      }
    });

    test('does not wait while its owner changes the place', async () => {
      await holder.query('begin');
      try {
        await holder.query('select from place where id = $1 for update', [place.id]);
        const answer = stranger.admin.post(`/${path}`, bodies[path](place.id));
        const waited = new Promise((resolve) => setTimeout(resolve, 3000, 'waited'));
        expect(await Promise.race([answer.then(({ status }) => status), waited])).toBe(404);
      } finally {
        await holder.query('rollback');
      }
    });
  },
);
