/** Exports of an agency's own records: the filters of their lists, without what pages a list. */
import { Type } from 'typebox';
import { oneOf, strict } from './common.ts';
import { HydrantParameters } from './hydrant.ts';
import { InspectionParameters } from './inspection.ts';
import { PermitParameters } from './permit.ts';
import { PlaceParameters } from './place.ts';

const paging = ['limit', 'cursor', 'count', 'sort', 'access', 'agency'];
const filtersOf = (parameters: { readonly properties: object }) =>
  strict({
    ...(Object.fromEntries(
      Object.entries(parameters.properties).filter(([name]) => !paging.includes(name)),
    ) as Record<string, never>),
    names: Type.Optional({
      ...oneOf(['plain', 'api']),
      description: 'What columns are called: plain headings unless given, or the names of the API.',
    }),
  });

export const PlaceExportParameters = filtersOf(PlaceParameters);
export const PermitExportParameters = filtersOf(PermitParameters);
export const InspectionExportParameters = filtersOf(InspectionParameters);
export const HydrantExportParameters = filtersOf(HydrantParameters);

/** One row a record, the first naming the columns; every cell safe to open in a spreadsheet. */
export const CsvExport = Type.Unsafe<string>({
  description: 'The records.',
  content: { 'text/csv': { schema: { type: 'string' } } },
});
/** A FeatureCollection, one point a record. */
export const GeoJsonExport = Type.Unsafe<string>({
  description: 'The records.',
  content: { 'application/geo+json': { schema: { type: 'string' } } },
});
/** A workbook with one sheet. */
export const XlsxExport = Type.Unsafe<Uint8Array>({
  description: 'The records.',
  content: {
    'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': {
      schema: { type: 'string', format: 'binary' },
    },
  },
});
