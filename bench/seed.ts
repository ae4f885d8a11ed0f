/** A region made by arithmetic: the same seed gives the same agencies, grants and permits. */
import pg from 'pg';

export interface Region {
  readonly permits: number;
  readonly agencies: number;
  readonly partners: number;
  readonly seed: number;
}

const uuid = (space: string, number: string) =>
  `(lpad(to_hex(${number}), 8, '0') || '-0000-7000-8000-${space.padStart(12, '0')}')::uuid`;

/** Takes every secondary index of a table away and returns how to put them back: filling a bare table is faster. */
async function withoutIndexes(owner: pg.Client, table: string): Promise<() => Promise<void>> {
  const { rows } = await owner.query<{ name: string; definition: string }>(
    `select c.relname as name, pg_get_indexdef(i.indexrelid) as definition
     from pg_index i join pg_class c on c.oid = i.indexrelid
     where i.indrelid = $1::regclass and not i.indisprimary
       and not exists (select from pg_constraint k where k.conindid = i.indexrelid)`,
    [table],
  );
  for (const { name } of rows) await owner.query(`drop index ${name}`);
  return async () => {
    for (const { definition } of rows) await owner.query(definition);
  };
}

/**
 * Fills an empty, migrated database. Agency sizes fall as 1/rank^0.7; every agency grants to `partners` others:
 * 70 % Permit = View Only, 40 % Address Share with Permit; 15 % of permits lie in a partner's place.
 */
export async function seedRegion(
  ownerUrl: string,
  { permits, agencies, partners, seed }: Region,
): Promise<void> {
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  const say = (sql: string, values: unknown[] = []) => owner.query(sql, values);
  try {
    await say(`create function pg_temp.dice(kind text, a bigint, b bigint default 0) returns float8 language sql immutable as
      $$ select (hashtextextended(kind || ':' || a || ':' || b, ${seed}) & 1073741823) / 1073741824.0 $$`);
    await say(
      `insert into agency (id, name, state, county_fips, color, client_data_sharing, user_data_sharing)
       select ${uuid('a', 'n')}, 'Agency ' || n, 'IL', lpad((n / 20)::text, 5, '0'), '#2f6f9f', true, true
       from generate_series(1, $1::int) n`,
      [agencies],
    );
    await say(`insert into agency_county (agency_id, fips, home) select id, county_fips, true from agency`);
    await say(
      `insert into share_row (id, sheet, grantor_id, partner_id)
       select ${uuid('b', 'row_number() over ()')}, 'user', ${uuid('a', 'n')}, ${uuid('a', 'other')}
       from generate_series(1, $1::int) n,
         lateral (select distinct 1 + (n - 1 + 1 + floor(pg_temp.dice('partner', n, k) * least($1::int - 1, 60))::int) % $1::int as other
           from generate_series(1, $2::int * 2) k) o
       where other <> n and (select count(*) from generate_series(1, 1)) = 1`,
      [agencies, partners],
    );
    await say(
      `delete from share_row r using (select id, row_number() over (partition by grantor_id order by id) as at from share_row) x
       where r.id = x.id and x.at > $1`,
      [partners],
    );
    for (const [module, level, share] of [
      ['permits', 'view', 0.7],
      ['addressShareModule', 'permit', 0.4],
    ] as const)
      await say(
        `insert into share_grant (id, row_id, grantor_id, partner_id, module, level)
         select gen_random_uuid(), id, grantor_id, partner_id, $1, $2 from share_row
         where pg_temp.dice($1, hashtext(grantor_id::text || partner_id::text)) < $3`,
        [module, level, share],
      );
    await say(`insert into place (id, owner_id, address_line, city, state, lng, lat)
      select ${uuid('c', 'n * 8 + k')}, ${uuid('a', 'n')}, (100 + k) || ' Main Street', 'Town ' || n, 'IL',
        -90 + (n % 25) * 0.2 + pg_temp.dice('lng', n, k) * 0.2, 40 + (n / 25) * 0.2 + pg_temp.dice('lat', n, k) * 0.2
      from generate_series(1, ${agencies}) n, generate_series(0, 7) k`);
    const restore = await withoutIndexes(owner, 'permit');
    await say(`create temp table author as select n, sum(power(n, -0.7)) over (order by n)
      / sum(power(n, -0.7)) over () as upto from generate_series(1, ${agencies}) n`);
    await say('create index on author (upto)');
    await say(`create temp table partner as select row_number() over (partition by grantor_id order by partner_id) as at,
      ('x' || substr(grantor_id::text, 1, 8))::bit(32)::int as n, ('x' || substr(partner_id::text, 1, 8))::bit(32)::int as other
      from share_row`);
    await say('create index on partner (n, at)');
    await say(`insert into permit (id, author_id, owner_id, place_id, created_at, updated_at, address_line, lng, lat,
        number, type, class, status, description, issued_on)
      select ${uuid('d', 'i')}, ${uuid('a', 'a.n')}, p.owner_id, p.id, t.at, t.at, p.address_line, p.lng, p.lat, 'P-' || i,
        (array['Hot work', 'Tent', 'Fireworks', 'Fire alarm system', 'Sprinkler system'])[1 + i % 5], 'operational',
        case when pg_temp.dice('status', i) < 0.01 then 'revoked'
          when pg_temp.dice('status', i) < 0.41 then 'issued' when pg_temp.dice('status', i) < 0.7 then 'applied'
          when pg_temp.dice('status', i) < 0.85 then 'expired' else 'closed' end,
        'Work number ' || i || ' at the ' || (array['north', 'south', 'east', 'west'])[1 + i % 4] || ' wing',
        (date '2024-01-01' + (pg_temp.dice('issued', i) * 700)::int)
      from generate_series(1, ${permits}) i
        cross join lateral (select n from author where upto >= pg_temp.dice('author', i) order by upto limit 1) a
        left join partner o on o.n = a.n and pg_temp.dice('foreign', i) < 0.15
          and o.at = 1 + floor(pg_temp.dice('which', i) * ${partners})
        join place p on p.id = ${uuid('c', 'coalesce(o.other, a.n) * 8 + i % 8')}
        cross join lateral (select timestamptz '2024-01-01' + pg_temp.dice('at', i) * interval '700 days' as at) t`);
    await restore();
    await say('select fold_counts()');
  } finally {
    await owner.end();
  }
}

/** Statistics and the visibility map as a settled database has them. */
export async function settle(ownerUrl: string): Promise<void> {
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  for (const table of ['agency', 'scope', 'share_row', 'share_grant', 'place', 'permit', 'record_count'])
    await owner.query(`vacuum (analyze) ${table}`);
  await owner.end();
}
