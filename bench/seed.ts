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

/**
 * Takes a table's secondary indexes, foreign keys and triggers away and returns how to put them back: filling a bare
 * table is faster. Keys are checked again when they come back; what the triggers would have noted is the caller's.
 */
async function bare(owner: pg.Client, table: string): Promise<() => Promise<void>> {
  const { rows: indexes } = await owner.query<{ name: string; definition: string }>(
    `select c.relname as name, pg_get_indexdef(i.indexrelid) as definition
     from pg_index i join pg_class c on c.oid = i.indexrelid
     where i.indrelid = $1::regclass and not i.indisprimary
       and not exists (select from pg_constraint k where k.conindid = i.indexrelid)`,
    [table],
  );
  const { rows: keys } = await owner.query<{ name: string; definition: string }>(
    `select conname as name, pg_get_constraintdef(oid) as definition from pg_constraint
     where conrelid = $1::regclass and contype = 'f'`,
    [table],
  );
  for (const { name } of indexes) await owner.query(`drop index ${name}`);
  for (const { name } of keys) await owner.query(`alter table ${table} drop constraint ${name}`);
  await owner.query(`alter table ${table} disable trigger user`);
  return async () => {
    for (const { definition } of indexes) await owner.query(definition);
    for (const { name, definition } of keys)
      await owner.query(`alter table ${table} add constraint ${name} ${definition}`);
    await owner.query(`alter table ${table} enable trigger user`);
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
      $$ select (hashint8extended(a * 4099 + b, ${seed} + hashtext(kind)) & 1073741823) / 1073741824.0 $$`);
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
    const restore = await bare(owner, 'permit');
    // Each agency's partners in a row, and lines to draw an author by: nothing is searched for a permit at a time.
    await say(`create temp table neighbor as select n, array_agg(other order by other) as others from (select
      ('x' || substr(grantor_id::text, 1, 8))::bit(32)::int as n, ('x' || substr(partner_id::text, 1, 8))::bit(32)::int as other
      from share_row) x group by n`);
    await say(`insert into scope (author_id, owner_id) select grantor_id, partner_id from share_row
      union select id, id from agency on conflict do nothing`);
    for (const table of ['neighbor', 'place', 'scope']) await say(`analyze ${table}`);
    const weights = Array.from({ length: agencies }, (_, at) => (at + 1) ** -0.7);
    const sum = (numbers: readonly number[]) => numbers.reduce((all, each) => all + each, 0);
    const lines = weights.map((_, at) => sum(weights.slice(0, at + 1)) / sum(weights));
    await say(
      `insert into permit (id, scope_id, author_id, owner_id, place_id, created_at, updated_at, address_line, lng, lat,
        number, type, class, status, description, issued_on)
      select ${uuid('d', 'i')}, s.id, ${uuid('a', 'a.n')}, p.owner_id, p.id, t.at, t.at, p.address_line, p.lng, p.lat, 'P-' || i,
        (array['Hot work', 'Tent', 'Fireworks', 'Fire alarm system', 'Sprinkler system'])[1 + i % 5], 'operational',
        case when pg_temp.dice('status', i) < 0.01 then 'revoked'
          when pg_temp.dice('status', i) < 0.41 then 'issued' when pg_temp.dice('status', i) < 0.7 then 'applied'
          when pg_temp.dice('status', i) < 0.85 then 'expired' else 'closed' end,
        'Work number ' || i || ' at the ' || (array['north', 'south', 'east', 'west'])[1 + i % 4] || ' wing'
          || case when pg_temp.dice('word', i) < 0.001 then ', ammonia' when pg_temp.dice('word', i) < 0.013 then ', kitchen'
            when pg_temp.dice('word', i) < 0.063 then ', stairwell' when pg_temp.dice('word', i) < 0.163 then ', warehouse'
            else '' end,
        (date '2024-01-01' + (pg_temp.dice('issued', i) * 700)::int)
      from (select i, least(1 + width_bucket(pg_temp.dice('author', i), $1::float8[]), ${agencies}) as n
          from generate_series(1, ${permits}) i) a
        left join neighbor o on o.n = a.n and pg_temp.dice('foreign', i) < 0.15
        join place p on p.id = ${uuid('c', `coalesce(o.others[1 + floor(pg_temp.dice('which', i) * ${partners})::int], a.n) * 8 + i % 8`)}
        join scope s on s.author_id = ${uuid('a', 'a.n')} and s.owner_id = p.owner_id
        cross join lateral (select timestamptz '2024-01-01' + pg_temp.dice('at', i) * interval '700 days' as at) t`,
      [lines],
    );
    await restore();
    await say(`insert into record_count select 'permit', scope_id, status, withheld, place_withheld, count(*)
      from permit group by 2, 3, 4, 5`);
    await say(`insert into scope_extent select 'permit', scope_id, min(lng), min(lat), max(lng), max(lat)
      from permit group by 2`);
  } finally {
    await owner.end();
  }
}

/** Statistics and the visibility map as a settled database has them. */
export async function settle(ownerUrl: string): Promise<void> {
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  const settled = [
    'agency',
    'scope',
    'share_row',
    'share_grant',
    'place',
    'permit',
    'record_count',
    'scope_extent',
  ];
  for (const table of settled) await owner.query(`vacuum (analyze) ${table}`);
  await owner.end();
}
