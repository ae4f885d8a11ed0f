import { expect, test } from 'vitest';
import { FairLine } from './fair-line.ts';

const takeAll = (line: FairLine<string>) => {
  const taken: string[] = [];
  for (let item = line.take(); item !== undefined; item = line.take()) taken.push(item);
  return taken;
};

test('a group that waits a thousand times delays another by one', () => {
  const line = new FairLine<string>();
  for (let at = 0; at < 1000; at++) line.add('loud', 'ann', `loud ${at}`);
  line.add('quiet', 'bob', 'quiet 0');
  line.add('quiet', 'bob', 'quiet 1');
  expect(takeAll(line).slice(0, 5)).toEqual(['loud 0', 'quiet 0', 'loud 1', 'quiet 1', 'loud 2']);
});

test('members of one group take turns, each in its own order', () => {
  const line = new FairLine<string>();
  for (const item of ['a1', 'a2', 'a3']) line.add('one', 'ann', item);
  for (const item of ['b1', 'b2']) line.add('one', 'bob', item);
  expect(takeAll(line)).toEqual(['a1', 'b1', 'a2', 'b2', 'a3']);
});

test('sizes are those of what waits', () => {
  const line = new FairLine<string>();
  line.add('one', 'ann', 'a');
  line.add('one', 'bob', 'b');
  line.add('two', 'cid', 'c');
  expect([line.size, line.sizeOf('one'), line.sizeOf('none')]).toEqual([3, 2, 0]);
  takeAll(line);
  expect([line.size, line.sizeOf('one')]).toEqual([0, 0]);
});
