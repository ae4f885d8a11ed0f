import {
  CsvExport,
  GeoJsonExport,
  InspectionExportParameters,
  PermitExportParameters,
  PlaceExportParameters,
} from '@standpipe/contract';
import type { FastifyInstance } from 'fastify';
import type { TSchema } from 'typebox';
import type { House } from '../house.ts';
import { doorOf, mount } from '../http/route.ts';
import { inspectionListing } from '../inspections/inspections.list.ts';
import { rulesOf } from '../kinds/kinds.ts';
import { permitListing } from '../permits/permits.list.ts';
import { placeListing } from '../places/places.list.ts';
import type { Listing } from '../records/list.ts';
import { exportRecords } from './exports.service.ts';
import { csvOf, type ExportedKind, geoJsonOf } from './tables.ts';

type Any = Listing<{ readonly id: string; readonly created_at: string }>;

const exported: readonly { kind: ExportedKind; many: string; listing: Any; parameters: TSchema }[] = [
  {
    kind: 'place',
    many: 'places',
    listing: placeListing as unknown as Any,
    parameters: PlaceExportParameters,
  },
  {
    kind: 'permit',
    many: 'permits',
    listing: permitListing as unknown as Any,
    parameters: PermitExportParameters,
  },
  {
    kind: 'inspection',
    many: 'inspections',
    listing: inspectionListing as unknown as Any,
    parameters: InspectionExportParameters,
  },
];
const formats = [
  { extension: 'csv', answers: CsvExport, of: csvOf },
  { extension: 'geojson', answers: GeoJsonExport, of: geoJsonOf },
];

/** An agency's own records as files. */
export function exportRoutes(app: FastifyInstance, house: House): void {
  for (const { kind, many, listing, parameters } of exported)
    for (const { extension, answers, of } of formats)
      mount(
        app,
        house,
        {
          method: 'GET',
          path: `/exports/${many}.${extension}`,
          summary: `Your own agency's ${many} as ${extension === 'csv' ? 'CSV' : 'GeoJSON'}, never a partner's; logged`,
          tag: 'Exports',
          kinds: [kind],
          door: doorOf(rulesOf(kind), 'view'),
          query: parameters,
          answers,
        },
        (call, query) =>
          exportRecords(
            call,
            listing,
            { ...of(kind), extension },
            query as object as Record<string, unknown>,
          ),
      );
}
