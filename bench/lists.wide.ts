/** One viewer to whom every other agency opens everything: what the change costs, and what their pages cost (G11). */
import pg from 'pg';
import { Totals } from '../server/src/db/totals.ts';
import { proveEqual, type Run, underNaive } from './lists.pages.ts';
import { type Goal, type Ratio, ratioText } from './measure.ts';
import { type Asked, ourCount, ours, ownOnly, type Seat, seat } from './pages.ts';
import { over, timeRounds } from './rounds.ts';

const pages: readonly (readonly [string, Asked])[] = [
  ['newest', {}],
  ['status = issued (40 %)', { status: 'issued' }],
  ['status = revoked (1 %)', { status: 'revoked' }],
  ['by number', { sort: 'number' }],
  ['words: kitchen (1.2 %)', { words: ['kitchen'] }],
];

/** Where every record lies and which transaction wrote it: a row that was written again has another of both. */
const whereabouts = `select count(*) as n, sum(hashtextextended(ctid::text || ':' || xmin::text || ':' || id::text, 0)) as sum from permit`;

/** Grants a viewer everything of everybody, times their pages, and takes it back. */
export async function timeWide(run: Run): Promise<void> {
  const { report, kysely, naive, ownerUrl, rounds } = run;
  const wide = run.viewers[Math.floor(run.viewers.length / 2)]!;
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  const one = async (text: string, values: unknown[] = []) => (await owner.query(text, values)).rows[0];
  let takeBack = async () => {};
  try {
    const already = await owner.query<{ id: string }>(
      `select id from share_grant where partner_id = $1 union all select id from share_row where partner_id = $1`,
      [wide],
    );
    takeBack = async () => {
      const stay = [wide, already.rows.map((row) => row.id)];
      await owner.query(`delete from share_grant where partner_id = $1 and id <> all ($2::uuid[])`, stay);
      await owner.query(`delete from share_row where partner_id = $1 and id <> all ($2::uuid[])`, stay);
    };
    const before = await one(whereabouts);
    const started = performance.now();
    const { n } = await one(
      `with row as (insert into share_row (id, sheet, grantor_id, partner_id)
          select gen_random_uuid(), 'user', id, $1 from agency where id <> $1
            and not exists (select from share_row r where r.sheet = 'user' and r.grantor_id = agency.id
              and r.partner_id = $1 and r.ended_at is null)
          returning id, grantor_id, partner_id),
        every as (select id, grantor_id, partner_id from row union all
          select id, grantor_id, partner_id from share_row where sheet = 'user' and partner_id = $1 and ended_at is null),
        given as (insert into share_grant (id, row_id, grantor_id, partner_id, module, level)
          select gen_random_uuid(), e.id, e.grantor_id, e.partner_id, m.module, m.level
          from every e cross join (values ('permits', 'view'), ('addressShareModule', 'permit')) m (module, level)
          where not exists (select from share_grant g where g.row_id = e.id and g.module = m.module and upper_inf(g.valid))
          returning 1)
        select count(*) as n from given`,
      [wide],
    );
    const took = performance.now() - started;
    const after = await one(whereabouts);
    const rewritten = before.sum === after.sum && before.n === after.n ? 0 : Number.NaN;
    if (rewritten !== 0) throw new Error('a change of grants wrote records again');
    const scopes = await seat(kysely, wide, async ({ opened }) =>
      opened.groups.permit!.reduce((sum, each) => sum + each.ids.length, 0),
    );
    report.say(
      `A viewer with every other agency as a partner: ${n} grants given in ${took.toFixed(0)} ms, 0 of ${Number(after.n).toLocaleString('en')} permits written again (place and writer of every row are what they were), ${scopes.toLocaleString('en')} scopes open.`,
    );
    report.say();
    await proveEqual(
      run,
      [wide],
      pages.map(([, asked]) => asked),
      { policy: underNaive(naive) },
    );
    const rows: string[][] = [];
    const goals: [Goal, Ratio][] = [
      [
        { id: 'G11', of: 'records written again by a change of grants', atMost: 0 },
        { median: 0, min: 0, max: 0 },
      ],
    ];
    for (const [name, asked] of pages) {
      const times = await timeRounds(
        kysely,
        Array.from({ length: 10 }, () => wide),
        { own: (at: Seat) => ownOnly(at, asked), ours: (at: Seat) => ours(at, asked) },
        rounds,
      );
      const { p50, p95, p99, cpu } = times.ours!;
      const ratio = over(times.ours!, times.own!);
      report.json({ case: `wide: ${name}`, p50, p95, p99, cpu, ...ratio });
      rows.push([name, p50.toFixed(2), p95.toFixed(1), p99.toFixed(1), cpu.toFixed(1), ratioText(ratio)]);
    }
    const totals = new Totals();
    const told = await timeRounds(
      kysely,
      Array.from({ length: 10 }, () => wide),
      { summed: (at) => ourCount(at, {}), kept: (at) => ourCount(at, {}, totals.now()) },
      rounds,
    );
    report.table(
      ['page of a viewer with all as partners', 'p50 ms', 'p95 ms', 'p99 ms', 'CPU ms', '× floor'],
      rows,
    );
    report.say(
      `Their exact total: summed anew ${told.summed!.p50.toFixed(2)} ms, kept from the read before ${told.kept!.p50.toFixed(2)} ms.`,
    );
    report.say();
    report.goals(goals);
  } finally {
    await takeBack();
    await owner.end();
  }
}
