import { describe, expect, test } from 'vitest';
import { startApp, type TestApp } from '../../test/app.ts';
import { signIn } from '../../test/sign-in.ts';
import { type Answer, caller } from '../../test/world.ts';
import { countyOfPoint } from '../agencies/counties.ts';
import { ensureFirstOperator, makeOperator } from '../people/setup.ts';
import { type DemoKey, demoAgencies, demoAgency, demoOperator, demoPassword } from './agencies.ts';
import { signIn as signInInside } from './caller.ts';
import { inspectionFlows, permitFlows } from './grants.ts';
import { loadDemo } from './load.ts';
import { howFar } from './progress.ts';
import { signInTable } from './told.ts';

type Body = Answer['body'];

const app = await startApp({ STANDPIPE_RATE_LIMITS: 'on' });
await app.house.database.system
  .transaction()
  .execute((db) => makeOperator(db, { ...demoOperator, password: demoPassword }));
const operator = await signInInside(app.app, demoOperator.email, demoPassword);
const before = await howFar(operator);
await loadDemo(app.app, operator, '2026-03-02');

const living = demoAgencies.filter(({ key }) => key !== 'oldQuarry').map(({ key }) => key);
const nameOf = (key: DemoKey) => demoAgency(key).name;
const keyOf = (name: string) => demoAgencies.find((each) => each.name === name)!.key;

/** The administrator of each agency, inside: a hundred readings are no hundred requests from one address. */
async function administrators(
  of: TestApp,
): Promise<Record<string, Awaited<ReturnType<typeof signInInside>>>> {
  const signed = living.map(async (key) => [
    key,
    await signInInside(of.app, demoAgency(key).people[0]!.email, demoPassword),
  ]);
  return Object.fromEntries(await Promise.all(signed));
}
const admins = await administrators(app);
const as = (key: DemoKey) => admins[key]!;

async function every(who: { get(path: string): Promise<Body> }, path: string): Promise<Body[]> {
  const items: Body[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page: Body = await who.get(
      `${path}${path.includes('?') ? '&' : '?'}limit=200${cursor && `&cursor=${cursor}`}`,
    );
    items.push(...page.items);
    cursor = page.nextCursor;
  }
  return items;
}

/** What an agency sees: by whom, at whose place, by which way, and how many. */
async function sightOf(key: DemoKey, kind: 'permits' | 'inspections'): Promise<Record<string, number>> {
  const seen: Record<string, number> = {};
  for (const { agency, place, access } of await every(as(key), `/${kind}`)) {
    const name = `${keyOf(agency.name)} at ${keyOf(place.agency.name)}: ${access.via}`;
    seen[name] = (seen[name] ?? 0) + 1;
  }
  return seen;
}

