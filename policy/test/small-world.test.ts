import { expect, test } from 'vitest';
import {
  type AgencyId,
  agencyId,
  decide,
  type Level,
  type Levels,
  permit,
  type Viewer,
} from '../src/index.ts';
import { type Setting, viewsPermit, writesPermit } from './oracle.ts';

const agencies = ['A', 'B', 'C'].map(agencyId);
const permitLevels: Level[] = ['none', 'view'];
const shareLevels: Level[] = ['none', 'fireInspection', 'permit', 'fireInspectionAndPermit'];

/** All that one agency can set for another as far as permits go: 2 x 4 settings. */
const settings: Levels[] = permitLevels.flatMap((permits) =>
  shareLevels.map((addressShareModule) => ({ permits, addressShareModule })),
);

/** The six directed pairs; a world is one setting for each, three bits a pair. */
const pairs = agencies.flatMap((from) =>
  agencies.filter((to) => to !== from).map((to) => [from, to] as const),
);
const worlds = settings.length ** pairs.length;
const pairAt = new Map(pairs.map(([from, to], at) => [`${from}${to}`, at]));
const settingAt = (world: number, pair: number) => (world >> (3 * pair)) & 7;

/** Every viewer there can be: an agency, with or without the permissions, and what its two neighbours gave it. */
const viewers = agencies.map((agency) =>
  [false, true].map((may) =>
    settings.map((first) =>
      settings.map((second): Viewer => {
        const [one, other] = agencies.filter((each) => each !== agency) as [AgencyId, AgencyId];
        return {
          agency,
          permissions: new Set(may ? (['FD Permits - Read', 'FD Permits - Edit'] as const) : []),
          received: new Map([
            [one, first],
            [other, second],
          ]),
        };
      }),
    ),
  ),
);
const incoming = agencies.map(
  (agency) => pairs.flatMap(([, to], at) => (to === agency ? [at] : [])) as [number, number],
);

/** The nine pairs of creator and place owner, in every status the same. */
const records = agencies.flatMap((author) =>
  agencies.map((placeOwner) => ({ parties: { author, placeOwner }, withheld: false, placeWithheld: false })),
);

test('every world of three agencies: the rule tables and the case analysis never disagree on a permit', () => {
  let world = 0;
  const setting: Setting = (from, to, module) =>
    settings[settingAt(world, pairAt.get(from + to) ?? -1)]![module as 'permits']!;
  const count = { view: 0, edit: 0 };
  const open = { view: 0, edit: 0 };
  const wrong: string[] = [];
  let disagreements = 0;
  const started = performance.now();
  for (; world < worlds; world++)
    for (let at = 0; at < agencies.length; at++) {
      const [first, second] = incoming[at]!;
      for (const may of [0, 1]) {
        const viewer = viewers[at]![may]![settingAt(world, first)]![settingAt(world, second)]!;
        for (const record of records) {
          const { author, placeOwner } = record.parties;
          for (const action of ['view', 'edit'] as const) {
            const oracle = action === 'view' ? viewsPermit : writesPermit;
            const expected = may === 1 && oracle(viewer.agency, author, placeOwner, setting);
            const found = decide(permit.actions[action], viewer, record) !== null;
            count[action]++;
            if (found) open[action]++;
            if (found === expected) continue;
            if (disagreements++ < 10)
              wrong.push(
                `${action} by ${viewer.agency} (${author}'s at ${placeOwner}'s) in world ${world}: ${found}`,
              );
          }
        }
      }
    }
  const each = (1e6 * (performance.now() - started)) / (count.view + count.edit);
  console.log(
    `${worlds} worlds: ${count.view} decisions to view (${open.view} open), ${count.edit} to edit (${open.edit} open), ` +
      `${each.toFixed(0)} ns a decision with its oracle, ${disagreements} disagreements`,
  );
  expect(wrong).toEqual([]);
  expect(worlds).toBe(262_144);
  expect(count).toEqual({ view: 14_155_776, edit: 14_155_776 });
});
