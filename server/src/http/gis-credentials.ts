import type { FastifyRequest } from 'fastify';

/** What somebody shows to be let in: an API key, a link key that stands in the path, or a session's token. */
export interface Shown {
  readonly by: 'key' | 'link' | 'session';
  readonly secret: string;
}

/**
 * The key that a GIS client shows, where it cannot send one as other programs do: in the path of a link, as the
 * password of Basic authentication, or as the parameter `token`. Null: it is for others to find.
 */
export function gisShown(request: FastifyRequest): Shown | null {
  const route = request.routeOptions?.url ?? '';
  if (route.startsWith('/ogc/k/'))
    return { by: 'link', secret: (request.params as { link?: string }).link ?? '' };
  if (!/^\/(ogc|arcgis)(\/|$)/.test(route)) return null;
  const key = (route.startsWith('/arcgis') && tokenOf(request)) || passwordOf(request);
  return key ? { by: 'key', secret: key } : null;
}

function passwordOf({ headers }: FastifyRequest): string | undefined {
  const basic = /^Basic +([\w+/]+=*) *$/i.exec(headers.authorization ?? '')?.[1];
  return basic && /^[^:]*:(\S+)$/.exec(Buffer.from(basic, 'base64').toString('utf8'))?.[1];
}

function tokenOf(request: FastifyRequest): string | undefined {
  const { token } = request.query as { token?: unknown };
  const header = /^Bearer (\S+)$/.exec(String(request.headers['x-esri-authorization'] ?? ''))?.[1];
  return (typeof token === 'string' && token) || header || formOf(request).get('token') || undefined;
}

/** The fields of a body that a form has sent; none where it is no form, or has not arrived yet. */
export function formOf({ headers, body }: FastifyRequest): URLSearchParams {
  const isForm = /^application\/x-www-form-urlencoded\b/i.test(headers['content-type'] ?? '');
  return new URLSearchParams(isForm && Buffer.isBuffer(body) ? body.toString('utf8') : '');
}
