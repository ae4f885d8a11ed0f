import type { NewPlace } from '@standpipe/contract';
import { countyOfPoint } from '../agencies/counties.ts';
import type { DemoAgency } from './agencies.ts';
import { type Draw, drawFor } from './draw.ts';

const streets = [
  ...['Main Street', 'Mill Street', 'Church Street', 'Depot Street', 'Water Street', 'Walnut Avenue'],
  ...['Prairie Avenue', 'Quarry Road', 'County Road F', 'Ridge Road', 'Orchard Lane', 'Canal Street'],
  ...['Second Street', 'Third Street', 'Commerce Drive', 'Bluff View Drive', 'Creamery Road', 'Ferry Lane'],
];
const families = [
  ...['Anders', 'Baum', 'Corrigan', 'Dahl', 'Ekern', 'Fosse', 'Grady', 'Haas', 'Iverson', 'Jorgens'],
  ...['Kessler', 'Lund', 'Maki', 'Novak', 'Olsen', 'Pruett', 'Quist', 'Rademaker', 'Stang', 'Tully'],
];

interface Use {
  readonly occupancyType: string;
  readonly share: number;
  readonly construction: readonly string[];
  readonly stories: readonly [number, number];
  readonly area: readonly [number, number];
  names(town: string, family: string): readonly string[];
}

const light = ['V-B Wood frame', 'V-A Protected wood frame'];
const masonry = ['III-B Ordinary', 'III-A Protected ordinary', 'II-B Noncombustible'];

const uses: readonly Use[] = [
  {
    occupancyType: 'Mercantile',
    share: 0.24,
    construction: [...masonry, ...light],
    stories: [1, 2],
    area: [1200, 42_000],
    names: (town, family) => [
      `${family} Hardware`,
      `${family} Market`,
      `${town} Farm & Fleet`,
      `${family} Pharmacy`,
    ],
  },
  {
    occupancyType: 'Business',
    share: 0.18,
    construction: masonry,
    stories: [1, 4],
    area: [1800, 36_000],
    names: (town, family) => [
      `${town} Savings Bank`,
      `${family} & Sons Insurance`,
      `${family} Dental`,
      `${town} Town Hall`,
    ],
  },
  {
    occupancyType: 'Assembly',
    share: 0.16,
    construction: [...light, ...masonry],
    stories: [1, 2],
    area: [2400, 28_000],
    names: (town, family) => [
      `${family}'s Supper Club`,
      `${town} Lutheran Church`,
      `${town} Grange Hall`,
      `The ${town} Tap`,
    ],
  },
  {
    occupancyType: 'Residential',
    share: 0.16,
    construction: light,
    stories: [2, 4],
    area: [6000, 64_000],
    names: (town, family) => [`${family} Apartments`, `${town} Inn`, `Riverside Flats`, `${family} House`],
  },
  {
    occupancyType: 'Factory',
    share: 0.09,
    construction: ['II-B Noncombustible'],
    stories: [1, 2],
    area: [9000, 180_000],
    names: (town, family) => [`${family} Cheese`, `${town} Castings`, `${family} Millwork`],
  },
  {
    occupancyType: 'Storage',
    share: 0.08,
    construction: ['II-B Noncombustible', 'V-B Wood frame'],
    stories: [1, 1],
    area: [4000, 90_000],
    names: (town, family) => [
      `${town} Grain Cooperative`,
      `${family} Cold Storage`,
      `${family} Self Storage`,
    ],
  },
  {
    occupancyType: 'Educational',
    share: 0.05,
    construction: ['II-B Noncombustible', 'III-A Protected ordinary'],
    stories: [1, 3],
    area: [18_000, 120_000],
    names: (town, family) => [`${town} Elementary School`, `${family} Day Care`, `${town} High School`],
  },
  {
    occupancyType: 'Institutional',
    share: 0.04,
    construction: ['II-A Protected noncombustible'],
    stories: [1, 3],
    area: [14_000, 90_000],
    names: (town, family) => [`${town} Care Center`, `${family} Memorial Clinic`],
  },
];

function useOf(draw: Draw): Use {
  const at = draw.fraction();
  const upTo = (index: number) => uses.slice(0, index + 1).reduce((sum, { share }) => sum + share, 0);
  return uses.find((_, index) => at < upTo(index)) ?? uses[0]!;
}

/** A point near the town's middle and in its county. */
export function pointNear({ town, countyFips }: DemoAgency, draw: Draw): [number, number] {
  for (;;) {
    const spread = () => (draw.fraction() + draw.fraction() + draw.fraction() - 1.5) * 0.05;
    const [lng, lat] = [town.lng + spread(), town.lat + spread() * 0.75];
    const rounded: [number, number] = [Number(lng.toFixed(6)), Number(lat.toFixed(6))];
    if (countyOfPoint(...rounded)?.fips === countyFips) return rounded;
  }
}

const whole = (draw: Draw, [least, most]: readonly [number, number], step = 1) =>
  Math.round(draw.whole(least, most) / step) * step;

/** An agency's places, the same each time. No two have the same address. */
export function placesOf(agency: DemoAgency): NewPlace[] {
  const draw = drawFor(`places of ${agency.key}`);
  const taken = new Set<string>();
  return Array.from({ length: agency.places }, () => {
    const use = useOf(draw);
    const name = draw.pick(use.names(agency.town.name, draw.pick(families)));
    let addressLine: string;
    do addressLine = `${draw.whole(10, 199) * 10 + draw.whole(0, 9)} ${draw.pick(streets)}`;
    while (taken.has(addressLine));
    taken.add(addressLine);
    return {
      addressLine,
      city: agency.town.name,
      state: 'WI',
      zip: agency.town.zip,
      location: { type: 'Point' as const, coordinates: pointNear(agency, draw) },
      name,
      occupancyType: use.occupancyType,
      constructionType: draw.pick(use.construction),
      stories: whole(draw, use.stories),
      yearBuilt: draw.whole(1888, 2021),
      floorAreaSqFt: whole(draw, use.area, 50),
      ...(draw.chance(0.12) && { unit: `Suite ${draw.whole(1, 9)}` }),
      ...(draw.chance(0.2) && { notes: draw.pick(placeNotes) }),
    };
  });
}

const placeNotes = [
  'Knox box left of the main door.',
  'Key with the night manager; call ahead.',
  'Fire alarm panel in the back hall, past the walk-in cooler.',
  'Gate code changed in spring; ask dispatch.',
  'Roof hatch is padlocked, bolt cutters on Truck 7.',
];
