/** Imports: a CSV or GeoJSON file of an agency's own places, permits, inspections or hydrants, how it is read, and what came of it. */
import { type Static, Type } from 'typebox';
import { Id, line, listParameters, Nullable, oneOf, page, strict, Time, text } from './common.ts';

export const importKinds = ['place', 'permit', 'inspection', 'hydrant'] as const;
export type ImportKind = (typeof importKinds)[number];

/** A GeoJSON point appears among the file's columns as `geometry.lng` and `geometry.lat`. */
export const geometryColumns = ['geometry.lng', 'geometry.lat'] as const;

/**
 * `ready`: uploaded, or its mapping was changed; nothing runs. `running`: also while a server that went away is waited
 * for. `stopped`: by a person, or because a right was withdrawn (`reason` says which); goes on with resume.
 * `failed`: the file cannot be read on, `reason` says why; what was written before stays.
 */
export const importStatuses = ['ready', 'running', 'stopped', 'done', 'failed'] as const;
export type ImportStatus = (typeof importStatuses)[number];

/** Ways to read a cell before it is looked up in `values`. */
export const cellReadings = ['asIs', 'titleCase', 'sanFranciscoAddress', 'sanFranciscoUnit'] as const;
export type CellReading = (typeof cellReadings)[number];

/**
 * Orders of day, month and year; a time may follow each. `M/D/YY` and `D/M/YY` take years of two digits, `D-Mon-YYYY`
 * and `Mon D, YYYY` names of months in English. `excelSerial` counts days since 1900, as Excel does.
 */
export const dateFormats = [
  'YYYY-MM-DD',
  'MM/DD/YYYY',
  'DD/MM/YYYY',
  'DD.MM.YYYY',
  'YYYYMMDD',
  'YYYY/MM/DD',
  'MM-DD-YYYY',
  'DD-MM-YYYY',
  'M/D/YY',
  'D/M/YY',
  'D-Mon-YYYY',
  'Mon D, YYYY',
  'excelSerial',
  'epochSeconds',
  'epochMilliseconds',
] as const;
export type DateFormat = (typeof dateFormats)[number];

/** How one of our fields is filled. Either `columns` or `constant`. */
export const FieldMapping = strict({
  field: Type.String({ minLength: 1, maxLength: 60, description: 'A name of `GET /imports/fields`.' }),
  columns: Type.Optional(
    Type.Array(line(200), { minItems: 1, maxItems: 6, description: 'Columns of the file, in order.' }),
  ),
  pick: Type.Optional(
    Type.Unsafe<'join' | 'first' | 'known'>({
      ...oneOf(['join', 'first', 'known']),
      description:
        'Of several columns: all joined by a blank (unless given), the first that is not empty, or the first whose cell is among `values`.',
    }),
  ),
  constant: Type.Optional(Type.String({ ...line(400), description: 'The same for every row.' })),
  read: Type.Optional(oneOf(cellReadings)),
  values: Type.Optional(
    Type.Array(strict({ from: text(400), to: text(400) }), {
      maxItems: 500,
      description:
        'What cells say, and what it is here; case and outer blanks do not count. "" is an empty cell.',
    }),
  ),
  otherwise: Type.Optional(
    Type.String({ ...text(400), description: 'For cells that are empty or not among `values`.' }),
  ),
  format: Type.Optional(oneOf(dateFormats)),
  decimal: Type.Optional(
    Type.Unsafe<'comma'>({
      ...oneOf(['comma']),
      description: 'Numbers of this column have a decimal comma: 2,5.',
    }),
  ),
});
export type FieldMapping = Static<typeof FieldMapping>;

/** How a file's points are to be understood where they cannot be right as they are written. */
export const pointReadings = ['asWritten', 'swapped', 'negateLongitude'] as const;
export type PointReading = (typeof pointReadings)[number];

/** Where a place is put whose row has no point. */
export const missingPoints = ['zip', 'county'] as const;
export type MissingPoints = (typeof missingPoints)[number];

