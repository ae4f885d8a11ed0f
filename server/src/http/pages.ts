import { existsSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Problem } from './problems.ts';

const built = fileURLToPath(new URL('../../../web/dist', import.meta.url));

/** Is it a browser that asks for a page? Programs and the pages' own calls get problems, never a page. */
const wantsPage = (request: FastifyRequest, path: string) =>
  !/^\/(api|assets|ogc|arcgis)(\/|$)/.test(path) && /\btext\/html\b/.test(request.headers.accept ?? '');

/** Whether the pages have an address; their build lists the patterns, "/permits/$id". Without the list: any. */
function readRoutes(folder: string): (path: string) => boolean {
  const file = join(folder, 'routes.json');
  if (!existsSync(file)) return () => true;
  const patterns = (JSON.parse(readFileSync(file, 'utf8')) as string[]).map(
    (each) => new RegExp(`^${each.replace(/[.+*?^()|[\]{}\\]/g, '\\$&').replace(/\$\w+/g, '[^/]+')}/?$`),
  );
  return (path) => patterns.some((each) => each.test(path));
}

/**
 * Serves the built pages (web/dist): files as they are, and for every other address that a browser asks for, the one
 * page that knows all of them; with 404 where it has none there. What is neither stays with the application's
 * not-found answer.
 */
export async function servePages(app: FastifyInstance, folder = built): Promise<void> {
  await app.register(fastifyStatic, {
    root: folder,
    serve: false,
    cacheControl: false,
    index: false,
    setHeaders: (reply, path) => {
      const hashed = path.startsWith(join(folder, 'assets'));
      reply.header('cache-control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
  const isRoute = readRoutes(folder);
  app.get('/*', { schema: { hide: true } }, async (request, reply) => {
    const path = request.url.split('?')[0]!;
    const file = fileNamed(folder, path);
    if (file) return reply.sendFile(file);
    if (!wantsPage(request, path)) return reply.callNotFound();
    if (!existsSync(join(folder, 'index.html')))
      throw new Problem('unavailable', 'The pages are not built yet: run "npm run build", then try again.');
    allowStyles(reply);
    if (isRoute(path)) return reply.sendFile('index.html');
    // Whole each time: "not modified" is no answer to an address that is not there.
    const page = await readFile(join(folder, 'index.html'));
    return reply.code(404).type('text/html; charset=utf-8').header('cache-control', 'no-cache').send(page);
  });
}

/**
 * The pages' components add style elements of their own while they run. Nothing else may, and no style may be in an
 * attribute; every other answer allows no inline style at all.
 */
function allowStyles(reply: FastifyReply): void {
  const policy = String(reply.raw.getHeader('content-security-policy'));
  const styles = "style-src 'self';style-src-elem 'self' 'unsafe-inline';style-src-attr 'none'";
  reply.raw.setHeader('content-security-policy', policy.replace(/style-src [^;]*/, styles));
}

/** Not for anybody under their own names. */
const hidden: ReadonlySet<string> = new Set(['index.html', 'routes.json']);

/** The built file at an address: a plain name at the top, or one among the assets. */
function fileNamed(folder: string, path: string): string | null {
  const name = /^\/((?:assets\/)?\w[\w.-]*\.\w+)$/.exec(path)?.[1];
  return name && !hidden.has(name) && existsSync(join(folder, name)) ? name : null;
}
