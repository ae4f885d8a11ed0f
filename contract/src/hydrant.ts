/** Hydrants and other water points. Sources: NFPA 291 (flow classes at 20 psi), the field lists of public inventories. */
import { type Static, Type } from 'typebox';
import { line, Nullable, oneOf, Point, page, recordHead, recordParameters, strict, text } from './common.ts';

export const hydrantTypes = [
  'dryBarrel',
  'wetBarrel',
  'flush',
  'wall',
  'standpipePost',
  'dryHydrant',
  'cistern',
  'pond',
  'tank',
  'riverAccess',
] as const;
export const hydrantStatuses = ['inService', 'outOfService'] as const;
/** NFPA 291: AA from 1,500 gpm at 20 psi, A from 1,000, B from 500, C below. */
export const flowClasses = ['AA', 'A', 'B', 'C'] as const;

const identity = {
  number: line(60),
  location: Point,
  type: oneOf(hydrantTypes),
  status: oneOf(hydrantStatuses),
};

/** What a hydrant may say beside; null: not recorded. */
const details = {
  addressLine: Nullable(line(200)),
  ratedFlowGpm: Nullable(Type.Number({ minimum: 0, maximum: 100_000 })),
  color: Nullable(line(60)),
};
const internal = { notes: Nullable(text(4000)) };

/** A hydrant as its reader may see it; a field that is not open to them is absent. */
export const Hydrant = strict({
  ...recordHead,
  ...identity,
  ...Type.Partial(strict(details)).properties,
  flowClass: Type.Optional(Nullable(oneOf(flowClasses))),
  notes: Type.Optional(Nullable(Type.String({ description: "The owner's internal notes." }))),
});
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
});
