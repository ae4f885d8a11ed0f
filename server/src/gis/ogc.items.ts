import { Readable } from 'node:stream';
import type { Call } from '../http/call.ts';
import { pathId } from '../http/call.ts';
import { notFound } from '../http/problems.ts';
import { readRecord } from '../records/verbs.ts';
import { readFeatures, type Write } from './features.ts';
import { lngLatOf, type Shown, valuesOf } from './fields.ts';
import type { GisLayer } from './layers.ts';
import { geojson, linkTo, sendJson } from './ogc.links.ts';
import { boxOf, type ItemQuery, limits, systemOf, timesOf } from './ogc.parameters.ts';
import { project } from './projection.ts';
import { piecesOf } from './send.ts';

type System = ReturnType<typeof systemOf>;

function featureOf({ fields }: GisLayer, { as, latitudeFirst }: System, shown: Shown) {
  const lngLat = lngLatOf(shown);
  const [x, y] = lngLat ? project(as, lngLat) : [0, 0];
  return {
    type: 'Feature',
    id: shown.id,
    geometry: lngLat && { type: 'Point', coordinates: latitudeFirst ? [y, x] : [x, y] },
    properties: valuesOf(fields, shown),
  };
}

/** A page of features, newest first, as the list of the kind shows them. */
export async function readItems(call: Call, layer: GisLayer, query: ItemQuery): Promise<Readable> {
  const { limit = limits.usual, cursor, crs, bbox, 'bbox-crs': bboxCrs, datetime, f, ...filters } = query;
  const system = systemOf(crs, 'crs');
  const box = boxOf(query);
  const times = timesOf(datetime);
  const asked = Object.fromEntries(
    Object.entries({ ...filters, bbox: box }).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, String(value)]],
    ),
  );
  const size = Math.min(limit, limits.most);
  const counted = Object.keys(asked).length === 0 && times.length === 0;
  const write: Write = (shown) => JSON.stringify(featureOf(layer, system, shown));
  const { texts, count, next, total } = await readFeatures(
    call,
    { layer, asked, also: times },
    { limit: size, cursor, counted },
    write,
  );
  const given = { ...query, limit: size, ...(cursor && { cursor }) };
  const path = `/collections/${layer.name}`;
  const links = [
    linkTo(call, 'self', `${path}/items`, geojson, `${layer.title}`, given),
    ...(next ? [linkTo(call, 'next', `${path}/items`, geojson, 'More', { ...given, cursor: next })] : []),
    linkTo(call, 'collection', path, 'application/json', layer.title),
  ];
  const head = {
    type: 'FeatureCollection',
    timeStamp: new Date().toISOString(),
    ...(total !== undefined && { numberMatched: total }),
    numberReturned: count,
    links,
  };
  call.reply.type(geojson).header('content-crs', `<${system.uri}>`);
  return Readable.from(piecesOf(head, texts), { objectMode: false });
}

/** One feature. @throws Problem `not_found` for what is not there or not shown to the viewer */
export async function readItem(call: Call, layer: GisLayer, { crs }: { crs?: string }) {
  const system = systemOf(crs, 'crs');
  const shown = await readRecord(call, layer.domain, pathId(call));
  if (!shown) throw notFound();
  const path = `/collections/${layer.name}`;
  call.reply.header('content-crs', `<${system.uri}>`);
  return sendJson(
    call,
    {
      ...featureOf(layer, system, shown),
      links: [
        linkTo(call, 'self', `${path}/items/${shown.id}`, geojson, layer.title),
        linkTo(call, 'collection', path, 'application/json', layer.title),
      ],
    },
    geojson,
  );
}
