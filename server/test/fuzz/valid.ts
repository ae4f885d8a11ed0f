import type { Draw } from '../random.ts';
import type { Operation, Schema } from './document.ts';
import type { Pool } from './pool.ts';

/** What a request is made from: chances, and what is known to be there. */
export interface Material {
  readonly draw: Draw;
  readonly pool: Pool;
  /** Who will ask; ids are mostly theirs. */
  readonly by: string;
}

const v1 = '/api/v1';
/** The collection that an id of this name comes from. */
const collections: Readonly<Record<string, string>> = {
  agency: 'agencies',
  agencies: 'agencies',
  agencyId: 'agencies',
  assignedTo: 'people',
  id: `${v1}/permits`,
  partnerId: 'agencies',
  partnerIds: 'agencies',
  photos: `${v1}/inspections/{id}/photos`,
  place: `${v1}/places`,
  placeId: `${v1}/places`,
  placeOwnerId: 'agencies',
  record: `${v1}/permits`,
  reinspectionOf: `${v1}/inspections`,
  roles: `${v1}/admin/roles`,
  toAgencyId: 'agencies',
  user: 'people',
  userId: 'people',
};

/** Texts that mean something, where any other would only be refused. */
const meaningful: Readonly<Record<string, readonly string[]>> = {
  bbox: ['-88,42,-87,43', '-180,-90,180,90', '170,-10,-170,10'],
  county: ['17097'],
  countyFips: ['17097', '17031', '17111'],
  countyFipsList: ['17097', '17031', '17111'],
  dryRun: ['true', 'false'],
  fdid: ['12345', '9X'],
  query: ['status=issued', 'sort=-createdAt&q=main', ''],
  role: ['Administrator'],
  state: ['IL'],
  timeZone: ['America/Chicago', 'America/New_York', 'Pacific/Honolulu'],
};

/** Fields that hang on another record, and are refused more often than not. */
const rare = new Set(['assignedTo', 'photos', 'reinspectionOf', 'violations', 'endsAt', 'startsAt']);

const texts = [
  'Main Street 12',
  'Zoë Ñandú 消防 🚒',
  "O'Brien; drop table permit; --",
  '<b onclick="x()">&amp;</b>',
  '=1+1',
  '%_\\',
  'a',
  'line\nbreak\ttab',
  '\u202Eright to left\u202C',
  '../../etc/hosts',
  '{{x}}',
];

const hex = (draw: Draw, length: number) =>
  Array.from({ length }, () => draw.below(16).toString(16)).join('');

/** An id that nothing has. */
export const strangeId = (draw: Draw): string =>
  `01900000-${hex(draw, 4)}-7${hex(draw, 3)}-8${hex(draw, 3)}-${hex(draw, 12)}`;

const two = (n: number) => String(n).padStart(2, '0');

function drawText({ draw, pool, by }: Material, schema: Schema, name: string): string {
  const collection = collections[name];
  if (schema.format === 'uuid' || (collection && schema.maxLength === 100)) {
    const known = pool.pick(draw, collection ?? 'people', by);
    return known && !draw.chance(0.1) ? known.id : strangeId(draw);
  }
  const day = `20${two(20 + draw.below(12))}-${two(1 + draw.below(12))}-${two(1 + draw.below(28))}`;
  if (schema.format === 'date') return day;
  if (schema.format === 'date-time') return `${day}T${two(draw.below(24))}:${two(draw.below(60))}:00Z`;
  if (schema.format === 'email') return `${hex(draw, 12)}@example.org`;
  if (schema.pattern === '^#[0-9A-Fa-f]{6}$') return `#${hex(draw, 6)}`;
  if (meaningful[name]) return draw.pick(meaningful[name]);
  if (schema.pattern === '^\\d{5}$') return String(10000 + draw.below(90000));
  if (schema.pattern === '^[A-Z]{2}$') return draw.pick(['IL', 'WI', 'IN']);
  if (/password|^new$|^current$/i.test(name)) return `${hex(draw, 16)} Zq`;
  const text = draw.chance(0.1)
    ? 'x'.repeat(Math.min(schema.maxLength ?? 300, 5000))
    : `${draw.pick(texts)} ${hex(draw, 5)}`;
  return text.slice(0, schema.maxLength ?? text.length).trim();
}

function drawList(material: Material, schema: Schema, name: string): unknown[] {
  const { draw } = material;
  if (Array.isArray(schema.items))
    return (schema.items as readonly Schema[]).map((each) => drawValue(material, each, name));
  const least = schema.minItems ?? 0;
  const length = Math.min(schema.maxItems ?? 3, least + draw.below(3));
  const list = Array.from({ length }, () => drawValue(material, schema.items as Schema, name));
  if (!schema.uniqueItems) return list;
  const unique = [...new Map(list.map((each) => [JSON.stringify(each), each])).values()];
  for (let tries = 0; unique.length < least && tries < 20; tries++) {
    const more = drawValue(material, schema.items as Schema, name);
    if (!unique.includes(more)) unique.push(more);
  }
  return unique;
}

/** A value that its schema takes. */
export function drawValue(material: Material, schema: Schema, name: string): unknown {
  const { draw } = material;
  if (schema.enum) return draw.pick(schema.enum);
  if (schema.anyOf) return drawValue(material, draw.pick(schema.anyOf), name);
  const types = [schema.type ?? 'string'].flat() as string[];
  const type =
    types.length > 1 && draw.chance(0.2) ? 'null' : (types.find((each) => each !== 'null') ?? 'null');
  const low = schema.minimum ?? 0;
  const high = schema.maximum ?? 1000;
  switch (type) {
    case 'null':
      return null;
    case 'boolean':
      return draw.chance(0.5);
    case 'integer':
      return draw.pick([low, high, low + draw.below(Math.min(1000, high - low + 1))]);
    case 'number':
      return draw.pick([low, high, low + (draw.below(1000) / 1000) * (high - low)]);
    case 'array':
      return drawList(material, schema, name);
    case 'object':
      return Object.fromEntries(
        Object.entries(schema.properties ?? {})
          .filter(([key]) => schema.required?.includes(key) || draw.chance(rare.has(key) ? 0.05 : 0.4))
          .map(([key, each]) => [key, drawValue(material, each, key)]),
      );
    default:
      return drawText(material, schema, name);
  }
}

/** Values for some of an operation's query parameters. */
export function drawQuery(material: Material, { query }: Operation): [string, string][] {
  const often = query.length > 4 ? 0.15 : 0.5;
  return query
    .filter((each) => each.name !== 'cursor' && (each.name === 'kind' || material.draw.chance(often)))
    .map((each) => [each.name, String(drawValue(material, each.schema, each.name))]);
}
