// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are pieces of source text, not templates

import { type Break, broken, turnsRed } from './break.ts';

const permits = 'server/src/permits/permits.test.ts';
const counts = 'server/src/db/counts.test.ts';
const lists = 'server/src/places/lists.test.ts';
const values = 'server/test/bad-input.values.test.ts';
const partners = 'server/src/places/partners.test.ts';
const boxesAndWords = 'server/migrations/0029-boxes-and-words.ts';

const foundInScopes = 'server/migrations/0060-found-in-scopes.ts';
const hidden = 'server/test/hidden.test.ts';

/** Lists and counts. */
export const listsAndCounts: readonly Break[] = [
  broken(
    'words are looked up in the records of everybody',
    foundInScopes,
    ['(scope::bigint << 32) | ', '(0 * scope::bigint) | '],
    turnsRed(
      hidden,
      'places: what a stranger has adds nothing to what the database reads > a search of one list',
    ),
  ),
  broken(
    'a box is looked up in the records of everybody',
    foundInScopes,
    ['where t.scope_id = open.scope and t.cell', 'where t.scope_id + 0 = open.scope and t.cell'],
    turnsRed(hidden, 'places: what a stranger has adds nothing to what the database reads > a box'),
  ),
  broken(
    'what is at a place is looked up whoever made it',
    foundInScopes,
    [
      'create index permit_place on permit (place_id, scope_id)',
      'create index permit_place on permit (place_id)',
    ],
    turnsRed(
      hidden,
      'what a stranger has adds nothing to what the database reads > for every permit at a place',
    ),
  ),
  broken(
    'a small table is read as a whole',
    'server/src/db/open.ts',
    [' -c enable_seqscan=off', ''],
    turnsRed(
      hidden,
      'permits: what a stranger has adds nothing to what the database reads > a search for two letters',
    ),
  ),
  broken(
    'a count leaves out the conditions on rows',
    'server/src/db/list.ts',
    ['(({ ids }) => ids)), ...either(conditions)];', '(({ ids }) => ids))];'],
    turnsRed(
      'server/src/inspections/inspections.list.test.ts',
      'only those in progress and completed are listed, counted, found and filtered',
    ),
    turnsRed(counts, 'of a partner has no withheld record in it, nor one that a filter leaves out'),
  ),
  broken(
    'a count leaves out whose records it counts',
    'server/src/db/list.ts',
    [
      'return [isIn(branches.flatMap(({ ids }) => ids)), ...either(conditions)];',
      'return [sql`true`, ...either(conditions)];',
    ],
    turnsRed(counts, 'is of what one may see, however many records others have, at one’s own places too'),
  ),
  broken(
    'a count takes the loosest branch for the strictest',
    'server/src/db/list.ts',
    ['parts.every((part) => full.every(', 'parts.some((part) => full.every('],
    turnsRed(counts, 'has one’s own withheld records in it, and beside them none that a partner withholds'),
  ),
  broken(
    'a list judges a record by what another branch asks',
    'server/src/db/walk.ts',
    ['walked.branch <> ${sql.lit(at)}', 'walked.branch <> ${sql.lit(at + 1)}'],
    turnsRed(lists, 'places: every filter keeps exactly what the reader was shown to match, and counts it'),
    turnsRed(
      lists,
      'permits: the pages of every list, at every size and in every order, are the single reads',
    ),
  ),
  broken(
    'a list names the place’s owner as who made the record',
    'server/src/db/list.ts',
    ['row.agency_name = author.name;', 'row.agency_name = owner.name;'],
    turnsRed(
      lists,
      'permits: the pages of every list, at every size and in every order, are the single reads',
    ),
  ),
  broken(
    'the counters’ policy lets everybody’s counts through',
    'server/migrations/0030-counts.ts',
    ['or scope_id in (select id from scope where current_agency() in (author_id, owner_id))', 'or true'],
    turnsRed('server/test/second-lock.test.ts', 'that says nothing of who asks sees no row of record_count'),
  ),
  {
    name: 'the counters miss what a change does',
    edits: [
      {
        file: 'server/migrations/0004-records.ts',
        old: "  if tg_op <> 'INSERT' then",
        new: "  if tg_op = 'DELETE' then",
      },
      {
        file: 'server/migrations/0004-records.ts',
        old: "  if tg_op <> 'DELETE' then",
        new: "  if tg_op = 'INSERT' then",
      },
    ],
    red: [turnsRed(counts, 'the counters tell what a count of the rows would')],
  },
  broken(
    'the counters miss a deletion',
    'server/migrations/0004-records.ts',
    ["  if tg_op <> 'INSERT' then", "  if tg_op = 'UPDATE' then"],
    turnsRed(permits, 'takes it from every list and count, and frees nothing else'),
    turnsRed(counts, 'the counters tell what a count of the rows would'),
  ),
  broken(
    'folding the counters loses what it folds',
    'server/migrations/0004-records.ts',
    ['group by 1, 2, 3, 4, 5 having sum(n) <> 0', 'group by 1, 2, 3, 4, 5 having sum(n) > 64'],
    turnsRed(counts, 'folding the counters changes no count, and leaves fewer rows'),
  ),
  broken(
    'a field that the viewer may not read can be filtered and sorted by',
    'server/src/db/list.ts',
    ['if (!opens(group, read)) return null;', 'if (!opens(group, read.slice(0, 0))) return null;'],
    turnsRed(partners, 'who reads the door only cannot find a place by ?city=Waukegan, nor count it'),
  ),
  broken(
    'a field that the viewer may not read can be searched',
    'server/src/db/list.ts',
    [
      'entry.texts.find((each) => opens(group, each.fields))',
      'entry.texts.find((each) => opens(group, each.fields.slice(0, 1)))',
    ],
    turnsRed(partners, 'who reads the door only cannot find a place by ?q=60085, nor count it'),
  ),
  broken(
    'where a scope’s records lie is not kept up',
    boxesAndWords,
    ['south = least(scope_extent.south, excluded.south)', 'south = scope_extent.south'],
    turnsRed(
      'bench/lists.test.ts',
      'in a box to which hundreds of records were moved, far from all that their agencies had',
    ),
  ),
  broken(
    'words are looked for in scopes that are not open',
    foundInScopes,
    [
      'using array(select unnest(scopes) intersect select unnest(current_scopes(kind))), words, most;',
      'using scopes, words, most;',
    ],
    turnsRed('server/test/second-lock.functions.test.ts', 'ids by words in scopes that are not open'),
  ),
  broken(
    'points are looked for in scopes that are not open',
    foundInScopes,
    [
      'using array(select unnest(scopes) intersect select unnest(current_scopes(kind))), box, cells, most, kind;',
      'using scopes, box, cells, most, kind;',
    ],
    turnsRed('server/test/second-lock.functions.test.ts', 'ids by a box in scopes that are not open'),
  ),
  {
    name: 'a cursor is taken from anybody, for any list',
    edits: [
      {
        file: 'server/src/http/paging.ts',
        old: 'start).setAAD(Buffer.from(bound));\n  const sealed',
        new: "start).setAAD(Buffer.from(''));\n  const sealed",
      },
      {
        file: 'server/src/http/paging.ts',
        old: '.setAAD(Buffer.from(bound))\n      .setAuthTag',
        new: ".setAAD(Buffer.from(''))\n      .setAuthTag",
      },
    ],
    red: [
      turnsRed(
        'server/src/places/parameters.test.ts',
        '/places > a cursor that was altered and one of somebody else are refused in the same words',
      ),
      turnsRed(
        values,
        'permits > a cursor that was altered, of another list, of somebody else or made up is refused in the same words',
      ),
    ],
  },
];
