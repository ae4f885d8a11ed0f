import { expect, test } from 'vitest';
import { readAnyRows } from './csv.ts';

const bytesOf = (text: string) => ({
  name: 'flood.csv',
  async *bytes() {
    yield Buffer.from(text);
  },
});

test.each([
  ['of 4 MB of newlines', `a,b\n${'\n'.repeat(4_000_000)}1,2\n`],
  ['of 4 MB of quotes', `a,b\n${'"\n'.repeat(500_000)}`],
  ['of short rows', `a,b\n${'1,2\n'.repeat(200_000)}`],
])('a file %s lets others have their turn a hundred times and more', async (_what, text) => {
  let rounds = 0;
  let reading = true;
  const count = () => {
    rounds += 1;
    if (reading) setImmediate(count);
  };
  setImmediate(count);
  for await (const _row of readAnyRows(bytesOf(text)));
  reading = false;
  expect(rounds).toBeGreaterThanOrEqual(text.length / 32_768);
});
