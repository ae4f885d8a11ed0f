/**
 * bench/lists (G2, G4, G5, G6, G11): what a page of "the 50 newest permits I may see" costs with partners, over the
 * same page of one's own records only (the floor), and over what somebody would write first. Equality is proved before
 * anything is timed; rounds are interleaved, the first is thrown away.
 *
 *   node bench/lists.ts [--permits 200000] [--agencies 200] [--partners 20] [--seed 42] [--viewers 40] [--rounds 5]
 *     [--only pages,words,boxes,totals,orders,wide] [--data <folder that stays, or the address of a database>] [--save]
 *
 * `--only growth --small <folder that holds 1,000,000 permits of 500 agencies>` times the same pages there and here in
 * turn, for a region of 10,000,000 permits and 5,000 agencies.
 */
import { parseArgs } from 'node:util';
import { timeGrowth } from './lists.growth.ts';
import { timeOrders } from './lists.orders.ts';
import { timePages } from './lists.pages.ts';
import { timeBoxes, timeTotals, timeWords } from './lists.searches.ts';
import { timeWide } from './lists.wide.ts';
import { openReport } from './measure.ts';
import { addLocks, openLocked } from './naive.ts';
import { openConnection, someViewers } from './pages.ts';
import { openExplaining } from './plans.ts';
import { openRegion } from './region.ts';

const { values } = parseArgs({
  options: {
    permits: { type: 'string', default: '200000' },
    agencies: { type: 'string', default: '200' },
    partners: { type: 'string', default: '20' },
    seed: { type: 'string', default: '42' },
    viewers: { type: 'string', default: '40' },
    rounds: { type: 'string', default: '5' },
    only: { type: 'string', default: 'pages,words,boxes,totals,orders,wide' },
    data: { type: 'string' },
    small: { type: 'string' },
    save: { type: 'boolean', default: false },
  },
});
const region = {
  permits: Number(values.permits),
  agencies: Number(values.agencies),
  partners: Number(values.partners),
  seed: Number(values.seed),
};
const opened = await openRegion(region, values.data);
const connections = [];
try {
  await addLocks(opened.ownerUrl);
  const kysely = openConnection(opened.appUrl);
  const naive = openLocked(opened.appUrl, 'naive');
  const explaining = openExplaining(opened.appUrl);
  connections.push(kysely, naive, explaining.kysely);
  const report = openReport(
    'bench/lists',
    `PostgreSQL ${opened.version} (${opened.how}), ours on one connection under row-level security. ${region.permits.toLocaleString('en')} permits, ${region.agencies} agencies, ${region.partners} partners each, seed ${region.seed}${opened.seconds > 0 ? `, made in ${opened.seconds.toFixed(0)} s` : ''}. Pages of 50 with the agencies’ names; ${values.viewers} viewers, ${values.rounds} rounds.`,
  );
  const viewers = await someViewers(kysely, Number(values.viewers));
  const { ownerUrl } = opened;
  const run = { report, kysely, naive, explaining, ownerUrl, viewers, rounds: Number(values.rounds) };
  const only = new Set(values.only.split(','));
  if (only.has('pages')) await timePages(run);
  if (only.has('words')) await timeWords(run);
  if (only.has('boxes')) await timeBoxes(run);
  if (only.has('totals')) await timeTotals(run);
  if (only.has('orders')) await timeOrders(run);
  if (only.has('wide')) await timeWide(run);
  if (only.has('growth')) {
    const small = await openRegion({ ...region, permits: 1_000_000, agencies: 500 }, values.small);
    await timeGrowth(run, small).finally(small.close);
  }
  if (values.save) await report.save();
} finally {
  for (const each of connections) await each.destroy();
  await opened.close();
}
