import {
  HydrantParameters,
  PlaceParameters,
  type PrePlanField,
  PrePlanParameters,
  prePlanSections,
} from '@standpipe/contract';
import type { Permission } from '@standpipe/policy';
import type { TProperties } from 'typebox';
import type { Call } from '../http/call.ts';
import { hydrantListing } from '../hydrants/hydrants.list.ts';
import { hydrantDomain } from '../hydrants/hydrants.service.ts';
import { rulesOf } from '../kinds/kinds.ts';
import { placeListing } from '../places/places.list.ts';
import { placeDomain } from '../places/places.service.ts';
import { prePlanDomain } from '../pre-plans/pre-plans.domain.ts';
import { prePlanListing } from '../pre-plans/pre-plans.list.ts';
import type { Domain, StoredRow } from '../records/domain.ts';
import type { Listing } from '../records/list.ts';
import {
  type FieldType,
  type GisField,
  type GisKind,
  headFields,
  placeFields,
  plain,
  worked,
} from './fields.ts';

/** A row of a kind that GIS clients read. */
export type GisRow = StoredRow & { readonly object_id: number };

/** A layer of the GIS interfaces. Another layer is another entry in `layers`. */
export interface GisLayer {
  /** As in the addresses of the OGC API. */
  readonly name: string;
  /** As in the addresses of the FeatureServer. */
  readonly number: number;
  readonly kind: GisKind;
  readonly title: string;
  readonly description: string;
  /** The field that names a record on a map. */
  readonly display: string;
  /** How the record is listed and read everywhere else. */
  readonly listing: Listing<GisRow>;
  readonly domain: Domain<GisRow, never, never>;
  /** The list's own filters, as parameters. */
  readonly filters: TProperties;
  readonly fields: readonly GisField[];
}

const layerOf = <R extends StoredRow>(
  domain: Domain<R, never, never>,
  listing: Listing<R>,
  rest: Omit<GisLayer, 'domain' | 'listing' | 'kind'>,
): GisLayer => ({
  ...rest,
  kind: domain.kind as GisKind,
  domain: domain as unknown as GisLayer['domain'],
  listing: listing as unknown as GisLayer['listing'],
  fields: [...headFields, ...rest.fields],
});

const typeOf: Readonly<Record<PrePlanField['input'], FieldType>> = {
  line: 'text',
  text: 'text',
  day: 'text',
  choice: 'text',
  number: 'number',
  flag: 'boolean',
  choices: 'list',
  rows: 'list',
};

type Sections = Readonly<Record<string, Readonly<Record<string, unknown>> | undefined>>;

/** What a plan says, each field of each section as `section_field`. */
const sectionFields = Object.entries(prePlanSections).flatMap(([section, { title, fields }]) =>
  Object.entries(fields as Readonly<Record<string, PrePlanField>>).map(([field, { input, label }]) =>
    worked(
      `${section}_${field}`,
      typeOf[input],
      ({ sections }) => sections && ((sections as Sections)[section]?.[field] ?? null),
      `${title}: ${label}`,
    ),
  ),
);

const { occupancyType, constructionType, city, state, zip } = PlaceParameters.properties;
const { status, type, flowClass } = HydrantParameters.properties;

export const layers: readonly GisLayer[] = [
  layerOf(placeDomain, placeListing, {
    name: 'places',
    number: 0,
    title: 'Places',
    description: 'Addresses and occupancies of your agency and shared with it.',
    display: 'addressLine',
    filters: { occupancyType, constructionType, city, state, zip },
    fields: [
      plain('addressLine', 'text', 'Address'),
      ...['unit', 'city', 'state', 'zip', 'name', 'occupancyType', 'constructionType'].map((name) =>
        plain(name),
      ),
      ...['stories', 'yearBuilt'].map((name) => plain(name, 'integer')),
      plain('floorAreaSqFt', 'number', 'Floor area, sq ft'),
    ],
  }),
  layerOf(hydrantDomain, hydrantListing, {
    name: 'hydrants',
    number: 1,
    title: 'Hydrants',
    description: 'Hydrants and other water points of your agency and shared with it.',
    display: 'number',
    filters: { status, type, flowClass },
    fields: [
      ...['number', 'castNumber', 'facilityId'].map((name) => plain(name)),
      plain('addressLine', 'text', 'Address'),
      ...['findIt', 'type', 'status', 'statusReason'].map((name) => plain(name)),
      plain('statusSince', 'time'),
      plain('expectedReturnOn'),
      worked('flowClass', 'text'),
      plain('ratedFlowGpm', 'number', 'Rated flow, gpm'),
      plain('ratedOn'),
      worked('ratingStale', 'boolean'),
      plain('paintedColor'),
      plain('mainSizeIn', 'number', 'Main size, in'),
      ...['deadEndMain', 'privateMain', 'sharesSprinklerSupply'].map((name) => plain(name, 'boolean')),
      plain('pressureZone'),
      plain('usableInWinter', 'boolean'),
      plain('liftFt', 'number', 'Lift, ft'),
      plain('volumeGal', 'number', 'Volume, gal'),
      plain('turnaround', 'boolean'),
      plain('outlets', 'list'),
    ],
  }),
  layerOf(prePlanDomain, prePlanListing, {
    name: 'prePlans',
    number: 2,
    title: 'Pre-plans',
    description:
      'Pre-plans of your agency, and the published ones shared with it. Drafts of changes are not in it.',
    display: 'addressLine',
    filters: { status: PrePlanParameters.properties.status },
    fields: [...placeFields, plain('status'), plain('publishedAt', 'time'), ...sectionFields],
  }),
];

/** The permissions that a layer is read with. */
export const needsOf = ({ kind }: Pick<GisLayer, 'kind'>): readonly Permission[] =>
  rulesOf(kind).actions.view!.needs;

/** Those that the asker may read at all. */
export const layersFor = ({ asker }: Pick<Call, 'asker'>): readonly GisLayer[] =>
  layers.filter((layer) => needsOf(layer).every((each) => asker.viewer.permissions.has(each)));
