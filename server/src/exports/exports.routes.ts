import {
  CsvExport,
  GeoJsonExport,
  HydrantExportParameters,
  InspectionExportParameters,
  PermitExportParameters,
  PlaceExportParameters,
  XlsxExport,
} from '@standpipe/contract';
import type { FastifyInstance } from 'fastify';
import type { TSchema } from 'typebox';
import type { House } from '../house.ts';
import { doorOf, mount } from '../http/route.ts';
import { hydrantListing } from '../hydrants/hydrants.list.ts';
import { inspectionListing } from '../inspections/inspections.list.ts';
import { type RecordKind, rulesOf } from '../kinds/kinds.ts';
import { permitListing } from '../permits/permits.list.ts';
import { placeListing } from '../places/places.list.ts';
import type { Listing } from '../records/list.ts';
import type { Table } from './columns.ts';
import { exportRecords } from './exports.service.ts';
import { csvOf, geoJsonOf, type Names, xlsxOf } from './tables.ts';

type Any = Listing<{ readonly id: string; readonly created_at: string }>;

const records = {
  place: { listing: placeListing as unknown as Any, parameters: PlaceExportParameters },
  hydrant: { listing: hydrantListing as unknown as Any, parameters: HydrantExportParameters },
  permit: { listing: permitListing as unknown as Any, parameters: PermitExportParameters },
  inspection: { listing: inspectionListing as unknown as Any, parameters: InspectionExportParameters },
};
const exported: readonly { table: Table; kind: RecordKind; many: string }[] = [
  { table: 'place', kind: 'place', many: 'places' },
  { table: 'hydrant', kind: 'hydrant', many: 'hydrants' },
  { table: 'permit', kind: 'permit', many: 'permits' },
  { table: 'inspection', kind: 'inspection', many: 'inspections' },
  { table: 'violation', kind: 'inspection', many: 'violations' },
];
const formats = [
  { extension: 'csv', title: 'CSV', answers: CsvExport, of: csvOf },
  { extension: 'xlsx', title: 'an Excel workbook', answers: XlsxExport, of: xlsxOf },
  { extension: 'geojson', title: 'GeoJSON', answers: GeoJsonExport, of: geoJsonOf },
];

/** An agency's own records as files. */
export function exportRoutes(app: FastifyInstance, house: House): void {
  for (const { table, kind, many } of exported)
    for (const { extension, title, answers, of } of formats) {
      if (table === 'violation' && extension === 'geojson') continue;
      const { listing, parameters } = records[kind as keyof typeof records];
      const whose =
        table === 'violation' ? 'The violations of your own inspections' : `Your own agency's ${many}`;
      mount(
        app,
        house,
        {
          method: 'GET',
          path: `/exports/${many}.${extension}`,
          summary: `${whose} as ${title}, never a partner's; logged`,
          tag: 'Exports',
          kinds: [kind],
          door: doorOf(rulesOf(kind), 'view'),
          query: parameters as TSchema,
          answers,
        },
        (call, query) => {
          const { names = 'plain', ...filters } = query as { names?: Names } & Record<string, unknown>;
          return exportRecords(call, listing, { ...of(table, names), extension, table, many }, filters);
        },
      );
    }
}
