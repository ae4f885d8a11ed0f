import {
  CsvExport,
  GeoJsonExport,
  HydrantExportParameters,
  type ImportKind,
  InspectionExportParameters,
  importKinds,
  PermitExportParameters,
  PlaceExportParameters,
  XlsxExport,
} from '@standpipe/contract';
import type { FastifyInstance } from 'fastify';
import type { TSchema } from 'typebox';
import type { House } from '../house.ts';
import { guardOf, mount } from '../http/route.ts';
import { hydrantListing } from '../hydrants/hydrants.list.ts';
import { inspectionListing } from '../inspections/inspections.list.ts';
import { kinds, rulesOf } from '../kinds/kinds.ts';
import { permitListing } from '../permits/permits.list.ts';
import { placeListing } from '../places/places.list.ts';
import type { Listing } from '../records/list.ts';
import type { Table } from './columns.ts';
import { exportRecords } from './exports.service.ts';
import { csvOf, geoJsonOf, type Names, xlsxOf } from './tables.ts';

type Any = Listing<{ readonly id: string; readonly created_at: string }>;

const records: Readonly<Record<ImportKind, { listing: Any; parameters: unknown }>> = {
  place: { listing: placeListing as unknown as Any, parameters: PlaceExportParameters },
  permit: { listing: permitListing as unknown as Any, parameters: PermitExportParameters },
  inspection: { listing: inspectionListing as unknown as Any, parameters: InspectionExportParameters },
  hydrant: { listing: hydrantListing as unknown as Any, parameters: HydrantExportParameters },
};
const exported: readonly { table: Table; kind: ImportKind; many: string }[] = [
  ...importKinds.map((kind) => ({ table: kind, kind, many: kinds[kind].many })),
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
      const { listing, parameters } = records[kind];
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
          guard: guardOf(rulesOf(kind), 'view'),
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
