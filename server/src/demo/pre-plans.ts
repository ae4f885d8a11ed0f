import type { NewPrePlan, PrePlanEdit } from '@standpipe/contract';
import type { DemoKey } from './agencies.ts';
import { type Draw, dayAfter, drawFor } from './draw.ts';
import type { DemoState } from './state.ts';

const buildings = [
  {
    use: 'Grade school',
    construction: { type: 'IIIB', storiesAbove: 2, storiesBelow: 1, lengthFt: 320, widthFt: 140 },
    occupants: { dayCount: 420, nightCount: 0, needHelp: 6, hours: 'Weekdays 7 to 4, gym until 9' },
    water: { neededFlowGpm: 3000 },
  },
  {
    use: 'Nursing home',
    construction: { type: 'VA', storiesAbove: 1, storiesBelow: 0, lengthFt: 260, widthFt: 90 },
    occupants: { dayCount: 96, nightCount: 74, needHelp: 61 },
    water: { neededFlowGpm: 2250 },
    tactics: { note: 'Defend in place by smoke compartment; four compartments, doors close on alarm.' },
  },
  {
    use: 'Feed and grain warehouse',
    construction: {
      type: 'IIB',
      storiesAbove: 1,
      storiesBelow: 0,
      lengthFt: 400,
      widthFt: 180,
      lightweight: 'roof',
    },
    occupants: { dayCount: 22, nightCount: 0 },
    water: { neededFlowGpm: 4000, sharesSprinklerMain: true },
    hazards: {
      health: 1,
      flammability: 2,
      instability: 1,
      special: ['OX'],
      materials: [
        {
          name: 'Ammonium nitrate',
          un: 'UN2067',
          guide: 140,
          quantity: '12 tons',
          location: 'Bay 4, side C',
        },
        { name: 'Diesel fuel', un: 'UN1202', guide: 128, quantity: '2,000 gal', location: 'Tank at side D' },
      ],
      notes: 'Grain dust in the leg and pit.',
    },
    tactics: {
      warnings: ['truss'],
      warningText: 'Bowstring roof over bays 1 to 4',
      note: 'No interior attack under the bowstring roof.',
    },
  },
  {
    use: 'Row of shops, apartments above',
    construction: {
      type: 'IIIB',
      storiesAbove: 3,
      storiesBelow: 1,
      lengthFt: 110,
      widthFt: 70,
      lightweight: 'floor',
    },
    occupants: { dayCount: 60, nightCount: 34 },
    water: { neededFlowGpm: 2500 },
    tactics: { warnings: ['collapse'], note: 'Common cockloft over all five shops.' },
  },
] as const;

const sides = ['A', 'B', 'C', 'D'] as const;
const streetSides = [
  'Main Street side',
  'the parking lot side',
  'the river side',
  'the side of the main door',
];

/** What a plan of the demo says, the same each time but for the days it is counted from. */
function sectionsOf(draw: Draw, base: string): PrePlanEdit {
  const { use, ...rest } = draw.pick(buildings);
  const verified = draw.whole(10, 900);
  const side = draw.pick(sides);
  return {
    ...(rest as unknown as PrePlanEdit),
    identity: {
      use,
      alphaSide: draw.pick(streetSides),
      bestEntrance: `Side ${draw.pick(sides)}, two lanes, holds a ladder truck`,
      ...(draw.chance(0.8) && { keyBox: 'Left of the main door, 5 ft up' }),
      ...(draw.chance(0.3) && { gate: 'Rolling gate, siren operated' }),
      ...(draw.chance(0.5) && { stairsToRoof: 'North stair only' }),
      ...(draw.chance(0.4) && { elevators: 'One, hydraulic, key at the panel' }),
    },
    protection: draw.chance(0.75)
      ? {
          sprinkler: draw.chance(0.7) ? 'full' : 'partial',
          sprinklerType: 'wetPipe',
          riserRoom: `First floor, side ${draw.pick(sides)}, marked door`,
          fdcs: [
            {
              kind: draw.chance(0.5) ? 'combined' : 'sprinkler',
              side,
              location: 'Beside the main door',
              distanceFt: draw.whole(10, 120),
              pressurePsi: 150,
            },
          ],
          alarmPanel: 'Inside the main door, right',
        }
      : { sprinkler: 'none', alarmPanel: 'In the office' },
    utilities: {
      gas: `Meter on side ${draw.pick(sides)}`,
      electric: 'Main in the basement, south wall',
      ...(draw.chance(0.3) && { solar: 'Disconnect beside the electric meter; panels stay live' }),
    },
    contacts: { people: [{ name: 'Building manager on call', role: 'Manager', phone: '(555) 010-0142' }] },
    ...(draw.chance(0.2) && {
      conditions: {
        temporary: [
          { what: 'Rear lane closed for sewer work', until: dayAfter(base, draw.whole(5, 60)), atEnd: 'ask' },
        ],
      },
    }),
    maintenance: {
      verifiedOn: dayAfter(base, -verified),
      verifiedBy: 'Engine 2, C shift',
      reviewDueOn: dayAfter(base, 365 - verified),
    },
  };
}

/** Makes plans at a third of an agency's places: most published, some still drafts, a few with a draft beside them. */
export async function makePlans({ admins, places, base }: DemoState, key: DemoKey): Promise<void> {
  const admin = admins.get(key)!;
  const draw = drawFor(`pre-plans of ${key}`);
  for (const placeId of places.get(key)!.filter(() => draw.chance(0.33))) {
    const place = await admin.get(`/places/${placeId}`);
    const sections = sectionsOf(draw, base);
    const plan: NewPrePlan = {
      placeId,
      sections: { ...sections, identity: { ...sections.identity, ...(place.name && { name: place.name }) } },
      status: draw.chance(0.8) ? 'published' : draw.chance(0.5) ? 'draft' : 'pendingApproval',
    };
    const made = await admin.post('/pre-plans', plan);
    if (made.status === 'published' && draw.chance(0.1))
      await admin.patch(
        `/pre-plans/${made.id}`,
        { sections: { protection: { riserRoom: 'Moved to the new addition, side C' } } },
        made.version,
      );
  }
}