describe('the demo region', () => {
  test('has six agencies in two counties, 400 places and 200 hydrants in them, 600 permits and 600 inspections', async () => {
    expect(before).toBe('nothing');
    expect(await howFar(operator)).toBe('whole');
    expect(new Set(demoAgencies.map(({ countyFips }) => countyFips)).size).toBe(2);
    let places = 0;
    for (const key of living) {
      const own = await every(as(key), '/places?access=own');
      for (const { location, addressLine } of own)
        expect(countyOfPoint(...(location.coordinates as [number, number]))?.fips, addressLine).toBe(
          demoAgency(key).countyFips,
        );
      places += own.length;
    }
    expect(places).toBe(399); // and one that is retired
    const hydrants = await Promise.all(living.map((key) => every(as(key), '/hydrants?access=own')));
    expect(hydrants.flat()).toHaveLength(200);
    const states = new Set(hydrants.flat().map(({ status, flowClass }) => `${status} ${flowClass}`));
    for (const state of ['inService AA', 'inService A', 'inService B', 'inService C', 'inService null'])
      expect(states).toContain(state);
    expect([...states].some((state) => state.startsWith('outOfService'))).toBe(true);
    expect(hydrants.flat().some(({ ratingStale }) => ratingStale)).toBe(true);
    const sum = (flows: readonly { count: number }[]) => flows.reduce((total, { count }) => total + count, 0);
    expect([sum(permitFlows), sum(inspectionFlows)]).toEqual([600, 600]);
  });

  test('has every status, with checklists, violations and photos', async () => {
    const permits = await every(as('cedarBluff'), '/permits?access=own');
    expect(new Set(permits.map((each) => each.status))).toEqual(
      new Set(['applied', 'issued', 'expired', 'revoked', 'denied', 'closed']),
    );
    const inspections = await every(as('cedarBluff'), '/inspections?access=own');
    expect(new Set(inspections.map((each) => each.status))).toEqual(
      new Set(['scheduled', 'inProgress', 'completed', 'cancelled']),
    );
    const violations = inspections.flatMap((each) => each.violations);
    expect(violations.length).toBeGreaterThan(30);
    expect(violations.flatMap((each) => each.photos ?? [])).toHaveLength(5);
    expect(inspections.filter((each) => each.reinspectionOf)).toHaveLength(6);
    expect(inspections.some((each) => each.reopenedReason)).toBe(true);
  });

  test('lets everybody in the table sign in, one of them to two agencies', async () => {
    const emails = signInTable().match(/\S+@\S+/g)!;
    expect(emails.length).toBe(17);
    for (const email of emails)
      expect((await signIn(app.base, email, demoPassword, { 'x-forwarded-for': email })).status, email).toBe(
        200,
      );
    const dana = await signInInside(app.app, 'dana.whitfield@cedarbluff.example.org', demoPassword);
    const { memberships } = await dana.get('/me');
    expect(memberships.map((each: Body) => each.agency.name)).toEqual([
      nameOf('cedarBluff'),
      nameOf('stonyFord'),
    ]);
  });
});

describe('permits: each case of the rules, open and shut', () => {
  test.each([
    [
      'cedarBluff',
      {
        'cedarBluff at cedarBluff: inOurPlace': 150,
        'marshal at cedarBluff: sharedAboutOurPlace': 40,
        'marshal at marshal: sharedByBoth': 20,
      },
    ],
    [
      'harlanFalls',
      {
        'harlanFalls at harlanFalls: inOurPlace': 110,
        // without three that are withheld, and one at a withheld place
        'cedarBluff at cedarBluff: sharedByBoth': 146,
        'marshal at cedarBluff: sharedByBoth': 39,
        'marshal at harlanFalls: sharedAboutOurPlace': 30,
        'marshal at marshal: sharedByBoth': 20,
      },
    ],
    ['stonyFord', { 'stonyFord at stonyFord: inOurPlace': 50, 'marshal at marshal: sharedByBoth': 20 }],
    [
      'millbrook',
      {
        'millbrook at millbrook: inOurPlace': 90,
        'millbrook at cedarBluff: whereInvited': 10,
        'marshal at millbrook: sharedAboutOurPlace': 30,
        'marshal at cedarBluff: sharedInOpenedPlace': 39,
        'marshal at marshal: sharedByBoth': 20,
      },
    ],
    ['ashby', { 'ashby at ashby: inOurPlace': 40, 'ashby at millbrook: whereInvited': 15 }],
    [
      'marshal',
      {
        'marshal at marshal: inOurPlace': 20,
        'marshal at cedarBluff: whereInvited': 40,
        'marshal at harlanFalls: whereInvited': 30,
        'marshal at millbrook: whereInvited': 30,
      },
    ],
  ] as const)('what %s sees, and nothing more', async (key, expected) => {
    expect(await sightOf(key, 'permits')).toEqual(expected);
  });
});

