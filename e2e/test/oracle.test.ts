import { describe, expect, it } from 'vitest';
import { type ClientLevels, noClientLevels, noUserLevels, type UserLevels } from '../src/levels.ts';
import { type Agency, type Model, nameRow, type Place, type Work } from '../src/model.ts';
import { mayAgencyChange, mayAgencyCreate, mayAgencyView, readPlaceView } from '../src/oracle.ts';

function makeAgency(id: string): Agency {
  const features = { clientDataSharing: true, userDataSharing: true };
  return { id, name: id, token: id, state: 'OH', home: '39001', counties: ['39001'], features, active: true };
}

function makeModel(): Model {
  return {
    agencies: new Map(['a', 'b', 'c'].map((id) => [id, makeAgency(id)])),
    users: [],
    places: [],
    works: [],
    links: [],
    clientRows: new Map(),
    userRows: new Map(),
  };
}

function makePlace(owner: string, more: Partial<Place> = {}): Place {
  const words = { addressToken: 'x', nameToken: 'y', point: [0, 0] as [number, number], fields: {} };
  return { kind: 'place', id: 'p', owner, withheld: false, retired: false, ...words, ...more };
}

function makeWork(kind: Work['kind'], creator: string, place: Place, more: Partial<Work> = {}): Work {
  const status = kind === 'permit' ? 'issued' : 'inProgress';
  const state = { status, withheld: false, deleted: false, number: null, textToken: 't', fields: {} };
  return { kind, id: 'w', creator, place, ...state, ...more };
}

function grant(model: Model, from: string, to: string, levels: Partial<UserLevels>): void {
  const row = { levels: { ...noUserLevels, ...levels }, startsAt: null, endsAt: null };
  model.userRows.set(nameRow(from, to), row);
}

function open(model: Model, from: string, to: string, levels: Partial<ClientLevels>): void {
  const row = { levels: { ...noClientLevels, ...levels }, startsAt: null, endsAt: null };
  model.clientRows.set(nameRow(from, to), row);
}

