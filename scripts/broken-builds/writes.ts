// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are pieces of source text, not templates

import { type Break, broken, type Edit, turnsRed } from './break.ts';

const permits = 'server/src/permits/permits.test.ts';
const together = 'server/src/audit/one-transaction.test.ts';
const outrun = 'server/src/records/outrun.test.ts';
const outruns =
  'of two changes that both saw the record as it stood, one is kept and the other told that it was outrun:';
const input = 'server/test/bad-input.test.ts';
const bodies = 'server/test/bad-input.bodies.test.ts';
const logStore = 'server/src/audit/audit.store.ts';
const idempotency = 'server/src/http/idempotency.ts';
const logged = (what: string) =>
  turnsRed(together, `when its entry in the change log cannot be written, nothing is stored: > ${what}`);

const auditAfterCommit: readonly Edit[] = [
  {
    file: logStore,
    old: 'await sql`insert into audit_entry',
    new: 'const entry = sql`insert into audit_entry',
  },
  {
    file: logStore,
    old: '(agency uuid, action text, kind text, id uuid, before jsonb, after jsonb, way text)`.execute(by.db);',
    new: `(agency uuid, action text, kind text, id uuid, before jsonb, after jsonb, way text)\`;
  const { afterCommit, house } = by as Call;
  if (!afterCommit) await entry.execute(by.db);
  else afterCommit(async () => void (await house.database.system.transaction().execute((db) => entry.execute(db))));`,
  },
];

