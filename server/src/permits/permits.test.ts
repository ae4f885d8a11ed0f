import { expect, test } from 'vitest';
import { startApp } from '../../test/app.ts';

const app = await startApp();

test('nobody reads permits without signing in', async () => {
  const answer = await fetch(`${app.base}/api/v1/permits`);
  expect(answer.status).toBe(401);
  expect(await answer.json()).toMatchObject({ code: 'unauthenticated', status: 401 });
});
