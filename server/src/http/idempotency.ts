import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Call } from './call.ts';
import { invalidField, Problem } from './problems.ts';

/** How a record comes to be, and how its maker then reads it through the ordinary route. */
export interface Creation {
  create(call: Call): Promise<string>;
  read(call: Call, id: string): Promise<unknown>;
}

/**
 * Creates at most once per Idempotency-Key, credential and membership, method and path for 24 hours. The key is stored in the
 * transaction of its effect; a repeat reads the record again under today's rule.
 * @throws Problem `conflict` when the key came with another body, or its first request is still running
 */
export async function createOnce(call: Call, creation: Creation): Promise<{ id: string; body: unknown }> {
  const key = call.request.headers['idempotency-key'];
  if (key === undefined) {
    const id = await creation.create(call);
    return { id, body: await creation.read(call, id) };
  }
  if (typeof key !== 'string' || key.length === 0 || key.length > 200)
    throw invalidField('Idempotency-Key', 'must be 1 to 200 characters');
  const slot = {
    // A session that switched its agency is another one here.
    credential: `${call.asker.credential} for ${call.asker.membershipId}`,
    method: call.request.method,
    path: call.request.url.split('?')[0]!,
    key,
  };
  const raw = call.request.body;
  const bodyHash = createHash('sha256')
    .update(Buffer.isBuffer(raw) ? raw : '')
    .digest();
  const { rows } = await sql<{ free: boolean }>`
    select pg_try_advisory_xact_lock(hashtextextended(${JSON.stringify(slot)}, 24)) as free`.execute(call.db);
  if (!rows[0]?.free)
    throw new Problem('conflict', 'The first request with this Idempotency-Key is still running.', {
      retryAfter: 1,
    });
  const earlier = await call.db
    .selectFrom('idempotency_key')
    .select(['body_hash', 'record_id', 'created_at'])
    .where('credential', '=', slot.credential)
    .where('method', '=', slot.method)
    .where('path', '=', slot.path)
    .where('key', '=', slot.key)
    .where('created_at', '>', sql<string>`now() - interval '24 hours'`)
    .executeTakeFirst();
  if (earlier) {
    if (!earlier.body_hash.equals(bodyHash))
      throw new Problem('conflict', 'This Idempotency-Key was used with another body.');
    return { id: earlier.record_id!, body: await creation.read(call, earlier.record_id!) };
  }
  const id = await creation.create(call);
  await sql`insert into idempotency_key (credential, method, path, key, body_hash, status, record_id)
    values (${slot.credential}, ${slot.method}, ${slot.path}, ${slot.key}, ${bodyHash}, 201, ${id})
    on conflict (credential, method, path, key) do update set body_hash = excluded.body_hash,
      record_id = excluded.record_id, created_at = now()`.execute(call.db);
  return { id, body: await creation.read(call, id) };
}
