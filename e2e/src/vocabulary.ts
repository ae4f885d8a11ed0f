import { openClient, send } from './client.ts';
import { asList, asObject, asText, dig, type Json } from './json.ts';

/** The words that the contract leaves to the server's own document: lists of types, forms of dates, paths. */
export interface Vocabulary {
  occupancyTypes: string[];
  constructionTypes: string[];
  permitTypes: string[];
  inspectionTypes: string[];
  scheduledForIsDate: boolean;
  startsAtIsDate: boolean;
  transfer: { offer: string; accept: string; target: string } | null;
  hasDocument: boolean;
}

function resolve(document: Json, schema: unknown): Json {
  let here = asObject(schema);
  for (let depth = 0; depth < 10 && typeof here.$ref === 'string'; depth += 1) {
    const path = here.$ref.replace(/^#\//, '').split('/');
    let target: unknown = document;
    for (const step of path) target = asObject(target)[step.replace(/~1/g, '/').replace(/~0/g, '~')];
    here = asObject(target);
  }
  return here;
}

function listVariants(document: Json, schema: unknown): Json[] {
  const here = resolve(document, schema);
  const inner = ['allOf', 'anyOf', 'oneOf'].flatMap((word) => asList(here[word]));
  return [here, ...inner.flatMap((variant) => listVariants(document, variant))];
}

function findOperation(document: Json, path: string): Json {
  const paths = asObject(document.paths);
  return asObject(asObject(paths[path] ?? paths[`/api/v1${path}`]).post);
}

function findProperty(document: Json, path: string, property: string): Json[] {
  const body = resolve(document, findOperation(document, path).requestBody);
  const schema = dig(asObject(body.content)['application/json'], 'schema');
  return listVariants(document, schema)
    .map((variant) => asObject(variant.properties)[property])
    .filter((found) => found !== undefined)
    .flatMap((found) => listVariants(document, found));
}

function readEnum(document: Json, path: string, property: string, otherwise: string[]): string[] {
  const values = findProperty(document, path, property).flatMap((schema) => [
    ...asList(schema.enum),
    ...(schema.const === undefined ? [] : [schema.const]),
  ]);
  const texts = values.filter((value) => typeof value === 'string');
  return texts.length > 0 ? texts.slice(0, 4) : otherwise;
}

function isDate(document: Json, path: string, property: string): boolean {
  const schemas = findProperty(document, path, property);
  return (
    schemas.some((schema) => schema.format === 'date') &&
    !schemas.some((schema) => schema.format === 'date-time')
  );
}

function findTransfer(document: Json): Vocabulary['transfer'] {
  const paths = Object.keys(asObject(document.paths)).map((path) => path.replace(/^\/api\/v1/, ''));
  const mine = paths.filter((path) => /^\/places\/\{[^}]+\}\/transfers?(\/|$)/.test(path));
  const offer = mine.find((path) => /\/transfers?$/.test(path));
  const accept = mine.find((path) => path.endsWith('/accept'));
  if (offer === undefined || accept === undefined) return null;
  const body = resolve(document, findOperation(document, offer).requestBody);
  const schema = dig(asObject(body.content)['application/json'], 'schema');
  const names = listVariants(document, schema).flatMap((variant) =>
    Object.keys(asObject(variant.properties)),
  );
  return { offer, accept, target: names.find((name) => /agency/i.test(name)) ?? 'toAgencyId' };
}

/** Reads the server's document for the words that the contract page does not list. */
export async function readVocabulary(base: string): Promise<Vocabulary> {
  const reply = await send(openClient(base, 'anyone'), 'GET', '/api/openapi.json');
  const document = asObject(reply.body);
  return {
    occupancyTypes: readEnum(document, '/places', 'occupancyType', ['Business', 'Assembly', 'Storage']),
    constructionTypes: readEnum(document, '/places', 'constructionType', ['Type I', 'Type V']),
    permitTypes: readEnum(document, '/permits', 'type', ['Hot work', 'Fireworks', 'Tents']),
    inspectionTypes: readEnum(document, '/inspections', 'type', ['Annual', 'Occupancy', 'Complaint']),
    scheduledForIsDate: isDate(document, '/inspections', 'scheduledFor'),
    startsAtIsDate: isDateOfRow(document),
    transfer: findTransfer(document),
    hasDocument: asText(document.openapi).startsWith('3.1'),
  };
}

function isDateOfRow(document: Json): boolean {
  const paths = asObject(document.paths);
  const path = Object.keys(paths).find((name) => /\/admin\/client-data-sharing\/\{/.test(name));
  if (path === undefined) return false;
  const body = resolve(document, asObject(asObject(paths[path]).put).requestBody);
  const schema = dig(asObject(body.content)['application/json'], 'schema');
  const found = listVariants(document, schema)
    .map((variant) => asObject(variant.properties).startsAt)
    .filter((property) => property !== undefined)
    .flatMap((property) => listVariants(document, property));
  return found.some((one) => one.format === 'date') && !found.some((one) => one.format === 'date-time');
}
