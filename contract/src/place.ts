/** Places: an address or occupancy with exactly one owner, and how it is handed over to another. */
import { type Static, Type } from 'typebox';
import {
  AgencyRef,
  Id,
  line,
  listParameters,
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

/** What every place says of itself. */
const door = {
  addressLine: line(200),
  city: line(120),
  state: line(40),
  location: Point,
};

/** Optional facts of a place; null means not recorded. */
const details = {
  unit: Nullable(line(60)),
  zip: Nullable(line(20)),
  name: Nullable(line(200)),
  occupancyType: Nullable(line(120)),
  constructionType: Nullable(line(120)),
  stories: Nullable(Type.Integer({ minimum: 0, maximum: 300 })),
  yearBuilt: Nullable(Type.Integer({ minimum: 1500, maximum: 2200 })),
  floorAreaSqFt: Nullable(Type.Integer({ minimum: 0, maximum: 1_000_000_000 })),
};

/** What a place's point is where nobody has set it: the middle of its ZIP area or of its county. */
export const locationSources = ['zip', 'county'] as const;
const locationSource = Nullable(
  oneOf(locationSources, {
    description: 'Null: the point is as it was set. Else it is approximate, until `location` is set.',
  }),
);

const internal = { notes: Nullable(text(4000)) };

/** A place as its reader may see it; a field that is not open to them is absent. */
export const Place = strict({
  ...recordHead,
  addressLine: door.addressLine,
  location: door.location,
  locationSource: Type.Optional(locationSource),
  city: Type.Optional(door.city),
  state: Type.Optional(door.state),
  ...Type.Partial(strict(details)).properties,
  notes: Type.Optional(Nullable(Type.String({ description: "The owner's internal notes." }))),
});
export const PlacePage = page(Place);

export const NewPlace = strict({
  ...door,
  ...Type.Partial(strict({ ...details, ...internal, withheld: Type.Boolean() })).properties,
});
export type NewPlace = Static<typeof NewPlace>;

export const PlaceChange = Type.Partial(
  strict({ ...door, ...details, ...internal, withheld: Type.Boolean() }),
  { additionalProperties: false },
);
export type PlaceChange = Static<typeof PlaceChange>;

export const placeSorts = ['createdAt', 'updatedAt', 'addressLine'] as const;
export const PlaceParameters = strict({
  ...recordParameters(placeSorts),
  occupancyType: Type.Optional(text(120)),
  constructionType: Type.Optional(text(120)),
  city: Type.Optional(text(120)),
  state: Type.Optional(text(40)),
  zip: Type.Optional(text(20)),
});

const Opening = strict({ may: Type.Boolean(), why: Nullable(Type.String()) });
/** What the viewer may make at a place, and why not. */
export const PlaceOpenings = strict({
  permit: Opening,
  inspection: Opening,
  prePlan: Opening,
  communityConnect: Opening,
});

export const transferStatuses = ['offered', 'accepted', 'declined', 'withdrawn'] as const;

export const NewPlaceTransfer = strict({ toAgencyId: Id });

/** An offer to hand a place over. It names the address only: the receiving agency need not be able to open the place. */
export const PlaceTransfer = strict({
  id: Id,
  place: strict({ id: Id, addressLine: Type.String() }),
  from: AgencyRef,
  to: AgencyRef,
  status: oneOf(transferStatuses),
  createdAt: Time,
  decidedAt: Nullable(Time),
});
export const PlaceTransferPage = page(PlaceTransfer);

export const PlaceTransferParameters = strict({
  ...listParameters,
  direction: Type.Optional(oneOf(['incoming', 'outgoing'])),
  status: Type.Optional(oneOf(transferStatuses)),
});
