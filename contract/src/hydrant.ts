/** Hydrants and other water points. Sources: NFPA 291 (flow classes at 20 psi), the field lists of public inventories. */
import { type Static, Type } from 'typebox';
import {
  AgencyRef,
  Day,
  Id,
  line,
  Nullable,
  oneOf,
  Point,
  page,
  recordHead,
  recordParameters,
  strict,
  Time,
  text,
} from './common.ts';
import { flowClasses, hydrantStatuses, hydrantTypes, nozzleShapes, outletThreads } from './hydrant-types.ts';

export * from './hydrant-types.ts';

const identity = {
  number: line(60),
  location: Point,
  type: oneOf(hydrantTypes),
  status: oneOf(hydrantStatuses),
};

const Inches = Type.Number({ exclusiveMinimum: 0, maximum: 120 });

/** Outlets of one size, thread and shape. */
const Outlet = strict({
  sizeIn: Type.Number({ exclusiveMinimum: 0, maximum: 24 }),
  count: Type.Integer({ minimum: 1, maximum: 12 }),
  thread: Nullable(oneOf(outletThreads)),
  nozzle: Nullable(oneOf(nozzleShapes)),
});
const outlets = (outlet: typeof Outlet) =>
  Type.Unsafe<Static<typeof Outlet>[] | null>({
    type: ['array', 'null'],
    items: outlet,
    maxItems: 12,
    description: 'Null: not recorded. Empty: there are none.',
  });

/** What a hydrant may say beside; null: not recorded, which is not the same as no or none. */
const details = {
  castNumber: Nullable(line(60)),
  facilityId: Nullable(line(60)),
  addressLine: Nullable(line(200)),
  findIt: Nullable(text(500)),
  statusReason: Nullable(line(200)),
  statusSince: Nullable(Time),
  expectedReturnOn: Nullable(Day),
  mainSizeIn: Nullable(Inches),
  deadEndMain: Nullable(Type.Boolean()),
  privateMain: Nullable(Type.Boolean()),
  sharesSprinklerSupply: Nullable(Type.Boolean()),
  pressureZone: Nullable(line(60)),
  usableInWinter: Nullable(Type.Boolean()),
  liftFt: Nullable(Type.Number({ minimum: 0, maximum: 100 })),
  volumeGal: Nullable(Type.Number({ minimum: 0, maximum: 1_000_000_000 })),
  turnaround: Nullable(Type.Boolean()),
  outlets: outlets(Outlet),
  ratedFlowGpm: Nullable(Type.Number({ minimum: 0, maximum: 100_000 })),
  paintedColor: Nullable(line(60)),
};
const internal = { notes: Nullable(text(4000)) };

/** A hydrant as its reader may see it; a field that is not open to them is absent. */
export const Hydrant = strict({
  ...recordHead,
  ...identity,
  ...Type.Partial(strict(details)).properties,
  flowClass: Type.Optional(Nullable(oneOf(flowClasses))),
  ratedOn: Type.Optional(
    Nullable(Type.Unsafe<string>({ ...Day, description: 'The day of the flow test behind the rating.' })),
  ),
  ratingStale: Type.Optional(
    Type.Boolean({ description: 'The rating rests on a test of more than 5 years ago.' }),
  ),
  notes: Type.Optional(Nullable(Type.String({ description: "The owner's internal notes." }))),
});
export type Hydrant = Static<typeof Hydrant>;
export const HydrantPage = page(Hydrant);

export const NewHydrant = strict({
  number: identity.number,
  location: identity.location,
  type: identity.type,
  ...Type.Partial(strict({ status: identity.status, ...details, ...internal, withheld: Type.Boolean() }))
    .properties,
});
export type NewHydrant = Static<typeof NewHydrant>;

export const HydrantChange = Type.Partial(
  strict({ ...identity, ...details, ...internal, withheld: Type.Boolean() }),
  { additionalProperties: false },
);
export type HydrantChange = Static<typeof HydrantChange>;

export const hydrantSorts = ['createdAt', 'updatedAt', 'addressLine', 'number'] as const;
export const HydrantParameters = strict({
  ...recordParameters(hydrantSorts),
  status: Type.Optional(oneOf(hydrantStatuses)),
  type: Type.Optional(oneOf(hydrantTypes)),
  flowClass: Type.Optional(oneOf(flowClasses)),
});

const psi = Type.Number({ minimum: -1000, maximum: 1000 });

/** What a crew reads at a flow test. What cannot be computed from it is refused with 422, field by field. */
export const NewHydrantTest = strict({
  testedOn: Day,
  staticPsi: psi,
  residualPsi: psi,
  outlets: Type.Array(
    strict({
      sizeIn: Type.Number({ minimum: -1000, maximum: 1000 }),
      coefficient: Type.Number({ minimum: -1000, maximum: 1000 }),
      pitotPsi: psi,
      pumper: Type.Optional(Type.Boolean()),
    }),
    { maxItems: 12 },
  ),
});
export type NewHydrantTest = Static<typeof NewHydrantTest>;

/** A flow test as it was recorded. Flows are unrounded; the class is that of the unrounded rated flow. */
export const HydrantTest = strict({
  id: Id,
  createdAt: Time,
  recordedBy: AgencyRef,
  user: Type.Optional(Nullable(strict({ id: Id, name: Type.String() }))),
  ...NewHydrantTest.properties,
  flowGpm: Type.Number(),
  ratedFlowGpm: Type.Number(),
  targetPsi: Type.Number(),
  flowClass: oneOf(flowClasses),
  rates: Type.Boolean({ description: 'Is this the test that the hydrant is rated by?' }),
  outdated: Type.Boolean({ description: 'More than 5 years old.' }),
});
export type HydrantTest = Static<typeof HydrantTest>;
export const HydrantTestPage = page(HydrantTest);
