import type { RegistryOutcome } from '@standpipe/contract';
import { countyByFips, isState } from '../agencies/counties.ts';
import type { House } from '../house.ts';
import type { Call } from '../http/call.ts';
import { invalidField, Problem } from '../http/problems.ts';
import type { Upload } from '../http/upload.ts';
import { uploadOf } from '../http/uploading.ts';
import { UnreadableFile } from './readers/lines.ts';
import { readRegistry } from './readers/registry.ts';
import { importRegistry, type RegistryPart } from './registry.import.ts';

const mostReported = 1000;
/** Unpacked, a file may have no more than this. */
const mostUnpacked = 300 * 1024 * 1024;

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
  const upload = uploadOf(call);
  const outcome: RegistryOutcome = {
    dryRun,
    created: 0,
    changed: 0,
    unchanged: 0,
    rejected: 0,
    rejectedRows: [],
    notes: [],
  };
  call.afterCommit(() => run(call.house, upload, { state, county, dryRun }, outcome));
  return outcome;
}

async function run(house: House, upload: Upload, { dryRun, ...part }: Asked, outcome: RegistryOutcome) {
  try {
    const file = { name: 'registry', bytes: upload.bytes, mostBytes: mostUnpacked };
    const { created, changed, unchanged, rejected } = await importRegistry(
      house.database,
      readRegistry(file),
      part,
      {
        dryRun,
        onRejected: (refusal) => {
          if (outcome.rejectedRows.length >= mostReported) return;
          const row = 'row' in refusal ? refusal.row : null;
          outcome.rejectedRows.push({ line: refusal.line, reason: refusal.rejected, row });
        },
        onNote: (line, note) => {
          if (outcome.notes.length < mostReported) outcome.notes.push({ line, note });
        },
      },
    );
    Object.assign(outcome, { created, changed, unchanged, rejected });
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    throw new Problem('unmet_requirement', `The file cannot be read as a registry: ${error.message}.`, {
      errors: [{ path: 'file', message: error.message, code: 'unreadable' }],
    });
  }
}
