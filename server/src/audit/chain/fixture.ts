import type pg from 'pg';
import type { Checkpoint } from './checkpoint.ts';
import { type Verified, verifyChains } from './verify.ts';

/** Verifies every chain as the connection sees them now. */
export async function verified(
  owner: pg.Client,
  checkpoint?: Checkpoint,
  patience = 600,
): Promise<Verified[]> {
  const ask = async (text: string, values: unknown[] = []) => (await owner.query(text, values)).rows;
  const all: Verified[] = [];
  for await (const each of verifyChains(ask, { checkpoint, patience })) all.push(each);
  return all;
}

/** The same in a transaction of its own, in one snapshot. */
export async function verifiedApart(owner: pg.Client, checkpoint?: Checkpoint): Promise<Verified[]> {
  await owner.query('begin isolation level repeatable read read only');
  try {
    return await verified(owner, checkpoint);
  } finally {
    await owner.query('rollback');
  }
}

/** What is wrong with the chains, in a word each. */
export const faultsOf = (chains: readonly Verified[]) => chains.flatMap(({ fault }) => fault?.what ?? []);

/** Writes entries straight into the log of an agency, as a transaction of the application would. */
export async function write(client: pg.Client, agency: string, action: string): Promise<void> {
  await client.query(
    `insert into audit_entry (agency_id, action, kind, after) values ($1, $2, 'test', '{"n": 1.50, "ü": "\\u0007"}')`,
    [agency, action],
  );
}