export const ImportMapping = strict({
  fields: Type.Array(FieldMapping, { maxItems: 60 }),
  key: Type.Array(line(200), {
    maxItems: 6,
    description:
      'The columns that tell one record from all others, in this file and in its next edition: a row is found again by them.',
  }),
  source: Type.Optional(
    Type.String({
      ...text(40),
      description: 'Names the system that the keys belong to, where two systems may give the same ones.',
    }),
  ),
  grouped: Type.Optional(
    Type.Boolean({ description: 'Inspections: rows with one key are one inspection, each row a violation.' }),
  ),
  newPlaces: Type.Optional(
    Type.Boolean({
      description:
        'Permits and inspections: make a place where the agency has none at the address (needs Addresses - Create); else the row is rejected. true unless given.',
    }),
  ),
  timeZone: Type.Optional(
    Type.String({ ...line(60), description: "Of times without one; the agency's own unless given." }),
  ),
  points: Type.Optional({
    ...oneOf(pointReadings),
    description:
      'Answers the question whether longitude and latitude are swapped, or the minus before the longitude is lost.',
  }),
  missingPoints: Type.Optional({
    ...oneOf(missingPoints),
    description:
      "Places whose row has no point: `zip` puts them at the middle of their ZIP area, or of the agency's county where the ZIP is not known; `county` at the middle of the county. `locationSource` of the place says so. Unless given, such a row is rejected.",
  }),
  crs: Type.Optional(
    Type.String({
      pattern: '^EPSG:\\d{4,6}$',
      description:
        'The coordinate system of the longitude and latitude columns, of `GET /imports/systems`; values that are degrees are not converted.',
    }),
  ),
  wordsForEmpty: Type.Optional(
    Type.Boolean({
      description: 'Read NULL, N/A, - and the like as empty cells. true unless given; false: as text.',
    }),
  ),
  bringBack: Type.Optional(
    Type.Boolean({
      description: 'Make records again that were deleted here after an earlier import. false unless given.',
    }),
  ),
  bounds: Type.Optional(
    Type.Array(Type.Number({ minimum: -180, maximum: 180 }), {
      minItems: 4,
      maxItems: 4,
      description: 'West, south, east, north: a point outside is rejected.',
    }),
  ),
});
export type ImportMapping = Static<typeof ImportMapping>;

/** `mapping` is set as a whole; `preset` sets the mapping of that name. One of them. */
export const ImportChange = strict({
  mapping: Type.Optional(ImportMapping),
  preset: Type.Optional(line(60)),
});
export type ImportChange = Static<typeof ImportChange>;

const Fault = strict({ path: Type.String(), message: Type.String(), code: Type.String() });

export const ImportProgress = strict({
  rowsTotal: Nullable(Type.Integer({ description: 'Known once the file has been read to its end.' })),
  rowsRead: Type.Integer(),
  created: Type.Integer({ description: 'Records; for grouped rows, fewer than rows.' }),
  changed: Type.Integer(),
  unchanged: Type.Integer(),
  rejected: Type.Integer({ description: 'Rows.' }),
  placesCreated: Type.Integer({ description: 'Places made for permits or inspections that had none.' }),
  placesJoined: Type.Integer({
    description:
      'Places found here by address and point, and joined: those that permits, inspections or people made before.',
  }),
});
export type ImportProgress = Static<typeof ImportProgress>;

const summary = {
  id: Id,
  version: Type.Integer(),
  createdAt: Time,
  updatedAt: Time,
  kind: oneOf(importKinds),
  file: strict({
    name: Type.String(),
    format: oneOf(['csv', 'geojson']),
    size: Type.Integer({ description: 'Bytes as sent.' }),
    keptUntil: Type.Unsafe<string>({
      ...Time,
      description: 'Then the file and the rejected rows are deleted.',
    }),
  }),
  status: oneOf(importStatuses),
  dryRun: Type.Boolean({
    description: 'What the status and progress are of: a dry run, which writes nothing.',
  }),
  reason: Nullable(Type.String({ description: 'Why it stopped or failed, in words.' })),
  progress: ImportProgress,
  preset: Nullable(Type.String()),
  uploadedBy: Nullable(strict({ id: Id, name: Type.String() })),
  startedBy: Nullable(strict({ id: Id, name: Type.String() })),
  startedAt: Nullable(Time),
  finishedAt: Nullable(Time),
};

/** One line of the list of imports. */
export const ImportSummary = strict(summary);

/** Samples of what fills a field, each with what it becomes. */
export const FieldSamples = strict({
  field: Type.String(),
  samples: Type.Array(
    strict({
      from: Type.String(),
      to: Nullable(Type.String({ description: 'null: nothing is taken from it.' })),
      fault: Nullable(Type.String({ description: 'Why it cannot be read.' })),
    }),
  ),
});
export type FieldSamples = Static<typeof FieldSamples>;

