import type { TSchema } from 'typebox';
import type { Call } from '../http/call.ts';
import { type GisLayer, layersFor } from './layers.ts';
import { rootOf, sendJson } from './ogc.links.ts';
import { openapi } from './ogc.pages.ts';
import { CollectionParameters, documentedItems } from './ogc.parameters.ts';

type Properties = Readonly<Record<string, TSchema & { description?: string }>>;

/** Query parameters of a schema. A box is a list in OpenAPI, as its numbers are sent with commas between. */
const parametersOf = (properties: Properties) =>
  Object.entries(properties).map(([name, { description, ...schema }]) => ({
    name,
    in: 'query',
    required: false,
    ...(description && { description }),
    ...(name === 'bbox'
      ? {
          schema: {
            type: 'array',
            oneOf: [
              { minItems: 4, maxItems: 4 },
              { minItems: 6, maxItems: 6 },
            ],
            items: { type: 'number' },
          },
          style: 'form',
          explode: false,
        }
      : { schema: plainSchema(schema) }),
  }));

/** OpenAPI 3.0 has no `const`. */
const plainSchema = ({ const: only, ...schema }: Record<string, unknown>) =>
  only === undefined ? schema : { ...schema, enum: [only] };

const answer = (description: string, type: string) => ({
  200: { description, content: { [type]: { schema: { type: 'object' } } } },
  400: { description: 'A parameter is unknown or not as described.' },
  401: { description: 'No key, or one that no longer works.' },
});

const get = (operationId: string, summary: string, type: string, parameters: readonly object[] = []) => ({
  get: {
    operationId,
    summary,
    ...(parameters.length > 0 && { parameters }),
    responses: answer(summary, type),
  },
});

const id = { name: 'id', in: 'path', required: true, schema: { type: 'string', format: 'uuid' } };

const pathsOf = (layer: GisLayer) => {
  const { name, title } = layer;
  return {
    [`/collections/${name}`]: get(`describe_${name}`, `The collection ${title}`, 'application/json'),
    [`/collections/${name}/items`]: get(
      `read_${name}`,
      `Features of ${title}`,
      'application/geo+json',
      parametersOf(documentedItems(layer).properties as Properties),
    ),
    [`/collections/${name}/items/{id}`]: get(
      `read_one_of_${name}`,
      `One feature of ${title}`,
      'application/geo+json',
      [id, ...parametersOf(CollectionParameters.properties as Properties)],
    ),
  };
};

/** The OGC API as an OpenAPI 3.0 document, with the layers that the asker may read. */
export const document = (call: Call) =>
  sendJson(
    call,
    {
      openapi: '3.0.3',
      info: { title: 'Standpipe, OGC API - Features', version: '1.0.0' },
      servers: [{ url: rootOf(call) }],
      security: [{ key: [] }, { basic: [] }],
      components: {
        securitySchemes: {
          key: { type: 'http', scheme: 'bearer' },
          basic: { type: 'http', scheme: 'basic', description: 'Any user name; an API key as the password.' },
        },
      },
      paths: {
        '/': get('landing_page', 'The landing page', 'application/json'),
        '/conformance': get('conformance', 'What this server implements', 'application/json'),
        '/api': get('document', 'This document', openapi),
        '/collections': get('collections', 'The collections', 'application/json'),
        ...Object.assign({}, ...layersFor(call).map(pathsOf)),
      },
    },
    openapi,
  );