describe('inspections: each case of the rules, open and shut', () => {
  test.each([
    [
      'cedarBluff',
      [
        'cedarBluff at cedarBluff: inOurPlace',
        'marshal at cedarBluff: sharedAboutOurPlace',
        'marshal at marshal: sharedByBoth',
      ],
    ],
    [
      'harlanFalls',
      [
        'harlanFalls at harlanFalls: inOurPlace',
        'cedarBluff at cedarBluff: sharedByBoth',
        'marshal at cedarBluff: sharedByBoth',
        'marshal at marshal: sharedByBoth',
      ],
    ],
    [
      'stonyFord',
      [
        'stonyFord at stonyFord: inOurPlace',
        'stonyFord at cedarBluff: whereInvited',
        'harlanFalls at harlanFalls: sharedByBoth',
        'marshal at cedarBluff: sharedInOpenedPlace',
        'marshal at marshal: sharedByBoth',
      ],
    ],
    ['millbrook', ['millbrook at millbrook: inOurPlace']],
    ['ashby', ['ashby at ashby: inOurPlace']],
    [
      'marshal',
      [
        'marshal at marshal: inOurPlace',
        'marshal at cedarBluff: whereInvited',
        'marshal at millbrook: whereInvited',
      ],
    ],
  ] as const)('what %s sees, and nothing more', async (key, expected) => {
    expect(Object.keys(await sightOf(key, 'inspections')).sort()).toEqual([...expected].sort());
  });

  test('a partner sees those in progress and completed only', async () => {
    const shared = await every(as('harlanFalls'), '/inspections?access=shared');
    expect(new Set(shared.map((each) => each.status))).toEqual(new Set(['inProgress', 'completed']));
  });
});

describe('what stands beside the cases', () => {
  const withheldPlace = async () =>
    (await every(as('cedarBluff'), '/places?access=own')).filter((each) => each.withheld);

  test('three permits, three inspections and a place are withheld; at that place its author keeps what exists', async () => {
    const own = async (kind: string) =>
      (await every(as('cedarBluff'), `/${kind}?access=own`)).filter((each) => each.withheld).length;
    expect([await own('permits'), await own('inspections')]).toEqual([3, 3]);
    const [place] = await withheldPlace();
    const theirs = (await every(as('marshal'), '/permits')).filter(
      (each) => each.place.addressLine === place.addressLine && each.place.agency.id === place.agency.id,
    );
    expect(theirs).toHaveLength(1);
    await expect(
      as('marshal').post('/permits', { placeId: place.id, type: 'Tent', class: 'operational' }),
    ).rejects.toThrow('404');
  });

  test('a retired place leaves its records with their makers, without the place', async () => {
    const permits = await every(as('cedarBluff'), '/permits?access=own');
    expect(permits.filter((each) => each.place.id === null)).toHaveLength(1);
  });

  test('a place is offered to a neighbour, who has not answered', async () => {
    const { items } = await as('stonyFord').get('/place-transfers?direction=incoming');
    expect(items).toMatchObject([{ status: 'offered', from: { name: nameOf('harlanFalls') } }]);
  });

  test('what Stony Ford wrote at Harlan Falls is dark', async () => {
    const { items } = await as('stonyFord').get('/admin/dark-records');
    const told = items.map(({ kind, count, placeOwner }: Body) => [kind, count, placeOwner.name]);
    expect(told.sort()).toEqual([
      ['inspection', 20, nameOf('harlanFalls')],
      ['permit', 15, nameOf('harlanFalls')],
    ]);
  });

  test('each set of Address Share Module is given', async () => {
    const levels = new Set<string>();
    for (const key of living)
      for (const { module, level } of (await as(key).get('/admin/sharing/overview')).given)
        if (module === 'addressShareModule') levels.add(level);
    expect(levels).toEqual(new Set(['fireInspection', 'permit', 'fireInspectionAndPermit']));
    const { items } = await as('stonyFord').get('/admin/user-data-sharing');
    expect(items[0].levels).toEqual({ inspections: 'none', addressShareModule: 'none', permits: 'none' });
  });

  test('a row is paused for each reason there is, and one is in force within its dates', async () => {
    const grants = async (key: DemoKey, direction: 'given' | 'received', other: DemoKey) =>
      (await as(key).get('/admin/sharing/overview'))[direction].filter(
        (each: Body) => each.partner.name === nameOf(other),
      );
    for (const [key, direction, other, why] of [
      ['harlanFalls', 'given', 'cedarBluff', /starts on/],
      ['harlanFalls', 'given', 'ashby', /ended on/],
      ['ashby', 'given', 'millbrook', /not enabled for Ashby/],
      ['millbrook', 'given', 'ashby', /not enabled for Ashby/],
      ['cedarBluff', 'given', 'oldQuarry', /Old Quarry Volunteer Fire is deactivated/],
      ['cedarBluff', 'received', 'oldQuarry', /paused by Old Quarry/],
    ] as const) {
      const paused = (await grants(key, direction, other)).filter((each: Body) => !each.inForce);
      expect(paused[0]?.why, `${key} ${direction} ${other}`).toMatch(why);
    }
    const [dated] = (await grants('marshal', 'given', 'harlanFalls')).filter((each: Body) => each.startsAt);
    expect(dated).toMatchObject({ inForce: true, endsAt: expect.any(String) });
  });

  test('messaging is set by one side with one partner, and by both with another', async () => {
    const { items } = await as('cedarBluff').get('/admin/client-data-sharing');
    const messaging = (key: DemoKey) => {
      const row = items.find((each: Body) => each.partner.name === nameOf(key));
      return [row.levels.messaging, row.theirLevels.messaging, row.listedBecause];
    };
    expect(messaging('harlanFalls')).toEqual(['exchange', 'none', 'same_county']);
    expect(messaging('millbrook')).toEqual(['exchange', 'exchange', 'linked']);
  });

  test('places are seen by each way', async () => {
    const vias = async (key: DemoKey) =>
      new Set(
        (await every(as(key), '/places?access=shared')).map(
          (each) => `${keyOf(each.agency.name)} ${each.access.via}`,
        ),
      );
    expect(await vias('harlanFalls')).toEqual(new Set(['cedarBluff sharedAddress']));
    expect(await vias('stonyFord')).toEqual(new Set(['cedarBluff openedForInspections']));
    expect(await vias('ashby')).toEqual(new Set(['millbrook openedForPermits']));
  });

  test('there are notices, log entries and looks of partners, as there would be', async () => {
    expect((await as('harlanFalls').get('/notices')).items.length).toBeGreaterThan(3);
    expect((await every(as('cedarBluff'), '/audit')).length).toBeGreaterThan(400);
    const { given } = await as('cedarBluff').get('/admin/sharing/overview');
    const permits = given.find((each: Body) => each.module === 'permits');
    expect(permits).toMatchObject({ changedBy: 'Ruth Alvarez', lastUse: { at: expect.any(String) } });
    expect(permits.partner.contact).toMatchObject({ name: 'Walter Brandt', phone: '608 555 0120' });
  });
});

