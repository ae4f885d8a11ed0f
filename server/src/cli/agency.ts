import { type AgencyId, agencyId } from '@standpipe/policy';
import type { Database } from '../db/open.ts';
import { asSystem } from '../db/system.ts';
import { isId } from '../http/call.ts';
import { Refusal } from './refusal.ts';

export interface NamedAgency {
  readonly id: AgencyId;
  readonly name: string;
  readonly timeZone: string;
}

/**
 * The agency that somebody means by its name (whatever its case) or id.
 * @throws Refusal when there is none, or several of the name
 */
export function findAgency(database: Database, nameOrId: string): Promise<NamedAgency> {
  const asked = nameOrId.trim();
  return asSystem(database, async (db) => {
    const agencies = db
      .selectFrom('agency')
      .select(['id', 'name', 'state', 'county_fips', 'time_zone as timeZone']);
    const found = await (isId(asked)
      ? agencies.where('id', '=', agencyId(asked.toLowerCase()))
      : agencies.where((each) => each(each.fn('lower', ['name']), '=', asked.toLowerCase()))
    ).execute();
    if (found.length === 1) return found[0]!;
    if (found.length > 1) {
      const which = found.map((each) => `${each.id} (${each.state}, county ${each.county_fips})`).join(', ');
      throw new Refusal(`${found.length} agencies are called "${asked}": say which by its id: ${which}.`);
    }
    const word = `%${asked.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`;
    const like = await agencies
      .where((each) => each(each.fn('lower', ['name']), 'like', word))
      .orderBy('name')
      .limit(5)
      .execute();
    const hint = like.length > 0 ? ` Did you mean ${like.map(({ name }) => `"${name}"`).join(', ')}?` : '';
    throw new Refusal(`There is no agency "${asked}".${hint}`);
  });
}
