import type { Levels } from '@standpipe/policy';
import { describe, expect, test } from 'vitest';
import { startApp } from '../../test/app.ts';
import type { PlantedWork } from '../../test/plant.ts';
import {
  authorOf,
  drawClient,
  drawRegion,
  drawUser,
  nameOf,
  noLevels,
  opens,
  ownerOf,
  ownModule,
  paths,
  type Region,
  type Sheet,
  save,
  sightOf,
  type Thing,
} from '../../test/region.ts';
import { openWorld, type TestAgency } from '../../test/world.ts';

const app = await startApp();
const world = await openWorld(app);

const gives = (levels: Levels, kind: 'permit' | 'inspection') => ({
  shown: levels[ownModule[kind]] === 'view',
  opened: [opens[kind], 'fireInspectionAndPermit'].includes(levels.addressShareModule ?? 'none'),
});

/** The module that a third agency's say is counted under, or null: our side of the answer does not turn. */
function hanging(us: TestAgency, thing: PlantedWork, before: Levels, after: Levels): string | null {
  const [was, is] = [gives(before, thing.kind), gives(after, thing.kind)];
  const own = ownModule[thing.kind];
  if (thing.withheld || thing.status === 'scheduled') return null;
  if (thing.author === us) return was.shown === is.shown ? null : own;
  if (thing.place.withheld || (was.shown || was.opened) === (is.shown || is.opened)) return null;
  return was.shown === is.shown ? 'addressShareModule' : own;
}

/** Counts by module what really happened to a partner's lists, of what we see and nobody else has a say in. */
function expected(
  us: TestAgency,
  them: TestAgency,
  sheet: Sheet,
  things: readonly Thing[],
  turned: { before: Set<string>; after: Set<string> },
  levels: { before: Levels; after: Levels },
) {
  const counts: Record<string, [number, number, number]> = {};
  const count = (module: string, at: 0 | 1 | 2) => {
    counts[module] ??= [0, 0, 0];
    counts[module][at] += 1;
  };
  for (const thing of things) {
    const parties = [authorOf(thing), ownerOf(thing)];
    const [was, is] = [turned.before.has(thing.id), turned.after.has(thing.id)];
    if (parties.every((party) => party === us || party === them)) {
      const beside = thing.kind === 'place' || authorOf(thing) === them;
      const module = sheet === 'client' ? 'address' : beside ? 'addressShareModule' : ownModule[thing.kind];
      if (was !== is) count(module, is ? 0 : 1);
    } else if (thing.kind !== 'place' && parties.includes(us) && !parties.includes(them)) {
      const module = sheet === 'user' && hanging(us, thing, levels.before, levels.after);
      if (module) count(module, 2);
      else expect([was, thing.id]).toEqual([is, thing.id]);
    }
  }
  return counts;
}

async function changeOneRow(region: Region): Promise<number> {
  const { draw, things, given } = region;
  const [us, them] = draw.sample(region.agencies, 2) as [TestAgency, TestAgency];
  const sheet = draw.pick(['user', 'user', 'client'] as const);
  const has = sheet === 'user' && (await isOnSheet(us, them));
  const after = has && draw.chance(0.3) ? null : sheet === 'user' ? drawUser(draw) : drawClient(draw);
  const levels = { before: given.get(nameOf(us, them)) ?? {}, after: after ?? noLevels[sheet] };
  const ours = await sightOf(us);
  const before = await sightOf(them);
  const answer = await us.admin.post('/admin/sharing/preview', {
    sheet,
    changes: [{ partnerId: them.id, levels: after }],
  });
  expect(answer.status).toBe(200);
  await save(world, region, us, them, sheet, after);
  const turned = { before, after: await sightOf(them) };
  const seen = things.filter(({ id }) => ours.has(id));
  const modules: {
    module: string;
    gains: number;
    loses: number;
    dependsOnOthers: number;
    sample: { id: string }[];
  }[] = answer.body.partners[0].modules;
  const told = modules.flatMap(({ module, gains, loses, dependsOnOthers }) =>
    gains + loses + dependsOnOthers > 0 ? [[module, [gains, loses, dependsOnOthers]]] : [],
  );
  expect(Object.fromEntries(told)).toEqual(expected(us, them, sheet, seen, turned, levels));
  for (const { sample, gains, loses, dependsOnOthers } of modules) {
    expect(sample.length).toBe(Math.min(5, gains + loses + dependsOnOthers));
    for (const { id } of sample) expect(ours).toContain(id);
  }
  return told.length;
}

