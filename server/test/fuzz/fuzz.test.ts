import { expect, test } from 'vitest';
import { startApp } from '../app.ts';
import { inLanes } from '../lanes.ts';
import { openMailbox } from '../mailbox.ts';
import { type Draw, drawFrom } from '../random.ts';
import { openWorld } from '../world.ts';
import { type Operation, operationsOf } from './document.ts';
import { drawInvalid } from './invalid.ts';
import { openJudge } from './judge.ts';
import { type Kit, openKit } from './kit.ts';
import { type Prepared, recipes } from './recipes.ts';
import { drawRequest, type Request } from './request.ts';
import { openSeason, readDocument, type Season } from './season.ts';
import { learn, send } from './send.ts';

const asked = Number(process.env.STANDPIPE_FUZZ ?? 4000);
const seed = Number(process.env.STANDPIPE_FUZZ_SEED ?? 1);
const seasonLength = 250;

/** What is never taken here, and why. */
const neverTaken: Readonly<Record<string, string>> = {
  'POST /api/v1/setup/{token}/demo': 'makes a whole region, up to a minute a time: demo.test.ts does it',
  'GET /api/v1/live': 'answers 101 to a WebSocket: listen.test.ts opens it, and bad-input.live.test.ts',
};
/** What is never refused here, and why. */
const neverRefused: Readonly<Record<string, string>> = {
  'GET /api/auth/get-session': 'asks for nothing, reads nothing that was sent, and says null to nobody',
};

const mailbox = await openMailbox();
const app = await startApp({ SMTP_URL: mailbox.url });
const world = await openWorld(app);
const document = await readDocument(app);
const operations = operationsOf(document);
const judge = openJudge(document);

interface Count {
  valid: number;
  taken: number;
  invalid: number;
  refused: number;
}
const counts = new Map(
  operations.map(({ name }) => [name, { valid: 0, taken: 0, invalid: 0, refused: 0 } as Count]),
);
const codes = new Map<string, number>();

/** Shows what was sent, an operation a line, and what came back. */
function printCounts(): void {
  const widest = Math.max(...operations.map(({ name }) => name.length));
  const line = (name: string, cells: readonly (string | number)[]) =>
    `${name.padEnd(widest)}${cells.map((cell) => String(cell).padStart(9)).join('')}`;
  const head = ['valid', 'taken', 'invalid', 'refused'];
  const lines = [...counts].map(([name, each]) =>
    line(name, [each.valid, each.taken, each.invalid, each.refused]),
  );
  const answers = [...codes].sort(([, a], [, b]) => b - a).map(([code, times]) => `${code} ${times}`);
  console.log(
    [`Fuzz, seed ${seed}, ${asked} requests`, line('', head), ...lines, answers.join(', ')].join('\n'),
  );
}

/** A request in a line. */
const described = ({ method, path, query, headers, body }: Request) =>
  `${method} ${path} ${JSON.stringify(query)} ${JSON.stringify(headers)} ${String(body).slice(0, 300)}`;

/** What a recipe makes ready; nothing where there is none, or what the season broke stands in its way. */
async function prepare(operation: Operation, draw: Draw, kit: Kit, often: number): Promise<Prepared> {
  const recipe = recipes[operation.name];
  return recipe && draw.chance(often) ? recipe(kit).catch(() => ({})) : {};
}

interface Scene {
  readonly season: Season;
  readonly kit: Kit;
}

/** Draws one request, sends it, and answers with what is wrong with what came back. */
async function ask({ season, kit }: Scene, number: number): Promise<string[]> {
  const draw = drawFrom(seed * 1_000_003 + number);
  // Every operation in turn, and each as often right as wrong.
  const operation = operations[number % operations.length]!;
  const invalid = Math.floor(number / operations.length) % 2 === 1;
  const asOperator = draw.chance(operation.door === 'operator' ? 0.75 : 0.05);
  const drawn = draw.pick(season.callers);
  const prepared = await prepare(operation, draw, kit, invalid ? 0.2 : 0.6);
  const by = prepared.by ?? (asOperator ? season.operator : drawn);
  const material = { draw, pool: season.pool, by: by.by };
  const request = invalid
    ? drawInvalid(material, operation, judge.fits, prepared)
    : drawRequest(material, operation, prepared);
  const answer = await send(app.base, by, request);
  await prepared.after?.();
  const count = counts.get(operation.name)!;
  count[invalid ? 'invalid' : 'valid']++;
  if (!invalid && answer.status < 300) count.taken++;
  if (answer.status >= 400 && request.method === operation.method) count.refused++;
  const code = `${answer.status}${answer.body?.code ? ` ${answer.body.code}` : ''}`;
  codes.set(code, (codes.get(code) ?? 0) + 1);
  learn(season.pool, operation, by, request, answer);
  return judge
    .faults(operation, request, answer)
    .map((fault) => `#${number} ${by.name}: ${described(request)}\n  ${answer.status}: ${fault}`);
}

test('no request, right or wrong, is answered otherwise than the document says', async () => {
  const found: string[] = [];
  const seasons = Array.from({ length: Math.ceil(asked / seasonLength) }, (_, at) => at);
  let done = 0;
  await inLanes(8, seasons, async (at) => {
    const season = await openSeason(app, world, at);
    const scene = { season, kit: openKit(mailbox, { app, world, season }) };
    const end = Math.min(asked, (at + 1) * seasonLength);
    for (let number = at * seasonLength; number < end; number++) found.push(...(await ask(scene, number)));
    if (++done % 20 === 0) console.log(`${done * seasonLength} requests, ${found.length} faults`);
  });
  printCounts();
  expect(found.slice(0, 40), `seed ${seed}, ${found.length} faults`).toEqual([]);
}, 3_600_000);

test('every operation was done at least once, and refused at least once', () => {
  const all = [...counts];
  const never = (key: 'taken' | 'refused') => all.filter(([, each]) => each[key] === 0).map(([name]) => name);
  expect(never('taken')).toEqual(Object.keys(neverTaken));
  expect(never('refused')).toEqual(Object.keys(neverRefused));
});
