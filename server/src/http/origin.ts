import type { FastifyRequest } from 'fastify';
import type { Config } from '../config.ts';
import { Problem } from './problems.ts';

const safe = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Where a link that is handed out leads. PUBLIC_URL, or else this machine: the Host of a request is whatever its sender
 * writes there, and no secret is ever put behind it. Our pages show the link under the address they were opened at.
 */
export const handedBase = ({ publicUrl, port }: Config): string => publicUrl ?? `http://localhost:${port}`;

/**
 * Does a request come from our own pages, as far as the browser says? Programs that are no browsers send no Origin.
 * Without PUBLIC_URL the Host decides, under either scheme: a proxy in front may speak TLS.
 */
function isOwnOrigin(config: Config, request: FastifyRequest): boolean {
  const { origin, host, 'sec-fetch-site': site } = request.headers;
  if (site === 'cross-site') return false;
  if (origin === undefined) return true;
  if (config.publicUrl) return origin === config.publicUrl;
  return host !== undefined && /^https?:\/\//.test(origin) && origin.replace(/^https?:\/\//, '') === host;
}

/**
 * Refuses what another site makes a browser send: the cookie alone says nothing about who wants it. An API key is
 * never sent by a browser of its own accord, so calls with one are exempt; any other Authorization is not.
 * @throws Problem `not_allowed`
 */
export function requireOwnPage(config: Config, request: FastifyRequest): void {
  if (/^Bearer \S+$/.test(request.headers.authorization ?? '')) return;
  if (!isOwnOrigin(config, request))
    throw new Problem('not_allowed', 'Requests from other websites are not accepted.', {
      missing: [],
    });
}

/** A hook for every change, however its path is spelled. */
export const refuseForeignOrigin = (config: Config) => async (request: FastifyRequest) => {
  if (!safe.has(request.method)) requireOwnPage(config, request);
};
