import { describe, expect, test } from 'vitest';
import { startApp } from '../../test/app.ts';
import { buildApp } from '../app.ts';

const app = await startApp();
const document = (await (await fetch(`${app.base}/api/openapi.json`)).json()) as {
  openapi: string;
  paths: Record<string, Record<string, { 'x-guard'?: string; responses: Record<string, unknown> }>>;
};
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
);

describe('the document and the routes agree', () => {
  test('it is OpenAPI 3.1 and has the contract’s paths', () => {
    expect(document.openapi).toBe('3.1.0');
    expect(Object.keys(document.paths)).toEqual(
      expect.arrayContaining([
        '/api/v1/permits',
        '/api/v1/permits/{id}',
        '/api/v1/live',
        '/api/v1/audit/views',
      ]),
    );
  });

  test('every operation in the document is a route', () => {
    for (const { path, method } of operations) {
      const url = path.replaceAll(/\{(\w+)\}/g, ':$1');
      expect(app.app.hasRoute({ method: method as 'GET', url }), `${method} ${path}`).toBe(true);
    }
  });

  test('every route under /api/v1 is in the document', () => {
    const documented = new Set(operations.map(({ method, path }) => `${method} ${path}`));
    const mounted = app.app.routes
      .filter(({ method, url }) => url.startsWith('/api/v1') && method !== 'HEAD')
      .map(({ method, url }) => `${method} ${url.replaceAll(/:(\w+)/g, '{$1}')}`);
    for (const line of mounted) expect(documented, line).toContain(line);
    expect(mounted.length).toBeGreaterThan(10);
  });

  test('every operation says who may use it', () => {
    for (const { path, method, operation } of operations)
      expect(operation['x-guard'], `${method} ${path}`).toMatch(/^(public|signedIn|operator|rule |[A-Z])/);
  });

  test('every operation lists the statuses that it refuses with one by one', () => {
    for (const { path, method, operation } of operations) {
      const statuses = Object.keys(operation.responses);
      expect(
        statuses.filter((each) => !/^\d{3}$/.test(each)),
        `${method} ${path}`,
      ).toEqual([]);
      expect(statuses.includes('401') || operation['x-guard'] === 'public', `${method} ${path}`).toBe(true);
    }
    const refusing = (path: string, method: string) =>
      Object.keys(document.paths[path]![method]!.responses).map(Number);
    expect(refusing('/api/v1/permits/{id}', 'patch')).toEqual([
      200, 400, 401, 403, 404, 408, 409, 412, 413, 415, 428, 429, 503,
    ]);
    expect(refusing('/api/v1/me', 'get')).toEqual([200, 400, 401, 429, 503]);
  });

  test('a route that declares no guard keeps the server from starting', async () => {
    const building = buildApp(app.house, (bare) => bare.get('/api/v1/forgotten', async () => 'open to all'));
    await expect(building).rejects.toThrow('says nothing about who may use it');
  });

  test('the reference page is served from this server alone', async () => {
    const page = await fetch(`${app.base}/api/docs`, { redirect: 'follow' });
    expect(page.status).toBe(200);
    const html = await page.text();
    expect(html).toContain('Standpipe API');
    expect(html).not.toMatch(/(src|href)="https?:/);
  });
});

describe('answers outside the routes', () => {
  test('an unknown path is 404 problem+json', async () => {
    const answer = await fetch(`${app.base}/api/v1/nothing`);
    expect(answer.status).toBe(404);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
  });

  test('a known path with another method is 405 and names the ones it knows', async () => {
    const answer = await fetch(`${app.base}/api/v1/permits`, { method: 'PUT' });
    expect(answer.status).toBe(405);
    expect(answer.headers.get('allow')).toContain('GET');
    expect(await answer.json()).toMatchObject({ code: 'method_not_allowed' });
  });

  test('a body over 1 MiB is 413', async () => {
    const answer = await fetch(`${app.base}/api/v1/permits`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: 'x'.repeat(1024 * 1024 + 1),
    });
    expect(answer.status).toBe(413);
    expect(await answer.json()).toMatchObject({ code: 'too_large' });
  });
});

describe('health', () => {
  test('the process and the database answer', async () => {
    for (const path of ['/healthz', '/readyz']) expect((await fetch(`${app.base}${path}`)).status).toBe(200);
  });

  test('metrics are there for the holder of the token only', async () => {
    expect((await fetch(`${app.base}/metrics`)).status).toBe(404);
    const open = await startApp({ STANDPIPE_METRICS_TOKEN: 'let-me-count' });
    expect((await fetch(`${open.base}/metrics`, { headers: { authorization: 'Bearer no' } })).status).toBe(
      404,
    );
    const answer = await fetch(`${open.base}/metrics`, { headers: { authorization: 'Bearer let-me-count' } });
    expect(await answer.text()).toContain('http_request_duration_seconds');
  });
});
