import type { Call } from '../http/call.ts';

export const geojson = 'application/geo+json';

/** Where this viewer reaches the OGC API: under the key of a link, if that is how they came. */
export function rootOf({ house, request }: Pick<Call, 'house' | 'request'>): string {
  const { link } = request.params as { link?: string };
  const origin = house.config.publicUrl ?? `${request.protocol}://${request.host}`;
  return `${origin}/ogc${link === undefined ? '' : `/k/${encodeURIComponent(link)}`}`;
}

type Parameters = Readonly<Record<string, string | number | undefined>>;

export function linkTo(
  call: Pick<Call, 'house' | 'request'>,
  rel: string,
  path: string,
  type: string,
  title: string,
  parameters: Parameters = {},
) {
  const given = Object.entries(parameters).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)] as [string, string]],
  );
  const query = given.length > 0 ? `?${new URLSearchParams(given)}` : '';
  return { href: `${rootOf(call)}${path}${query}`, rel, type, title };
}

/** An answer of a JSON type of its own. */
export function sendJson(
  { reply }: Pick<Call, 'reply'>,
  value: object,
  type = 'application/json',
): Uint8Array {
  reply.type(`${type}${type.includes(';') ? '' : '; charset=utf-8'}`);
  return Buffer.from(JSON.stringify(value));
}
