import { describe, expect, test } from 'vitest';
import { startApp } from '../../test/app.ts';
import { openWorld } from '../../test/world.ts';

const app = await startApp();
const world = await openWorld(app);
const path = '/admin/agency';

describe('an agency’s settings', () => {
  test('are changed by merge, at the version that was read, and logged with what differs', async () => {
    const own = await world.agency('Own FD');
    const before = await own.admin.get(path);
    expect(before.body).toMatchObject({ name: 'Own FD', contact: { name: null, phone: null, email: null } });
    const change = {
      color: '#AABBCC',
      timeZone: 'America/Chicago',
      contact: { name: 'Ana Reyes', phone: '555 0100' },
    };
    const changed = await own.admin.patch(path, change, { ifMatch: before.body.version });
    expect(changed.body).toMatchObject({
      version: before.body.version + 1,
      color: '#aabbcc',
      timeZone: 'America/Chicago',
      contact: { name: 'Ana Reyes', phone: '555 0100', email: null },
    });
    const more = await own.admin.patch(path, { contact: { email: 'ana@own.example.org' } }, { ifMatch: 2 });
    expect(more.body.contact).toEqual({ name: 'Ana Reyes', phone: '555 0100', email: 'ana@own.example.org' });
    const [entry] = (await own.admin.get('/audit?kind=agency')).body.items;
    expect(entry).toMatchObject({ action: 'edit', recordId: own.id, user: { id: own.admin.personId } });
    expect(Object.keys(entry.after)).toEqual(['contact']);
    expect((await own.admin.get('/me')).body.agency).toMatchObject({
      color: '#aabbcc',
      contact: more.body.contact,
    });
    const none = await own.admin.patch(path, { contact: null }, { ifMatch: 3 });
    expect(none.body.contact).toEqual({ name: null, phone: null, email: null });
  });

  test('that are as asked already are not changed or logged', async () => {
    const own = await world.agency('Same FD');
    expect((await own.admin.patch(path, {}, { ifMatch: 1 })).body.version).toBe(1);
    expect((await own.admin.patch(path, { color: '#2F6F9F' }, { ifMatch: 1 })).body.version).toBe(1);
    expect((await own.admin.get('/audit')).body.items).toEqual([]);
  });

  test.each([
    ['a name, which is the operator’s', { name: 'Other FD' }, 400],
    ['a time zone that is none', { timeZone: 'Mars/Olympus' }, 400],
    ['a colour that is none', { color: 'red' }, 400],
    ['a contact of two lines', { contact: { name: 'Ana\nReyes' } }, 400],
    ['an address that is none', { contact: { email: 'ana' } }, 400],
    ['a feature', { features: { userDataSharing: true } }, 400],
  ])('are not changed to %s', async (_what, change, status) => {
    const own = await world.agency('Strict FD');
    expect((await own.admin.patch(path, change, { ifMatch: 1 })).status).toBe(status);
    expect((await own.admin.get(path)).body.version).toBe(1);
  });

  test('are changed by nobody without If-Match, at another version, or without the permission', async () => {
    const own = await world.agency('Guarded FD');
    expect((await own.admin.patch(path, { color: '#000000' })).status).toBe(428);
    expect((await own.admin.patch(path, { color: '#000000' }, { ifMatch: 9 })).status).toBe(412);
    const clerk = await world.user(own, ['Admin - Users']);
    expect((await clerk.patch(path, { color: '#000000' }, { ifMatch: 1 })).body).toMatchObject({
      code: 'not_allowed',
      missing: ['Admin - Settings'],
    });
    expect((await clerk.get(path)).status).toBe(403);
  });

  test('are each agency’s own', async () => {
    const [own, other] = [await world.agency('One FD'), await world.agency('Two FD')];
    await own.admin.patch(path, { color: '#010203' }, { ifMatch: 1 });
    expect((await other.admin.get(path)).body).toMatchObject({ id: other.id, version: 1 });
  });
});
