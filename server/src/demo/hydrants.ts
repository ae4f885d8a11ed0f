import { type NewHydrant, type NewHydrantTest, pressurizedTypes } from '@standpipe/contract';
import { targetFor } from '@standpipe/water';
import type { DemoAgency } from './agencies.ts';
import type { DemoCaller } from './caller.ts';
import { type Draw, dayAfter, drawFor } from './draw.ts';
import { placesOf, pointNear } from './places.ts';

/** A hydrant of the demo region, with the flow tests that its crews recorded. */
interface DemoHydrant {
  readonly hydrant: NewHydrant;
  readonly tests: readonly NewHydrantTest[];
}

const findIt = [
  'Behind the mailbox, 6 ft from the curb.',
  'At the corner, under the street lamp.',
  'In the hedge on the north side of the drive.',
  'Across from the loading dock.',
];
const reasons = ['Stem broken', 'Hit by a plow', 'Main shut for repair', 'Leaks at the bonnet'];
const notes = ['Stiff to open; two people.', 'Water utility asks for a call before flushing.'];

const onMain: readonly NewHydrant['type'][] = [
  ...(['dryBarrel', 'dryBarrel', 'dryBarrel', 'dryBarrel', 'dryBarrel', 'dryBarrel'] as const),
  ...(['dryBarrel', 'wall', 'flush'] as const),
];
const drafted: readonly NewHydrant['type'][] = ['dryHydrant', 'pond', 'cistern', 'riverAccess'];

const isOnMain = (type: NewHydrant['type']) => (pressurizedTypes as readonly string[]).includes(type);

/** The hydrants of an agency: one for about every second place. The same each time but for the days of tests. */
function hydrantsOf(agency: DemoAgency, base: string): DemoHydrant[] {
  const draw = drawFor(`hydrants of ${agency.key}`);
  const addresses = placesOf(agency).map(({ addressLine }) => addressLine);
  return Array.from({ length: Math.ceil(agency.places / 2) }, (_, at) => {
    const type = draw.chance(0.85) ? draw.pick(onMain) : draw.pick(drafted);
    const number = `${agency.town.name.slice(0, 1)}-${String(at + 101)}`;
    const out = draw.chance(0.06);
    const hydrant: NewHydrant = {
      number,
      type,
      location: { type: 'Point', coordinates: pointNear(agency, draw) },
      addressLine: draw.pick(addresses),
      ...(isOnMain(type) ? waterOf(type, draw) : draftOf(type, draw)),
      ...(draw.chance(0.3) && { findIt: draw.pick(findIt) }),
      ...(draw.chance(0.1) && { notes: draw.pick(notes) }),
      ...(out && {
        status: 'outOfService' as const,
        statusReason: draw.pick(reasons),
        expectedReturnOn: dayAfter(base, draw.whole(2, 40)),
      }),
    };
    return { hydrant, tests: isOnMain(type) ? testsOf(base, draw) : [] };
  });
}

function waterOf(type: NewHydrant['type'], draw: Draw): Partial<NewHydrant> {
  return {
    ...(type !== 'wall' && { mainSizeIn: draw.pick([4, 6, 6, 8, 8, 12]) }),
    ...(draw.chance(0.7) && { deadEndMain: draw.chance(0.2) }),
    ...(draw.chance(0.15) && { privateMain: true, sharesSprinklerSupply: draw.chance(0.5) }),
    paintedColor: draw.pick(['Red', 'Yellow', 'Red', 'Silver']),
    ...(draw.chance(0.8) && {
      outlets: [
        { count: 2, sizeIn: 2.5, thread: 'nst' as const, nozzle: 'smooth' as const },
        { count: 1, sizeIn: 4.5, thread: draw.pick(['nst', 'storz'] as const), nozzle: null },
      ],
    }),
  };
}

function draftOf(type: NewHydrant['type'], draw: Draw): Partial<NewHydrant> {
  const holds = type === 'pond' || type === 'cistern';
  return {
    liftFt: draw.whole(3, 16),
    turnaround: draw.chance(0.6),
    usableInWinter: draw.chance(0.4),
    ...(holds && { volumeGal: draw.whole(10, 120) * 1000 }),
  };
}

/** No test, one, or an old one and a new one. */
function testsOf(base: string, draw: Draw): NewHydrantTest[] {
  const test = (days: number): NewHydrantTest => {
    const staticPsi = draw.whole(48, 86);
    const target = targetFor(staticPsi);
    return {
      testedOn: dayAfter(base, -days),
      staticPsi,
      residualPsi: Math.round(staticPsi - (staticPsi - target) * (0.3 + draw.fraction() * 0.6)),
      outlets: [{ sizeIn: 2.5, coefficient: 0.9, pitotPsi: draw.whole(6, 38) }],
    };
  };
  if (draw.chance(0.25)) return [];
  if (draw.chance(0.2)) return [test(draw.whole(1900, 2600))];
  return draw.chance(0.3)
    ? [test(draw.whole(2000, 2400)), test(draw.whole(20, 900))]
    : [test(draw.whole(20, 1700))];
}

/** Adds an agency's hydrants and their tests, as its administrator does. */
export async function fillHydrants(admin: DemoCaller, agency: DemoAgency, base: string): Promise<void> {
  for (const { hydrant, tests } of hydrantsOf(agency, base)) {
    const { id } = await admin.post('/hydrants', hydrant);
    for (const test of tests) await admin.post(`/hydrants/${id}/tests`, test);
  }
}