async function isOnSheet(us: TestAgency, them: TestAgency): Promise<boolean> {
  const { rowCount } = await world.sql.query(
    "select from share_row where sheet = 'user' and grantor_id = $1 and partner_id = $2 and ended_at is null",
    [us.id, them.id],
  );
  return rowCount === 1;
}

const reads = async (agency: TestAgency, thing: Thing) =>
  (await agency.admin.get(`${paths[thing.kind]}/${thing.id}`)).status === 200;

/** A change that changes nothing says whether one may. */
async function edits(agency: TestAgency, thing: Thing): Promise<boolean> {
  const path = `${paths[thing.kind]}/${thing.id}`;
  const { body } = await agency.admin.get(path);
  return (await agency.admin.patch(path, {}, { ifMatch: body.version ?? 1 })).status === 200;
}

/** Can anything that the third parties decide alone turn the answer? Tried out, and put back. */
async function canTurn(region: Region, us: TestAgency, viewer: TestAgency, thing: Thing) {
  const others = [authorOf(thing), ownerOf(thing)].filter((party) => party !== us && party !== viewer);
  const place = thing.kind === 'place' ? thing : thing.place;
  const everything = {
    permits: 'view',
    inspections: 'view',
    addressShareModule: 'fireInspectionAndPermit',
  } as const;
  const withhold = (value: boolean) =>
    world.sql.query('update place set withheld = $1 where id = $2', [value, place.id]);
  const theirs = place.owner !== us;
  for (const other of others) await world.grant(other, viewer, everything);
  if (theirs) await withhold(false);
  const best = await reads(viewer, thing);
  for (const other of others) await world.grant(other, viewer, noLevels.user);
  const worst = await reads(viewer, thing);
  for (const other of others)
    await world.grant(other, viewer, { ...noLevels.user, ...region.given.get(nameOf(other, viewer)) });
  if (theirs) await withhold(place.withheld);
  return best && !worst;
}

const answers = { true: 0, false: 0, null: 0 };

async function explainOne(region: Region): Promise<void> {
  const { draw } = region;
  const us = draw.pick(region.agencies);
  const ours = await sightOf(us);
  const known = region.things.filter(
    (thing) => ours.has(thing.id) && [authorOf(thing), ownerOf(thing)].includes(us),
  );
  for (const thing of draw.sample(known, 6)) {
    const viewer = draw.pick(region.agencies);
    const action = draw.pick(['view', 'view', 'edit']);
    const { status, body } = await us.admin.post('/access/explain', {
      record: { kind: thing.kind, id: thing.id },
      agencyId: viewer.id,
      action,
    });
    expect(status).toBe(200);
    answers[`${body.allowed as boolean | null}`] += 1;
    const about = `${action} ${thing.kind} of ${authorOf(thing).name} at ${ownerOf(thing).name}, ${us.name} asks about ${viewer.name}`;
    if (body.allowed === null) expect(await canTurn(region, us, viewer, thing), about).toBe(true);
    else expect(body.allowed, about).toBe(await (action === 'view' ? reads : edits)(viewer, thing));
  }
}

describe('in random worlds', () => {
  test.each([11, 12, 13])(
    'the preview is what then happens, and an explanation what is (seed %i)',
    async (seed) => {
      const region = await drawRegion(world, seed);
      let turns = 0;
      for (let round = 0; round < 10; round++) {
        turns += await changeOneRow(region);
        await explainOne(region);
      }
      expect(turns).toBeGreaterThan(5);
    },
  );

  test('the explanations were of every sort', () => {
    expect(Math.min(...Object.values(answers))).toBeGreaterThan(10);
  });

  test('every partner that is read as shows what it really sees of ours, where nobody else has a say', async () => {
    const region = await drawRegion(world, 15);
    for (const us of region.agencies)
      for (const them of region.agencies) {
        if (us === them) continue;
        const [ours, theirs] = [await sightOf(us), await sightOf(them)];
        const shown = new Set<string>();
        for (const path of Object.values(paths)) {
          const { body } = await us.admin.get(`${path}?limit=200&count=exact`, {
            headers: { 'x-view-as': them.id },
          });
          expect(body.total).toBe(body.items.length);
          for (const { id } of body.items) shown.add(id);
        }
        const right = region.things.filter(
          (thing) =>
            authorOf(thing) === us &&
            [us, them].includes(ownerOf(thing)) &&
            ours.has(thing.id) &&
            theirs.has(thing.id),
        );
        expect([...shown].sort()).toEqual(right.map(({ id }) => id).sort());
      }
  });
});