describe('a second load', () => {
  const factsOf = async (of: TestApp) => {
    const facts: Record<string, unknown> = {};
    for (const [key, who] of Object.entries(await administrators(of))) {
      const pick = async (path: string, ...names: string[]) =>
        (await every(who, path))
          .map((each) => names.map((name) => JSON.stringify(each[name])).join(' '))
          .sort();
      facts[key] = {
        places: await pick('/places?access=own', 'addressLine', 'name', 'location', 'occupancyType', 'notes'),
        permits: await pick('/permits', 'number', 'type', 'status', 'withheld'),
        inspections: await pick('/inspections', 'number', 'type', 'status', 'withheld'),
        users: await pick('/admin/users', 'name', 'email'),
        given: (await who.get('/admin/sharing/overview')).given.map((each: Body) => [
          ...[each.partner.name, each.module, each.level, each.inForce],
        ]),
      };
    }
    return facts;
  };

  test('by the setup link, counted from another day, has the same names, numbers and levels', async () => {
    const other = await startApp();
    const lines: string[] = [];
    await ensureFirstOperator(other.house, (line) => lines.push(line));
    const path = `/setup/${/sps_[\w-]+/.exec(lines.join())![0]}`;
    const visitor = caller(other.base, {});
    const chief = { name: 'Olga', email: 'olga@example.org', password: 'correct horse battery' };
    expect((await visitor.post(`${path}/demo`, { ...chief, password: 'short' })).status).toBe(400);
    const made = await visitor.post(`${path}/demo`, chief);
    expect(made).toMatchObject({ status: 200, body: { email: chief.email, password: demoPassword } });
    expect(made.body.people).toHaveLength(16);
    expect((await visitor.post(`${path}/demo`, chief)).status).toBe(404);
    expect(await factsOf(other)).toEqual(await factsOf(app));
  }, 300_000);
});
