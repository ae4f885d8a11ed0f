import type { AgencyId, Subject } from '@standpipe/policy';
import { sql } from 'kysely';
import type { Db } from '../db/open.ts';

/** What the rules look at of one permit or inspection at a place. It never leaves the server. */
export interface FactsAtPlace {
  readonly kind: 'permit' | 'inspection';
  readonly id: string;
  readonly subject: Subject;
}

/** The facts of everything at a place of the acting agency's, whoever made it. */
export async function recordsAtPlace(db: Db, placeId: string): Promise<FactsAtPlace[]> {
  const { rows } = await sql<{
    kind: 'permit' | 'inspection';
    id: string;
    author_id: AgencyId;
    owner_id: AgencyId;
    status: string;
    withheld: boolean;
    place_withheld: boolean;
  }>`select * from records_at_place(${placeId})`.execute(db);
  return rows.map((row) => ({
    kind: row.kind,
    id: row.id,
    subject: {
      parties: { author: row.author_id, placeOwner: row.owner_id },
      status: row.status,
      withheld: row.withheld,
      placeWithheld: row.place_withheld,
    },
  }));
}
