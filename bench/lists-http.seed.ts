/** What the servers of bench/lists-http need in a seeded region: somebody with a key in some agencies, and a view. */

import { permissions } from '@standpipe/policy';
import pg from 'pg';
import { keyHash, newSecret } from '../server/src/http/keys.ts';

/** Gives this many agencies a user with an API key. @returns the keys by agency */
export async function addKeys(ownerUrl: string, wanted: number): Promise<Map<string, string>> {
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  try {
    const keys = new Map<string, string>();
    const { rows } = await owner.query<{ id: string }>(
      `select id from (select id, row_number() over (order by id) as at, count(*) over () as n from agency) x
       where at % greatest(n / $1, 1) = 0 order by id limit $1`,
      [wanted],
    );
    for (const { id } of rows) {
      const secret = newSecret('sp');
      await owner.query(
        `with someone as (insert into person (id, name, email) values (gen_random_uuid(), 'Bench', gen_random_uuid() || '@example.org') returning id),
          member as (insert into membership (id, person_id, agency_id, accepted_at) select gen_random_uuid(), id, $1, now() from someone returning id),
          held as (insert into role (id, agency_id, name, permissions) values (gen_random_uuid(), $1, gen_random_uuid()::text, $2) returning id),
          holding as (insert into membership_role (membership_id, role_id) select member.id, held.id from member, held)
        insert into api_key (id, membership_id, name, prefix, hash, permissions)
          select gen_random_uuid(), id, 'bench', 'sp', $3, $2 from member`,
        [id, permissions, keyHash(secret)],
      );
      keys.set(id, secret);
    }
    return keys;
  } finally {
    await owner.end();
  }
}

/** One flat view for the peer, read with the caller's own eyes: our whole schema has names that collide in GraphQL. */
export async function addPeerView(ownerUrl: string): Promise<void> {
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  try {
    await owner.query(`create schema if not exists bench_api`);
    await owner.query(`create or replace view bench_api.permit_row with (security_invoker = true) as
      select t.id, t.number, t.type, t.class, t.status, t.description, t.address_line, t.lng, t.lat, t.created_at,
        t.updated_at, t.issued_on, t.author_id, author.name as agency_name, author.color as agency_color,
        owner.name as owner_name, owner.color as owner_color
      from public.permit t join public.agency author on author.id = t.author_id
        join public.agency owner on owner.id = t.owner_id`);
    for (const role of ['standpipe_app', 'bench_naive', 'bench_tuned']) {
      await owner.query(`grant usage on schema bench_api to ${role}`);
      await owner.query(`grant select on bench_api.permit_row to ${role}`);
    }
  } finally {
    await owner.end();
  }
}