describe('the oracle tells the scenarios of the sources', () => {
  it('a permit in its creator’s own place shows to a partner only with Permits = View Only', () => {
    const model = makeModel();
    const permit = makeWork('permit', 'a', makePlace('a'));
    expect(mayAgencyView(model, 'a', permit)).toBe(true);
    expect(mayAgencyView(model, 'b', permit)).toBe(false);
    grant(model, 'a', 'b', { addressShareModule: 'fireInspectionAndPermit' });
    expect(mayAgencyView(model, 'b', permit)).toBe(false);
    grant(model, 'a', 'b', { permits: 'view' });
    expect(mayAgencyView(model, 'b', permit)).toBe(true);
    expect(mayAgencyChange(model, 'b', permit)).toBe(false);
  });

  it('a permit in a partner’s place needs the owner’s Address Share for its creator and the creator’s grant for the owner', () => {
    const model = makeModel();
    const place = makePlace('b');
    const permit = makeWork('permit', 'a', place);
    expect(mayAgencyCreate(model, 'a', 'permit', place)).toBe(false);
    expect(mayAgencyView(model, 'b', permit)).toBe(false);
    grant(model, 'b', 'a', { addressShareModule: 'fireInspection' });
    expect(mayAgencyView(model, 'a', permit)).toBe(false);
    grant(model, 'b', 'a', { addressShareModule: 'permit' });
    expect(mayAgencyCreate(model, 'a', 'permit', place)).toBe(true);
    expect(mayAgencyChange(model, 'a', permit)).toBe(true);
    grant(model, 'a', 'b', { permits: 'view' });
    expect(mayAgencyView(model, 'b', permit)).toBe(true);
    expect(mayAgencyChange(model, 'b', permit)).toBe(false);
  });

  it('a third agency needs the creator’s Permits and one of two grants of the owner', () => {
    const model = makeModel();
    const permit = makeWork('permit', 'a', makePlace('b'));
    grant(model, 'a', 'c', { permits: 'view' });
    expect(mayAgencyView(model, 'c', permit)).toBe(false);
    for (const levels of [{ permits: 'view' }, { addressShareModule: 'permit' }] as const) {
      grant(model, 'b', 'c', levels);
      expect(mayAgencyView(model, 'c', permit)).toBe(true);
    }
    grant(model, 'b', 'c', { addressShareModule: 'fireInspection' });
    expect(mayAgencyView(model, 'c', permit)).toBe(false);
  });

  it('a shares addresses with b, b shares permits with c, and c sees nothing of it', () => {
    const model = makeModel();
    grant(model, 'a', 'b', { addressShareModule: 'permit' });
    grant(model, 'b', 'c', { permits: 'view' });
    expect(mayAgencyView(model, 'c', makeWork('permit', 'b', makePlace('a')))).toBe(false);
  });

  it.each([
    ['scheduled', false],
    ['inProgress', true],
    ['completed', true],
    ['cancelled', false],
  ])('a partner’s sight of a shared inspection that is %s: %s', (status, seen) => {
    const model = makeModel();
    grant(model, 'a', 'b', { inspections: 'view' });
    const inspection = makeWork('inspection', 'a', makePlace('a'), { status });
    expect(mayAgencyView(model, 'b', inspection)).toBe(seen);
    expect(mayAgencyView(model, 'a', inspection)).toBe(true);
  });

  it('a withheld place hides what stands at it from all but its owner and each creator', () => {
    const model = makeModel();
    const place = makePlace('a', { withheld: true });
    grant(model, 'a', 'b', { permits: 'view', addressShareModule: 'permit' });
    grant(model, 'b', 'a', { permits: 'view' });
    grant(model, 'a', 'c', { permits: 'view' });
    grant(model, 'b', 'c', { permits: 'view' });
    const foreign = makeWork('permit', 'b', place);
    expect(['a', 'b', 'c'].map((viewer) => mayAgencyView(model, viewer, foreign))).toEqual([
      true,
      true,
      false,
    ]);
    expect(mayAgencyView(model, 'b', makeWork('permit', 'a', place))).toBe(false);
    expect(mayAgencyCreate(model, 'b', 'permit', place)).toBe(false);
    expect(readPlaceView(model, 'b', place)).toBe('none');
  });

  it('Address shows the whole place and Address Share a part of it', () => {
    const model = makeModel();
    grant(model, 'a', 'b', { addressShareModule: 'fireInspection' });
    expect(readPlaceView(model, 'b', makePlace('a'))).toBe('limited');
    open(model, 'a', 'b', { address: 'view' });
    expect(readPlaceView(model, 'b', makePlace('a'))).toBe('full');
  });

  it('a feature off on either side, a deactivated side and dates pause a grant', () => {
    const model = makeModel();
    const permit = makeWork('permit', 'a', makePlace('a'));
    grant(model, 'a', 'b', { permits: 'view' });
    for (const side of ['a', 'b']) {
      const agency = model.agencies.get(side) as Agency;
      agency.features.userDataSharing = false;
      expect(mayAgencyView(model, 'b', permit)).toBe(false);
      agency.features.userDataSharing = true;
      agency.active = false;
      expect(mayAgencyView(model, 'b', permit)).toBe(false);
      agency.active = true;
      expect(mayAgencyView(model, 'b', permit)).toBe(true);
    }
    const levels = { ...noUserLevels, permits: 'view' as const };
    model.userRows.set('a>b', { levels, startsAt: '2999-01-01T00:00:00Z', endsAt: null });
    expect(mayAgencyView(model, 'b', permit)).toBe(false);
    model.userRows.set('a>b', { levels, startsAt: null, endsAt: '2001-01-01T00:00:00Z' });
    expect(mayAgencyView(model, 'b', permit)).toBe(false);
  });
});
