/** Units and their live positions. Sources: api.md *Records*, NERIS (unit types), OwnTracks and Traccar Client payloads. */
import { type Static, Type } from 'typebox';
import {
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

/** NERIS unit types. */
export const unitTypes = [
  ...([
    'ENGINE_STRUCT',
    'ENGINE_WUI',
    'LADDER_SMALL',
    'LADDER_QUINT',
    'LADDER_TALL',
    'LADDER_TILLER',
  ] as const),
  ...(['QUINT_TALL', 'PLATFORM', 'PLATFORM_QUINT', 'ALS_AMB', 'BLS_AMB', 'EMS_NOTRANS', 'EMS_SUPV'] as const),
  ...([
    'MAB',
    'CHIEF_STAFF_COMMAND',
    'RESCUE_HEAVY',
    'RESCUE_MEDIUM',
    'RESCUE_LIGHT',
    'RESCUE_USAR',
  ] as const),
  ...(['RESCUE_WATER', 'HAZMAT', 'DECON', 'TENDER', 'FOAM', 'ARFF', 'BOAT', 'BOAT_LARGE', 'CREW'] as const),
  ...(['CREW_TRANS', 'DOZER', 'HELO_GENERAL', 'HELO_FIRE', 'HELO_RESCUE', 'AIR_TANKER', 'AIR_EMS'] as const),
  ...([
    'AIR_RECON',
    'UAS_FIRE',
    'UAS_RECON',
    'SCBA',
    'AIR_LIGHT',
    'REHAB',
    'MOBILE_ICP',
    'MOBILE_COMMS',
  ] as const),
  ...(['ATV_EMS', 'ATV_FIRE', 'INVEST', 'UTIL', 'POV', 'OTHER_GROUND'] as const),
] as const;

const identity = { callSign: line(60), type: oneOf(unitTypes) };
const internal = { notes: Nullable(text(4000)), withheld: Type.Boolean() };

/** What a fix says beside place and time: meters a second, degrees from north, meters. */
const measured = {
  speed: Nullable(Type.Number({ minimum: 0, maximum: 400 })),
  course: Nullable(Type.Number({ minimum: 0, maximum: 360 })),
  accuracy: Nullable(Type.Number({ minimum: 0, maximum: 100_000 })),
};

const fix = { location: Nullable(Point), at: Nullable(Time), ...measured };

/** A unit as its reader may see it; a field that is not open to them is absent. */
export const Unit = strict({
  ...recordHead,
  ...identity,
  ...fix,
  status: Type.Optional(oneOf(['signedIn', 'signedOut'])),
  signedInAt: Type.Optional(Nullable(Time)),
  heardAt: Type.Optional(
    Nullable(Type.String({ format: 'date-time', description: 'When a device last sent anything.' })),
  ),
  notes: Type.Optional(Nullable(Type.String())),
});
export const UnitPage = page(Unit);

export const NewUnit = strict({ ...identity, ...Type.Partial(strict(internal)).properties });
export type NewUnit = Static<typeof NewUnit>;
export const UnitChange = Type.Partial(strict({ ...identity, ...internal }), { additionalProperties: false });
export type UnitChange = Static<typeof UnitChange>;

const filters = {
  status: Type.Optional(oneOf(['signedIn', 'signedOut'])),
  type: Type.Optional(oneOf(unitTypes)),
};
const { bbox, ...parameters } = recordParameters(['createdAt', 'updatedAt', 'callSign']);
export const UnitParameters = strict({ ...parameters, ...filters });
export const DeviceParameters = strict({
  ...parameters,
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000 })),
  type: filters.type,
  bbox,
  format: Type.Optional(Type.Literal('geojson')),
});

/** Live positions: a page of units, or a FeatureCollection of them. */
export const Devices = Type.Unsafe<unknown>(
  Type.Union([
    UnitPage,
    strict({
      type: Type.Literal('FeatureCollection'),
      features: Type.Array(
        strict({
          type: Type.Literal('Feature'),
          id: Id,
          geometry: Point,
          properties: Type.Record(Type.String(), Type.Any()),
        }),
      ),
      nextCursor: Nullable(Type.String()),
    }),
  ]),
);

export const NewPosition = strict({
  at: Time,
  location: Point,
  ...Type.Partial(strict(measured)).properties,
});
export type NewPosition = Static<typeof NewPosition>;
export const NewPositions = strict({ positions: Type.Array(NewPosition, { minItems: 1, maxItems: 500 }) });

/** What became of a batch. */
export const PositionsTaken = strict({
  accepted: Type.Integer(),
  setAside: Type.Array(strict({ index: Type.Integer(), reason: Type.String() })),
});
export type PositionsTaken = Static<typeof PositionsTaken>;

/** Where a unit was in the last 24 hours, newest first; its own agency only. */
export const Track = page(
  strict({
    at: Time,
    receivedAt: Time,
    location: Point,
    ...measured,
    crew: Nullable(strict({ id: Id, name: Type.String() })),
  }),
);
export const TrackParameters = strict({ limit: listParameters.limit, cursor: listParameters.cursor });

/** Who sees this unit now, for its crew. */
export const SeenBy = strict({
  sharing: Type.Boolean(),
  agencies: Type.Array(strict({ id: Id, name: Type.String(), color: Type.String() })),
});

export const UnitKey = strict({ key: Type.String() });

/** OwnTracks over HTTP: what its apps post. Other message types are taken and ignored. */
export const OwnTracksMessage = Type.Object(
  { _type: Type.String({ maxLength: 60 }) },
  { additionalProperties: true },
);
export const OwnTracksLocation = Type.Object(
  {
    lat: Type.Number({ minimum: -90, maximum: 90 }),
    lon: Type.Number({ minimum: -180, maximum: 180 }),
    tst: Type.Integer({ minimum: 0, maximum: 9_999_999_999 }),
    acc: Type.Optional(Type.Number({ minimum: 0 })),
    vel: Type.Optional(Type.Number({ minimum: -1, description: 'Kilometers an hour.' })),
    cog: Type.Optional(Type.Number({ minimum: -1, maximum: 360 })),
  },
  { additionalProperties: true },
);

/** Traccar Client 9 and later. */
export const TraccarLocation = Type.Object(
  {
    location: Type.Object(
      {
        timestamp: Type.Union([Type.String({ maxLength: 60 }), Type.Number()]),
        coords: Type.Object(
          {
            latitude: Type.Number({ minimum: -90, maximum: 90 }),
            longitude: Type.Number({ minimum: -180, maximum: 180 }),
            accuracy: Type.Optional(Nullable(Type.Number())),
            speed: Type.Optional(
              Nullable(Type.Number({ description: 'Meters a second; below 0: not known.' })),
            ),
            heading: Type.Optional(Nullable(Type.Number())),
          },
          { additionalProperties: true },
        ),
      },
      { additionalProperties: true },
    ),
  },
  { additionalProperties: true },
);