/** A mapping that is tried on the samples of the file; nothing is stored. */
export const ImportTrial = strict({ mapping: ImportMapping });
export const ImportTrialAnswer = strict({
  becomes: Type.Array(FieldSamples),
  faults: Type.Array(Fault),
});

export const Import = strict({
  ...summary,
  columns: Type.Array(
    strict({
      name: Type.String(),
      samples: Type.Array(Type.String(), { description: 'Up to five different cells.' }),
      filled: Type.Integer({ description: 'Rows that have a cell in it.' }),
      formats: Type.Array(oneOf(dateFormats), {
        description:
          'Date formats that read every cell of it; several: the file does not say which is meant.',
      }),
    }),
  ),
  sample: Type.Array(
    strict({
      line: Type.Integer(),
      cells: Type.Array(Type.String(), { description: 'In the order of `columns`.' }),
      fault: Nullable(Type.String({ description: 'Why the row would be rejected under the mapping.' })),
    }),
  ),
  presets: Type.Array(strict({ id: Type.String(), name: Type.String() }), {
    description: 'Shipped mappings that fit the columns of this file, best first.',
  }),
  mapping: ImportMapping,
  faults: Type.Array(Fault, { description: 'What the mapping lacks before it can run; empty: it can.' }),
  rejections: Type.Array(strict({ reason: Type.String(), rows: Type.Integer() }), {
    description: 'Reasons with numbers left out, most frequent first, at most 20.',
  }),
  warnings: Type.Array(strict({ text: Type.String(), rows: Type.Integer() }), {
    description: 'What a person should look at, though no row was rejected for it.',
  }),
  notes: Type.Array(Type.String(), {
    description: 'How the file was read, where that goes without saying nowhere.',
  }),
  becomes: Type.Array(FieldSamples, { description: 'What samples of the file become under the mapping.' }),
});
export type Import = Static<typeof Import>;

export const ImportPage = page(ImportSummary);

export const ImportParameters = strict({
  ...listParameters,
  kind: Type.Optional(oneOf(importKinds)),
  status: Type.Optional(oneOf(importStatuses)),
});

/** The file itself is the body: multipart/form-data with a part `file`, or text/csv or application/geo+json, gzip or plain. */
export const UploadParameters = strict({
  kind: oneOf(importKinds),
  name: Type.Optional(
    Type.String({ ...line(200), description: "The file's name, where the body has none." }),
  ),
  preset: Type.Optional(line(60)),
});

export const ImportFieldTypes = [
  'text',
  'integer',
  'number',
  'boolean',
  'enum',
  'day',
  'moment',
  'id',
  'list',
] as const;

/** Every field that a mapping can fill, by kind. */
export const ImportFields = strict({
  items: Type.Array(
    strict({
      kind: oneOf(importKinds),
      name: Type.String(),
      label: Type.String(),
      type: oneOf(ImportFieldTypes),
      required: Type.Boolean(),
      values: Type.Optional(Type.Array(Type.String(), { description: 'Of an enum.' })),
    }),
  ),
});

/** Shipped mappings, whatever the file. */
export const ImportPresets = strict({
  items: Type.Array(
    strict({
      id: Type.String(),
      name: Type.String(),
      kind: oneOf(importKinds),
      mapping: ImportMapping,
    }),
  ),
});

/** Rejected rows: line and reason, then the file's own columns. Corrected, it can be uploaded again. */
export const CsvFile = Type.Unsafe<string>({
  description: 'The rows.',
  content: { 'text/csv': { schema: { type: 'string' } } },
});
/** The body of an upload. */
export const UploadFile = Type.Unsafe<never>({
  description: 'The file: the one part `file` of a form, or the whole body.',
  content: {
    'multipart/form-data': {
      schema: {
        type: 'object',
        properties: { file: { type: 'string', format: 'binary' } },
        required: ['file'],
        additionalProperties: false,
      },
    },
    'text/csv': { schema: { type: 'string' } },
    'application/geo+json': { schema: { type: 'string' } },
    'application/gzip': { schema: { type: 'string', format: 'binary' } },
  },
});

/** Projected coordinate systems of the United States that columns of points may be in. */
export const ImportSystems = strict({
  items: Type.Array(strict({ id: Type.String({ description: 'As in EPSG:2278.' }), name: Type.String() })),
});
