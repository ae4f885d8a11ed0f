import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import type { Command } from 'commander';
import { serverChain } from '../audit/chain/canonical.ts';
import {
  type Checkpoint,
  loadSigningKey,
  readCheckpoint,
  signCheckpoint,
  UnreadableCheckpoint,
} from '../audit/chain/checkpoint.ts';
import { readHeads } from '../audit/chain/heads.store.ts';
import { sealAll } from '../audit/chain/sealer.ts';
import { type Verified, verifyChains } from '../audit/chain/verify.ts';
import { readConfig } from '../config.ts';
import type { Database } from '../db/open.ts';
import { asSystem } from '../db/system.ts';
import { findAgency } from './agency.ts';
import { withDatabase } from './database.ts';
import { Refusal } from './refusal.ts';

type Say = (line: string) => void;

/** Adds `standpipe audit …`. */
export function addAuditCommands(program: Command, print: Say, say: Say): void {
  const audit = program.command('audit').description('the chain over the change log and partners’ views');

  audit
    .command('verify')
    .description(
      'follow every chain and say what was edited, taken away, put in, moved or cut off; ends 1 if any',
    )
    .option('--agency <name or id>', 'this agency only')
    .option('--checkpoint <file>', 'hold the chains against where they were then')
    .action(async (options: { agency?: string; checkpoint?: string }) => {
      const checkpoint = options.checkpoint === undefined ? undefined : openCheckpoint(options.checkpoint);
      if (checkpoint) print(`Checkpoint of ${checkpoint.at}, signed with ${fingerprint(checkpoint)}`);
      const sound = await withDatabase(readConfig(process.env), say, (database) =>
        verify(database, options.agency, checkpoint, print),
      );
      if (!sound) process.exitCode = 1;
    });

  audit
    .command('checkpoint')
    .description(
      'print where every chain ends now, signed; keep it where who runs the database cannot reach it',
    )
    .option('--out <file>', 'write it there')
    .action(async (options: { out?: string }) => {
      const made = await withDatabase(readConfig(process.env), say, makeCheckpoint);
      const text = JSON.stringify(made, null, 2);
      if (options.out === undefined) return print(text);
      writeFileSync(options.out, `${text}\n`);
      print(`${made.chains.length} chains, signed with ${fingerprint(made)}: ${options.out}`);
    });
}

function openCheckpoint(file: string): Checkpoint {
  try {
    return readCheckpoint(readFileSync(file, 'utf8'));
  } catch (error) {
    if (error instanceof UnreadableCheckpoint) throw new Refusal(`${file}: ${error.message}`);
    if ((error as { code?: string }).code === 'ENOENT') throw new Refusal(`There is no file ${file}.`);
    throw error;
  }
}

/** A public key as people compare it. */
const fingerprint = ({ publicKey }: Checkpoint) =>
  `SHA256:${createHash('sha256').update(Buffer.from(publicKey, 'base64')).digest('base64url')}`;

async function makeCheckpoint(database: Database): Promise<Checkpoint> {
  await sealAll(database);
  const { at, chains } = await asSystem(database, readHeads);
  return signCheckpoint(await loadSigningKey(database), at, chains);
}

/** Verifies in one snapshot, and prints a line for each chain. Answers whether all of them are sound. */
async function verify(
  database: Database,
  agency: string | undefined,
  checkpoint: Checkpoint | undefined,
  print: Say,
): Promise<boolean> {
  const chain = agency === undefined ? undefined : (await findAgency(database, agency)).id;
  const client = await database.systemPool.connect();
  let [chains, broken] = [0, 0];
  try {
    await client.query('begin isolation level repeatable read read only');
    await client.query('set local statement_timeout = 0');
    const ask = async (text: string, values: unknown[] = []) => (await client.query(text, values)).rows;
    for await (const verified of verifyChains(ask, { chain, checkpoint })) {
      chains += 1;
      if (verified.fault) broken += 1;
      print(lineOf(verified));
    }
  } finally {
    client.release(true);
  }
  print(broken === 0 ? `${chains} chains, all sound.` : `${chains} chains, ${broken} of them broken.`);
  return broken === 0;
}

const grouped = new Intl.NumberFormat('en-US');

function lineOf({ chain, agency, entries, hash, waiting, fault }: Verified): string {
  const name = agency ?? (chain === serverChain ? 'The server' : chain);
  const more = waiting > 0 ? `, ${grouped.format(waiting)} waiting` : '';
  const found = fault ? `BROKEN after that (${fault.what}): ${fault.text}` : 'ok';
  return `${name}: ${grouped.format(entries)} entries${more}, head ${hash}: ${found}`;
}
