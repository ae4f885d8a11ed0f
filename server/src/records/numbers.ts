import { sql } from 'kysely';
import type { Call } from '../http/call.ts';
import { ownAgency } from '../http/call.ts';

/** The next free number of an agency's own series, as in P-2026-0042. The year is the agency's own. */
export async function nextNumber(call: Call, kind: string, prefix: string): Promise<string> {
  const agency = ownAgency(call);
  const year = Number(
    new Intl.DateTimeFormat('en', { year: 'numeric', timeZone: agency.timeZone }).format(new Date()),
  );
  for (;;) {
    const { rows } = await sql<{ last: number }>`
      insert into number_series (agency_id, kind, year, last) values (${agency.id}, ${kind}, ${year}, 1)
      on conflict (agency_id, kind, year) do update set last = number_series.last + 1 returning last`.execute(
      call.db,
    );
    const number = `${prefix}-${year}-${String(rows[0]!.last).padStart(4, '0')}`;
    const { rows: taken } = await sql<{ taken: boolean }>`
      select number_taken(${kind}, ${agency.id}, ${number}) as taken`.execute(call.db);
    if (!taken[0]?.taken) return number;
  }
}
