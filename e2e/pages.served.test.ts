import { readdir } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { startApp } from '../server/test/app.ts';
import { buildPages } from './built.ts';

await buildPages();
const app = await startApp();
const browser = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };
const get = (path: string, headers: Record<string, string> = browser) =>
  fetch(`${app.base}${path}`, { headers });

test('every address of the pages answers with the one page, which is never kept unasked', async () => {
  for (const path of [
    '/',
    '/setup/sps_x',
    '/invitation/spi_x',
    '/reset-password?token=a.b',
    '/permits/01890000-0000-7000-8000-000000000000/edit',
    '/admin/users/',
    '/place-transfers',
  ]) {
    const answer = await get(path);
    expect([path, answer.status, answer.headers.get('content-type')]).toEqual([
      path,
      200,
      'text/html; charset=utf-8',
    ]);
    expect(answer.headers.get('cache-control')).toBe('no-cache');
    expect(await answer.text()).toContain('<div id="root">');
  }
});

test('an address that the pages do not have answers with the page that says so, and 404', async () => {
  for (const path of ['/no/such', '/index.html', '/routes.json', '/permits/a/b/c', '/permitsx', '/admin']) {
    const answer = await get(path);
    expect([path, answer.status, answer.headers.get('content-type')]).toEqual([
      path,
      404,
      'text/html; charset=utf-8',
    ]);
    expect(await answer.text()).toContain('<div id="root">');
  }
});

test('files named by their content are kept for good, others are asked for again', async () => {
  const names = await readdir(new URL('../web/dist/assets', import.meta.url));
  expect(names.length).toBeGreaterThan(3);
  for (const name of names) {
    const answer = await get(`/assets/${name}`, {});
    expect([name, answer.status]).toEqual([name, 200]);
    expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    await answer.body?.cancel();
  }
  const scheme = await get('/scheme.js', {});
  expect([scheme.status, scheme.headers.get('cache-control')]).toEqual([200, 'no-cache']);
});

test('what is no page stays a problem, also for a browser', async () => {
  for (const path of [
    '/api',
    '/api/',
    '/api/v1/nowhere',
    '/api/auth/sign-up/email',
    '/assets/gone.js',
    '/assets',
  ]) {
    const answer = await get(path);
    expect([path, answer.status, ((await answer.json()) as { code: string }).code]).toEqual([
      path,
      404,
      'not_found',
    ]);
  }
  const known = await get('/api/auth/sign-in/email');
  expect([known.status, known.headers.get('allow')]).toEqual([405, 'POST']);
});

test('a program that asks for no page gets a problem, and so does one that would change something', async () => {
  for (const headers of [{}, { accept: 'application/json' }, { accept: '*/*' }])
    expect((await get('/setup/sps_x', headers)).headers.get('content-type')).toMatch(
      /^application\/problem\+json/,
    );
  const posted = await fetch(`${app.base}/setup/sps_x`, { method: 'POST', headers: browser });
  expect([posted.status, ((await posted.json()) as { code: string }).code]).toEqual([404, 'not_found']);
});

test('no file outside the built pages is served', async () => {
  for (const path of [
    '/..%2f..%2fpackage.json',
    '/assets/..%2findex.html',
    '/%2e%2e/package.json',
    '/assets/.%00.js',
    '/.env',
  ]) {
    const answer = await get(path, {});
    expect([path, answer.status]).toEqual([path, 404]);
  }
});

test('pages may run scripts of this server only, none written into them, and stand in no frame', async () => {
  const answer = await get('/');
  const policy = answer.headers.get('content-security-policy') ?? '';
  expect(policy.split(';')).toEqual(
    expect.arrayContaining([
      "default-src 'self'",
      "script-src 'self'",
      "object-src 'none'",
      "frame-ancestors 'none'",
    ]),
  );
  expect(answer.headers.get('referrer-policy')).toBe('no-referrer');
  expect(await answer.text()).not.toMatch(/<script(?![^>]* src=)|<style|\son\w+=/);
});
