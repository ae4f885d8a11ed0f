import { type AgencyId, permissions, type Viewer } from '@standpipe/policy';
import { sql } from 'kysely';
import type { Author } from '../audit/audit.store.ts';
import { lockImports, lockSharing } from '../db/locks.ts';
import type { Db } from '../db/open.ts';
import { loadReceived } from '../http/session.ts';

/** For whom an import writes: what the rules see of them, and whom the change log names. */
export interface Importer {
  readonly agency: AgencyId;
  readonly timeZone: string;
  readonly viewer: Viewer;
  /** The person who started it; nobody: the one who runs the server, by the command line. */
  readonly by?: Pick<Author, 'asker'>;
}

/** An agency itself, by whoever runs the server: every permission, and what its partners granted it. */
export const wholeAgency = (agency: AgencyId): Importer => ({
  agency,
  timeZone: 'UTC',
  viewer: { agency, permissions: new Set(permissions), received: new Map() },
});

/** Who the change log names, on this transaction. */
export const authorOf = ({ by }: Importer, db: Db) => ({ db, ...by });

export const personOf = ({ by }: Importer): string | null => by?.asker.person.id ?? null;

/** Holds still what an importing agency allows, lets its imports go in turn, and says for whom this transaction acts. */
export async function beginBatch(db: Db, agency: AgencyId): Promise<void> {
  await lockSharing(db, [agency], 'share');
  await lockImports(db, agency);
  await sql`select set_config('standpipe.agency', ${agency}, true)`.execute(db);
}

/** The importer with what these owners grant it, held still until the transaction ends. */
export async function relyOn(db: Db, importer: Importer, owners: readonly AgencyId[]): Promise<Importer> {
  const others = owners.filter((owner) => owner !== importer.agency);
  await lockSharing(db, others, 'share');
  const received = await loadReceived(db, importer.agency);
  return { ...importer, viewer: { ...importer.viewer, received } };
}
