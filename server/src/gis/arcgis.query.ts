import { Readable } from 'node:stream';
import type { Call } from '../http/call.ts';
import { attributesOf, esriExtent, fieldsOf, objectIdField, referenceOf } from './arcgis.layer.ts';
import type { EsriQuery } from './arcgis.parameters.ts';
import {
  countFeatures,
  cursorAt,
  extentOf,
  type Features,
  objectIdsOf,
  readFeatures,
  type Write,
} from './features.ts';
import { lngLatOf } from './fields.ts';
import { project } from './projection.ts';
import { piecesOf } from './send.ts';

/** Numbers in an answer at most. */
const mostIds = 100_000;

/** Answers a query: features, or only how many, which numbers, or how far they reach. */
export async function answerQuery(call: Call, query: EsriQuery): Promise<object | Readable> {
  const { list, only, projection } = query;
  if (only.extent)
    return {
      extent: esriExtent(await extentOf(call, list), projection),
      ...(only.count && { count: await countFeatures(call, list) }),
    };
  if (only.count) return { count: await countFeatures(call, list) };
  if (only.ids) {
    const ids = await objectIdsOf(call, list, mostIds + 1);
    return {
      objectIdFieldName: objectIdField,
      objectIds: ids.slice(0, mostIds),
      ...(ids.length > mostIds && { exceededTransferLimit: true }),
    };
  }
  return answerFeatures(call, query);
}

async function answerFeatures(call: Call, query: EsriQuery): Promise<Readable> {
  const { list, offset, limit, format, projection, fields } = query;
  const cursor = offset > 0 ? await cursorAt(call, list, offset) : null;
  const nothing: Features = { texts: [], count: 0, next: null, total: 0 };
  const read = () => readFeatures(call, list, { limit, cursor: cursor ?? undefined }, writerFor(query));
  const { texts, next } = offset > 0 && cursor === null ? nothing : await read();
  const more = next !== null;
  if (format === 'geojson') {
    call.reply.type('application/geo+json');
    const head = {
      type: 'FeatureCollection',
      ...(projection === 'mercator' && { crs: { type: 'name', properties: { name: 'EPSG:3857' } } }),
      ...(more && { properties: { exceededTransferLimit: true } }),
    };
    return Readable.from(piecesOf(head, texts), { objectMode: false });
  }
  call.reply.type('application/json; charset=utf-8');
  const head = {
    objectIdFieldName: objectIdField,
    globalIdFieldName: '',
    geometryType: 'esriGeometryPoint',
    spatialReference: referenceOf(projection),
    fields: fieldsOf(fields),
    ...(more && { exceededTransferLimit: true }),
  };
  return Readable.from(piecesOf(head, texts), { objectMode: false });
}

function writerFor({ fields, projection, geometry, format }: EsriQuery): Write {
  return (shown, objectId) => {
    const attributes = attributesOf(fields, shown, objectId);
    const lngLat = geometry ? lngLatOf(shown) : null;
    const point = lngLat && project(projection, lngLat);
    if (format === 'geojson')
      return JSON.stringify({
        type: 'Feature',
        id: objectId,
        geometry: point && { type: 'Point', coordinates: point },
        properties: attributes,
      });
    return JSON.stringify({ attributes, ...(point && { geometry: { x: point[0], y: point[1] } }) });
  };
}
