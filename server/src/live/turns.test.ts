import { expect, test } from 'vitest';
import { Turns } from './turns.ts';

const moment = () => new Promise<void>((resolve) => setTimeout(resolve, 1));

test('a revocation goes ahead of 2,700 subscriptions that came before it', async () => {
  const turns = new Turns();
  const order: string[] = [];
  const note = (what: string) => async () => {
    await moment();
    order.push(what);
  };
  const all: Promise<void>[] = [];
  for (let at = 0; at < 2700; at++)
    all.push(turns.shared('loud', 'ann', async () => void order.push('loud')));
  all.push(turns.shared('quiet', 'bob', note('quiet')));
  all.push(turns.ordinary(note('events')));
  const saved = turns.ahead(note('revocation'));
  await saved;
  expect(order).toEqual(['revocation']);
  await Promise.all(all);
  expect(order.slice(0, 5).sort()).toEqual(['events', 'loud', 'loud', 'quiet', 'revocation']);
});

test('a revocation comes between the steps of a turn that is long', async () => {
  const turns = new Turns();
  const order: string[] = [];
  const long = turns.ordinary(async () => {
    for (let step = 0; step < 5; step++) {
      await moment();
      order.push(`step ${step}`);
      if (step === 1) void turns.ahead(async () => void order.push('revocation'));
      await turns.pause();
    }
  });
  await long;
  expect(order).toEqual(['step 0', 'step 1', 'revocation', 'step 2', 'step 3', 'step 4']);
});

test('nothing is done beside anything else, and what fails lets the rest go on', async () => {
  const turns = new Turns();
  let running = 0;
  let most = 0;
  const work = async () => {
    most = Math.max(most, ++running);
    await moment();
    running -= 1;
  };
  const failed = turns.ahead(async () => {
    throw new Error('gone');
  });
  const all = [turns.ordinary(work), turns.shared('a', 'b', work), turns.ahead(work), turns.ordinary(work)];
  await expect(failed).rejects.toThrow('gone');
  await Promise.all(all);
  await turns.idle();
  expect(most).toBe(1);
});
