import pg from 'pg';
import { expect } from 'vitest';
import { faultsOf, verifiedApart } from '../../src/audit/chain/fixture.ts';
import { sealNow } from '../sealing.ts';
import type { Entry } from './ledger.ts';

/** What is stored, and what was logged of it. */
const stored = `select p.number, p.id, p.version, p.description,
    count(*) filter (where e.action = 'create')::int as created,
    count(*) filter (where e.action <> 'create')::int as changed
  from permit p left join audit_entry e on e.kind = 'permit' and e.record_id = p.id
  group by p.id`;

/**
 * Holds the database against the ledger, takes over what became of unanswered changes, and follows the chains of the
 * logs to their ends.
 */
export async function compareWith(ownerUrl: string, ledger: readonly Entry[]): Promise<void> {
  const owner = new pg.Client(ownerUrl);
  await owner.connect();
  try {
    await compare(owner, ledger);
    await sealNow(owner);
    expect(faultsOf(await verifiedApart(owner))).toEqual([]);
  } finally {
    await owner.end();
  }
}

async function compare(owner: pg.Client, ledger: readonly Entry[]): Promise<void> {
  const { rows } = await owner.query(stored);
  const byNumber = new Map(rows.map((row) => [row.number, row]));
  expect(rows).toHaveLength(byNumber.size);
  expect([...byNumber.keys()].sort()).toEqual(ledger.map((each) => each.number).sort());
  for (const entry of ledger) {
    const row = byNumber.get(entry.number);
    expect(row.id, entry.number).toBe(entry.id);
    const known = [{ version: entry.version, description: entry.description }];
    if (entry.pending !== null) known.push({ version: entry.version + 1, description: entry.pending });
    expect(known, entry.number).toContainEqual({ version: row.version, description: row.description });
    expect([row.created, row.changed], entry.number).toEqual([1, row.version - 1]);
    Object.assign(entry, { version: row.version, description: row.description, pending: null });
  }
}
