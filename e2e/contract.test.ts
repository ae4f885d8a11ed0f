import { expect, test } from 'vitest';
import { ensureFirstOperator } from '../server/src/people/setup.ts';
import { startApp } from '../server/test/app.ts';
import { runWorld } from './src/run.ts';

const operator = { email: 'operator@example.org', password: 'ladder-and-hose-7' };
const app = await startApp({
  STANDPIPE_OPERATOR_EMAIL: operator.email,
  STANDPIPE_OPERATOR_PASSWORD: operator.password,
});
await ensureFirstOperator(app.house, () => {});

test('a client that knows only the contract finds no disagreement in a random world', async () => {
  const seed = Number(process.env.STANDPIPE_E2E_SEED ?? 1);
  const lines: string[] = [];
  const { checks, disagreements } = await runWorld(app.base, operator, seed, (line) => lines.push(line));
  expect(disagreements, lines.join('\n')).toEqual([]);
  expect(checks).toBeGreaterThan(10_000);
}, 420_000);
