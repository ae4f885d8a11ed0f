import { expect, test } from 'vitest';
import { startApp } from '../app.ts';
import { drawFrom } from '../random.ts';
import { openWorld } from '../world.ts';
import { operationsOf } from './document.ts';
import { drawInvalid } from './invalid.ts';
import { openJudge } from './judge.ts';
import { drawRequest, type Request } from './request.ts';
import { openSeason, readDocument } from './season.ts';
import { learn, send } from './send.ts';

const asked = Number(process.env.STANDPIPE_FUZZ ?? 3000);
const seed = Number(process.env.STANDPIPE_FUZZ_SEED ?? 1);
const seasonLength = 250;

const app = await startApp();
const world = await openWorld(app);
const document = await readDocument(app);
const operations = operationsOf(document);
const judge = openJudge(document);

interface Count {
  valid: number;
  taken: number;
  invalid: number;
}
const counts = new Map(operations.map(({ name }) => [name, { valid: 0, taken: 0, invalid: 0 } as Count]));

/** Shows what was sent, an operation a line. */
function printCounts(): void {
  const widest = Math.max(...operations.map(({ name }) => name.length));
  const line = (name: string, cells: readonly (string | number)[]) =>
    `${name.padEnd(widest)}${cells.map((cell) => String(cell).padStart(9)).join('')}`;
  const lines = [...counts].map(([name, each]) => line(name, [each.valid, each.taken, each.invalid]));
  console.log(
    [`Fuzz, seed ${seed}, ${asked} requests`, line('', ['valid', 'taken', 'invalid']), ...lines].join('\n'),
  );
}

/** A request in a line. */
const described = ({ method, path, query, headers, body }: Request) =>
  `${method} ${path} ${JSON.stringify(query)} ${JSON.stringify(headers)} ${String(body).slice(0, 300)}`;

test('no request, right or wrong, is answered otherwise than the document says', async () => {
  const found: string[] = [];
  let season = await openSeason(app, world, 0);
  for (let number = 0; number < asked; number++) {
    if (number > 0 && number % seasonLength === 0)
      season = await openSeason(app, world, number / seasonLength);
    const draw = drawFrom(seed * 1_000_003 + number);
    // Every operation in turn, and each as often right as wrong.
    const operation = operations[number % operations.length]!;
    const invalid = Math.floor(number / operations.length) % 2 === 1;
    const asOperator = draw.chance(operation.door === 'operator' ? 0.75 : 0.05);
    const drawn = draw.pick(season.callers);
    const by = asOperator ? season.operator : drawn;
    const material = { draw, pool: season.pool, by: by.by };
    const request = invalid ? drawInvalid(material, operation, judge.fits) : drawRequest(material, operation);
    const answer = await send(app.base, by, request);
    const count = counts.get(operation.name)!;
    count[invalid ? 'invalid' : 'valid']++;
    if (!invalid && answer.status < 300) count.taken++;
    learn(season.pool, operation, by, request, answer);
    for (const fault of judge.faults(operation, request, answer))
      found.push(`#${number} ${by.name}: ${described(request)}\n  ${answer.status}: ${fault}`);
  }
  printCounts();
  expect(found.slice(0, 40), `seed ${seed}, ${found.length} faults`).toEqual([]);
}, 3_600_000);

test('the requests reach behind the doors: most operations were done, and all were asked both ways', () => {
  const all = [...counts];
  expect(all.filter(([, each]) => each.valid === 0 || each.invalid === 0).map(([name]) => name)).toEqual([]);
  const done = all.filter(([, each]) => each.taken > 0).length;
  expect(done / all.length).toBeGreaterThan(0.6);
});
