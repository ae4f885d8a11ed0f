import type { Call } from '../http/call.ts';
import { extentOf } from './features.ts';
import { type GisLayer, layersFor } from './layers.ts';
import { geojson, linkTo, sendJson } from './ogc.links.ts';
import { crs84, systems } from './ogc.parameters.ts';

const json = 'application/json';
export const openapi = 'application/vnd.oai.openapi+json;version=3.0';
const title = 'Standpipe';

/** Where everything begins. */
export const landingPage = (call: Call) =>
  sendJson(call, {
    title,
    description: 'Places, hydrants and pre-plans of your agency and shared with it.',
    links: [
      linkTo(call, 'self', '', json, 'This page'),
      linkTo(call, 'service-desc', '/api', openapi, 'The API, as OpenAPI 3.0'),
      linkTo(call, 'conformance', '/conformance', json, 'What this server implements'),
      linkTo(call, 'data', '/collections', json, 'The collections'),
    ],
  });

export const conformance = (call: Call) =>
  sendJson(call, {
    conformsTo: [
      ...['core', 'oas30', 'geojson'].map(
        (each) => `http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/${each}`,
      ),
      'http://www.opengis.net/spec/ogcapi-features-2/1.0/conf/crs',
    ],
  });

/** A collection; its extent is that of what the viewer sees, and is left out where that is nothing. */
async function collectionOf(call: Call, layer: GisLayer) {
  const extent = await extentOf(call, { layer, asked: {}, also: [] });
  const path = `/collections/${layer.name}`;
  return {
    id: layer.name,
    title: layer.title,
    description: layer.description,
    itemType: 'feature',
    ...(extent && { extent: { spatial: { bbox: [extent], crs: crs84 } } }),
    crs: Object.keys(systems),
    storageCrs: crs84,
    links: [
      linkTo(call, 'self', path, json, layer.title),
      linkTo(call, 'items', `${path}/items`, geojson, layer.title),
    ],
  };
}

export async function collections(call: Call) {
  const all = [];
  for (const layer of layersFor(call)) all.push(await collectionOf(call, layer));
  return sendJson(call, {
    links: [linkTo(call, 'self', '/collections', json, 'The collections')],
    collections: all,
    crs: Object.keys(systems),
  });
}

export const collection = async (call: Call, layer: GisLayer) =>
  sendJson(call, await collectionOf(call, layer));
