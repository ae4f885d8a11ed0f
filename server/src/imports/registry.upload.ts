import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RegistryOutcome } from '@standpipe/contract';
import { countyByFips, isState } from '../agencies/counties.ts';
import type { House } from '../house.ts';
import type { Call } from '../http/call.ts';
import { invalidField, Problem } from '../http/problems.ts';
import { uploadOf } from '../http/upload.ts';
import { UnreadableFile } from './readers/lines.ts';
import { readRegistry } from './readers/registry.ts';
import { importRegistry, type RegistryPart } from './registry.import.ts';

const mostTold = 1000;

interface Asked extends RegistryPart {
  readonly dryRun?: boolean;
}

/**
 * Imports an uploaded stations file, batch by batch in transactions of their own, each with its entries in the change
 * log. It runs once this call's own transaction is over, and fills in the answer that then goes out.
 */
export async function importUploadedRegistry(call: Call, asked: Asked): Promise<RegistryOutcome> {
  const { state, county, dryRun = false } = asked;
  if (state && !isState(state)) throw invalidField('state', 'is no state', 'unknown_state');
  if (county && !countyByFips(county)) throw invalidField('county', 'is no county', 'unknown_county');
  const { bytes } = await uploadOf(call, ['text/csv', 'application/gzip']);
  const outcome: RegistryOutcome = {
    dryRun,
    created: 0,
    changed: 0,
    unchanged: 0,
    rejected: 0,
    rejectedRows: [],
    notes: [],
  };
  call.afterCommit(() => run(call.house, bytes, { state, county, dryRun }, outcome));
  return outcome;
}

async function run(house: House, bytes: Buffer, { dryRun, ...part }: Asked, outcome: RegistryOutcome) {
  const folder = await mkdtemp(join(tmpdir(), 'standpipe-registry-'));
  try {
    const file = join(folder, 'registry');
    await writeFile(file, bytes, { mode: 0o600 });
    const { created, changed, unchanged, rejected } = await importRegistry(
      house.database,
      readRegistry(file),
      part,
      {
        dryRun,
        onRejected: (refusal) => {
          if (outcome.rejectedRows.length >= mostTold) return;
          const row = 'row' in refusal ? refusal.row : null;
          outcome.rejectedRows.push({ line: refusal.line, reason: refusal.rejected, row });
        },
        onNote: (line, note) => {
          if (outcome.notes.length < mostTold) outcome.notes.push({ line, note });
        },
      },
    );
    Object.assign(outcome, { created, changed, unchanged, rejected });
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    throw new Problem('unmet_requirement', `The file cannot be read as a registry: ${error.message}.`, {
      errors: [{ path: 'file', message: error.message, code: 'unreadable' }],
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
