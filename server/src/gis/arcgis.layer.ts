import type { Call } from '../http/call.ts';
import type { Comparable } from './arcgis.where.ts';
import { extentOf } from './features.ts';
import { type FieldType, type GisField, type Shown, valuesOf } from './fields.ts';
import type { GisLayer } from './layers.ts';
import { type Box, type Projection, project } from './projection.ts';

export const currentVersion = 11.1;
/** Features in an answer at most. */
export const mostRecords = 2000;
export const objectIdField = 'OBJECTID';
export const recordIdField = 'record_id';

const esriTypes: Readonly<Record<FieldType, string>> = {
  text: 'String',
  integer: 'Integer',
  number: 'Double',
  boolean: 'SmallInteger',
  time: 'Date',
  list: 'String',
};

const described = (name: string, alias: string, type: FieldType | 'OID') => ({
  name,
  alias,
  type: `esriFieldType${type === 'OID' ? 'OID' : esriTypes[type]}`,
  ...((type === 'text' || type === 'list') && { length: 8000 }),
  nullable: type !== 'OID',
  editable: false,
  domain: null,
  defaultValue: null,
});

/** The fields as ArcGIS describes them. */
export const fieldsOf = (fields: readonly GisField[]) => [
  described(objectIdField, objectIdField, 'OID'),
  described(recordIdField, 'Record id', 'text'),
  ...fields.map(({ name, label, type }) => described(name, label, type)),
];

/** The fields that a condition may compare, by their names in lower case. */
export const comparables = ({ fields }: GisLayer): ReadonlyMap<string, Comparable> =>
  new Map<string, Comparable>([
    [objectIdField.toLowerCase(), { type: 'integer', column: 'object_id', field: null }],
    [recordIdField, { type: 'text', column: 'id::text', field: null }],
    ...fields.flatMap(({ name, type, compared }): [string, Comparable][] =>
      compared ? [[name.toLowerCase(), { type, ...compared }]] : [],
    ),
  ]);

function esriValue(type: FieldType, value: unknown): unknown {
  if (value === null) return null;
  if (type === 'time') return Date.parse(value as string);
  if (type === 'boolean') return value ? 1 : 0;
  return value;
}

/** A record's attributes. What is not open to the viewer is left out. */
export function attributesOf(fields: readonly GisField[], shown: Shown, objectId: number) {
  const values = valuesOf(fields, shown);
  return {
    [objectIdField]: objectId,
    [recordIdField]: shown.id,
    ...Object.fromEntries(
      fields.flatMap(({ name, type }) => (name in values ? [[name, esriValue(type, values[name])]] : [])),
    ),
  };
}

export const referenceOf = (projection: Projection) =>
  projection === 'mercator' ? { wkid: 102_100, latestWkid: 3857 } : { wkid: 4326, latestWkid: 4326 };

/** A box as an Esri extent. Of nothing, it is "NaN", as ArcGIS has it. */
export function esriExtent(box: Box | null, projection: Projection = 'degrees') {
  const [xmin, ymin] = box ? project(projection, [box[0], box[1]]) : ['NaN', 'NaN'];
  const [xmax, ymax] = box ? project(projection, [box[2], box[3]]) : ['NaN', 'NaN'];
  return { xmin, ymin, xmax, ymax, spatialReference: referenceOf(projection) };
}

const colors: Readonly<Record<GisLayer['kind'], readonly [number, number, number, number]>> = {
  place: [90, 90, 90, 255],
  hydrant: [200, 30, 30, 255],
  prePlan: [30, 90, 200, 255],
};

const world: Box = [-180, -90, 180, 90];

/** A layer as ArcGIS describes it. Its extent is that of what the viewer sees. */
export async function describeLayer(call: Call, layer: GisLayer) {
  const extent = await extentOf(call, { layer, asked: {}, also: [] });
  return {
    currentVersion,
    id: layer.number,
    name: layer.title,
    type: 'Feature Layer',
    description: layer.description,
    copyrightText: '',
    geometryType: 'esriGeometryPoint',
    objectIdField,
    uniqueIdField: { name: objectIdField, isSystemMaintained: true },
    displayField: layer.display,
    fields: fieldsOf(layer.fields),
    extent: esriExtent(extent ?? world),
    defaultVisibility: true,
    minScale: 0,
    maxScale: 0,
    drawingInfo: {
      renderer: {
        type: 'simple',
        symbol: {
          type: 'esriSMS',
          style: 'esriSMSCircle',
          color: colors[layer.kind],
          size: 7,
          outline: null,
        },
      },
    },
    hasAttachments: false,
    hasZ: false,
    hasM: false,
    types: [],
    templates: [],
    relationships: [],
    capabilities: 'Query',
    maxRecordCount: mostRecords,
    standardMaxRecordCount: mostRecords,
    supportedQueryFormats: 'JSON, geoJSON',
    supportsAdvancedQueries: true,
    supportsStatistics: false,
    useStandardizedQueries: true,
    advancedQueryCapabilities: {
      supportsPagination: true,
      supportsOrderBy: true,
      supportsReturningQueryExtent: true,
      supportsStatistics: false,
      supportsDistinct: false,
      supportsQueryWithDistance: false,
      supportsSqlExpression: false,
      useStandardizedQueries: true,
    },
  };
}

/** The service as ArcGIS describes it, with the layers that the viewer may read. */
export async function describeService(call: Call, shown: readonly GisLayer[]) {
  const boxes: Box[] = [];
  for (const layer of shown) {
    const box = await extentOf(call, { layer, asked: {}, also: [] });
    if (box) boxes.push(box);
  }
  const least = (at: number) => Math.min(...boxes.map((each) => each[at]!));
  const greatest = (at: number) => Math.max(...boxes.map((each) => each[at]!));
  const extent = esriExtent(boxes.length > 0 ? [least(0), least(1), greatest(2), greatest(3)] : world);
  return {
    currentVersion,
    serviceDescription: 'Places, hydrants and pre-plans of your agency and shared with it.',
    hasVersionedData: false,
    hasStaticData: false,
    supportsDisconnectedEditing: false,
    capabilities: 'Query',
    maxRecordCount: mostRecords,
    supportedQueryFormats: 'JSON, geoJSON',
    spatialReference: referenceOf('degrees'),
    initialExtent: extent,
    fullExtent: extent,
    units: 'esriDecimalDegrees',
    layers: shown.map(({ number, title }) => ({
      id: number,
      name: title,
      type: 'Feature Layer',
      geometryType: 'esriGeometryPoint',
      parentLayerId: -1,
      subLayerIds: null,
      defaultVisibility: true,
      minScale: 0,
      maxScale: 0,
    })),
    tables: [],
  };
}
