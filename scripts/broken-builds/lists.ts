import { type Break, broken, turnsRed } from './break.ts';

const permits = 'server/src/permits/permits.test.ts';
const listed = 'server/src/inspections/inspections.list.test.ts';
const lists = 'server/src/db/counts.test.ts';

/** Lists and counts. */
export const listsAndCounts: readonly Break[] = [
  broken(
    'a count leaves out the conditions on rows',
    'server/src/db/list.ts',
    ['...(counted ? countable(query, branch) : branch.where),', ''],
    turnsRed(listed, 'only those in progress and completed are listed, counted, found and filtered'),
    turnsRed(lists, 'a partner’s count has no withheld record in it, nor one that a filter leaves out'),
  ),
  broken(
    'a count leaves out whose records it may count',
    'server/src/db/list.ts',
    [
      'and([\n        sql`t.scope_id = any (${branch.ids}::integer[])`,\n        ...(counted',
      'and([\n        sql`${branch.ids.length} > 0`,\n        ...(counted',
    ],
    turnsRed(lists, 'a count is of what one may see, however many records others have'),
  ),
  broken(
    'the counters miss what a change does',
    'server/migrations/0004-records.ts',
    [
      'create trigger ${table}_counted_update after update on ${table} referencing old table as before new table as after\n  for each statement execute function count_${table}();\n',
      '',
    ],
    turnsRed(lists, 'the counters tell what a count of the rows would, after everything that can happen to a record'),
  ),
  broken(
    'the counters miss a deletion',
    'server/migrations/0004-records.ts',
    [
      'create trigger ${table}_counted_delete after delete on ${table} referencing old table as before\n  for each statement execute function count_${table}();\n',
      '',
    ],
    turnsRed(permits, 'takes it from every list and count, and frees nothing else'),
    turnsRed(lists, 'the counters tell what a count of the rows would, after everything that can happen to a record'),
  ),
  broken(
    'folding the counters loses what it folds',
    'server/migrations/0004-records.ts',
    ['group by 1, 2, 3, 4, 5 having sum(n) <> 0\n$$', 'group by 1, 2, 3, 4, 5 having sum(n) > 64\n$$'],
    turnsRed(lists, 'folding the counters changes no count'),
  ),
  broken(
    'a field that the viewer may not read can be sorted and filtered by',
    'server/src/db/list.ts',
    ['if (!opens(group, read)) return [];', 'if (!opens(group, [])) return [];'],
    turnsRed('server/src/places/partners.test.ts', 'TODO'),
  ),
  broken(
    'a cursor is taken from anybody',
    'server/src/http/paging.ts',
    [
      'if (more.length > 0 || given.length !== wanted.length || !timingSafeEqual(given, wanted))',
      'if (more.length > 0 || given.length !== wanted.length || (body === "" && !timingSafeEqual(given, wanted)))',
    ],
    turnsRed('server/src/places/parameters.test.ts', '/places > a cursor that was altered and one of somebody else are refused in the same words'),
  ),
];