/** What a write holds to: versions, keys, one transaction, the order of refusals. */
export const writes: readonly Break[] = [
  broken(
    'a version is not asked for',
    'server/src/http/call.ts',
    [
      "const header = call.request.headers['if-match'];",
      'const header = `"${current}"` as string | undefined;',
    ],
    turnsRed(permits, 'needs If-Match, refuses a stale one with the current version, and loses nothing'),
    turnsRed(
      'server/src/inspections/inspections.test.ts',
      'needs If-Match, and a stale one is refused with the version it now has',
    ),
    turnsRed(
      'server/src/sharing/client-saving.test.ts',
      'needs If-Match, and refuses a version that somebody outran',
    ),
  ),
  broken(
    'of two who change a record at once, the later overwrites the earlier',
    'server/src/records/records.store.ts',
    ["    .where('version', '=', version)\n    .$if(", '    .$if('],
    turnsRed(outrun, `${outruns} > permits`),
    turnsRed(outrun, `${outruns} > inspections`),
  ),
  broken(
    'a write does not hold the grants that it relies on',
    'server/src/http/call.ts',
    ["await lockSharing(db, grantors, 'share');", 'if (grantors.length === 0) return;'],
    turnsRed(outrun, 'permits > are not made on an invitation that is being withdrawn'),
    turnsRed(outrun, 'permits > are not changed on an invitation that is being withdrawn'),
    turnsRed(outrun, 'inspections > are not deleted on an invitation that is being withdrawn'),
  ),
  broken(
    'a write holds the grants that it relies on, and does not read them again',
    'server/src/http/call.ts',
    [
      'call.viewer = { ...call.viewer, received: await loadReceived(db, acting) };\n      await call.reopen();',
      '',
    ],
    turnsRed(outrun, 'permits > are not made on an invitation that is being withdrawn'),
    turnsRed(outrun, 'permits > are not changed on an invitation that is being withdrawn'),
  ),
  {
    name: 'an Idempotency-Key is stored after its effect, in a transaction of its own',
    edits: [
      {
        file: idempotency,
        old: 'await sql`insert into idempotency_key',
        new: 'const store = sql`insert into idempotency_key',
      },
      {
        file: idempotency,
        old: 'record_id = excluded.record_id, created_at = now()`.execute(call.db);',
        new: 'record_id = excluded.record_id, created_at = now()`;\n  call.afterCommit(async () => void (await store.execute(call.house.database.viewer)));',
      },
    ],
    red: [
      turnsRed(together, 'is stored by the transaction that made what it stands for'),
      turnsRed(together, 'that cannot be stored makes nothing'),
    ],
  },
  broken(
    'an Idempotency-Key is taken whatever body it comes with',
    idempotency,
    ['if (!earlier.body_hash.equals(bodyHash))', 'if (!earlier.body_hash.equals(earlier.body_hash))'],
    turnsRed(permits, 'sent with another body is 409'),
    turnsRed('server/src/inspections/inspections.test.ts', 'sent with another body is 409 and makes nothing'),
  ),
  broken(
    'a repeated Idempotency-Key makes its record again',
    idempotency,
    ["'>', sql<string>`now() - interval '24 hours'`", "'>', sql<string>`now() + interval '24 hours'`"],
    turnsRed(permits, 'sent twice makes one permit, also when both run at once'),
  ),
  {
    name: 'the entry in the change log is written after the commit',
    edits: auditAfterCommit,
    red: [
      logged('a permit is made'),
      logged('a permit is changed'),
      logged('a place is withheld'),
      logged('the User sheet is saved'),
      logged('a role is changed'),
      logged('a user is added'),
    ],
  },
  broken(
    'a role is changed without an entry in the change log',
    'server/src/people/roles.service.ts',
    ["await logChange(call, { action: 'edit', kind: 'role', id, before, after });", ''],
    logged('a role is changed'),
    turnsRed(together, 'and each of them does leave one once it can'),
  ),
  broken(
    'a write is answered before it is committed',
    'server/src/http/route.ts',
    [
      'return { result, committed: call.committed };',
      'answer(reply, spec.status ?? 200, result);\n        return { result, committed: call.committed };',
    ],
    turnsRed(together, 'was never answered as done, and nothing of it was told'),
  ),
  broken(
    'no connection waits for the disk',
    'server/src/db/open.ts',
    ['-c timezone=UTC${role', '-c timezone=UTC -c synchronous_commit=off${role'],
    turnsRed(
      'server/src/db/embedded/durable.test.ts',
      'no connection of the server asks for less than the database gives',
    ),
  ),
  broken(
    'the embedded database does not wait for the disk',
    'server/src/db/embedded/settings.ts',
    ["jit: 'off',", "jit: 'off',\n    synchronous_commit: 'off',"],
    turnsRed('server/src/db/embedded/durable.test.ts', 'a commit is on the disk before it is answered'),
  ),
  broken(
    'an unknown record is refused before a missing permission',
    'server/src/http/route.ts',
    [
      'checkGuard(call, spec.guard);\n        const query = checkParameters(spec.query ?? noParameters, request.query) as Static<Q>;\n        return work(call, query);',
      'const query = checkParameters(spec.query ?? noParameters, request.query) as Static<Q>;\n        const result = await work(call, query);\n        checkGuard(call, spec.guard);\n        return result;',
    ],
    turnsRed(permits, 'without FD Permits - Read every call is 403, before the id is looked at'),
    turnsRed(
      'server/src/inspections/inspections.input.test.ts',
      'without Read, get /inspections/01890000-0000-7000-8000-000000000000 is 403 before id and body are looked at',
    ),
  ),
  broken(
    'a body is refused before the record that it is about',
    'server/src/records/verbs.ts',
    [
      'const reached = await reachForWrite(call, domain, id, deed);\n  const { row, way } = reached;\n  const change = read();',
      'const change = read();\n  const reached = await reachForWrite(call, domain, id, deed);\n  const { row, way } = reached;',
    ],
    turnsRed(
      'server/src/inspections/inspections.sharing.test.ts',
      'cannot edit it with nonsense: 403 in the source’s words; for a stranger it is not there',
    ),
    turnsRed(
      input,
      'permits > of a stranger and ids that nobody has are answered alike, byte for byte: changing it with nonsense',
    ),
  ),
  broken(
    'the second of two JSON keys wins',
    'server/src/http/strict-json.ts',
    ['checkValue(value, []);\n  checkKeys(text);', 'checkValue(value, []);'],
    turnsRed('server/src/http/strict-json.test.ts', 'a doubled key deep inside is refused'),
    turnsRed(bodies, 'places > a JSON key that is there twice is refused, not mended: plainly'),
  ),
  broken(
    'a second JSON key far from its colon is not found',
    'server/src/http/strict-json.ts',
    [
      'if (!keys || !beforeValue.test(text)) continue;',
      'if (!keys || !/^\\s*:/.test(text.slice(at + 1, at + 64))) continue;',
    ],
    turnsRed(bodies, 'places > a JSON key that is there twice is refused, not mended: far from its colon'),
  ),
  broken(
    'a prototype key is taken for a field',
    'server/src/http/strict-json.ts',
    ["new Set(['__proto__', 'constructor', 'prototype'])", "new Set(['constructor', 'prototype'])"],
    turnsRed(bodies, 'permits > a prototype key is refused: __proto__'),
  ),
  broken(
    'bytes that are no UTF-8 are replaced',
    'server/src/http/strict-json.ts',
    ['{ fatal: true, ignoreBOM: true }', '{ fatal: false, ignoreBOM: true }'],
    turnsRed(bodies, 'inspections > bytes that are no UTF-8 are refused, not replaced'),
  ),
  {
    name: 'fields that are unknown are left out in silence',
    edits: [
      {
        file: 'server/src/http/validate.ts',
        old: 'const options = { useDefaults: false,',
        new: 'const options = { removeAdditional: true, useDefaults: false,',
      },
      {
        file: 'server/src/http/shape.ts',
        old: 'else if (additionalProperties === false) faults.push(unknownKey(path, key));',
        new: 'else if (additionalProperties === false) void unknownKey;',
      },
    ],
    red: [
      turnsRed(bodies, 'permits > a field that is unknown or cannot be set is named: version'),
      turnsRed(
        'server/test/bad-input.people.test.ts',
        'users > a field that is unknown or cannot be set is named: operator',
      ),
    ],
  },
  broken(
    'any content type is read as JSON',
    'server/src/http/call.ts',
    ["throw new Problem('unsupported_type', `Send ${allowed.join(' or ')}.`);", 'void allowed;'],
    turnsRed(bodies, 'places > a body of another type is 415: text/plain'),
    turnsRed(permits, 'as "text/plain" is 415 and writes nothing'),
  ),
];
