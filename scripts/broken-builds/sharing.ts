// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are pieces of source text, not templates

import { type Break, broken, turnsRed } from './break.ts';

const inForce = 'server/src/sharing/in-force.test.ts';
const bulk = 'server/src/sharing/bulk.test.ts';
const userSheet = 'server/src/sharing/user-sheet.test.ts';
const client = 'server/src/sharing/client-sheet.service.ts';
const pauses = 'server/migrations/0010-sheets.ts';

/** The two sheets, and what puts a grant out of force. */
export const sharing: readonly Break[] = [
  broken(
    'a bulk save skips the save rule',
    client,
    [
      'const lacks = changes.flatMap(({ partner, name, after }) =>',
      'const lacks = changes.slice(0, 0).flatMap(({ partner, name, after }) =>',
    ],
    turnsRed(
      bulk,
      'a bulk save that fails for some partners saves none, and names each that fails with the fix',
    ),
    turnsRed(bulk, 'a bulk save cannot lower Address under Pre-Plans for one of many'),
  ),
  {
    name: 'a bulk save stores the rows that pass and refuses the others',
    edits: [
      {
        file: client,
        old: '    lacksOf(after.levels, partner, () => `partnerIds.${ids.indexOf(partner)}`, `${name}: `),\n  );\n  if (lacks.length > 0)\n    throw new Problem(',
        new: '    lacksOf(after.levels, partner, () => `partnerIds.${ids.indexOf(partner)}`, `${name}: `),\n  );\n  const refused = lacks.length > 0 &&\n    new Problem(',
      },
      {
        file: client,
        old: "  await saveRows(\n    call,\n    'client',\n    changes.filter(({ before, after }) => !sameState('client', before, after)),\n  );",
        new: "  const bad = new Set(lacks.map(({ missing }) => missing.partnerId));\n  await saveRows(\n    call,\n    'client',\n    changes.filter(({ partner, before, after }) => !bad.has(partner) && !sameState('client', before, after)),\n  );\n  if (refused) call.afterCommit(() => { throw refused; });",
      },
    ],
    red: [
      turnsRed(
        bulk,
        'a bulk save that fails for some partners saves none, and names each that fails with the fix',
      ),
      turnsRed(bulk, 'a bulk save cannot lower Address under Pre-Plans for one of many'),
    ],
  },
  broken(
    'a single save skips the save rule',
    'policy/src/catalogue.ts',
    [
      '!covers(requires.module, levels[requires.module], requires.level)',
      "(levels[requires.module] ?? 'none') === requires.level",
    ],
    turnsRed(
      'policy/test/catalogue.test.ts',
      'Pre-Plans above None needs Address = View Only, however it came to be',
    ),
    turnsRed(
      'server/src/sharing/client-saving.test.ts',
      'is refused with the fix, and nothing of that save is stored',
    ),
    turnsRed('server/src/sharing/client-saving.test.ts', 'cannot come about by lowering Address either'),
  ),
  broken(
    'a partner removed from the User sheet keeps its row',
    'server/src/sharing/saving.ts',
    ['await endRows(call.db, leaving);', 'await endRows(call.db, leaving.slice(0, 0));'],
    turnsRed(inForce, 'ends when the partner is removed, and starts at None when it is added again'),
    turnsRed(userSheet, 'removes a partner that a save leaves out; one added again starts at None'),
  ),
  broken(
    'the grants of a removed partner stay open in the history',
    'server/src/sharing/rows.store.ts',
    [
      'where g.row_id = any (${ids}::uuid[]) and upper_inf(g.valid)',
      'where g.row_id = any (${ids}::uuid[]) and isempty(g.valid)',
    ],
    turnsRed(inForce, 'through raising, lowering, removal and return'),
  ),
  broken(
    'leaving a sheet keeps the levels for when the partner comes back',
    'server/src/sharing/leaving.ts',
    ['rows.map((row) => row.id),\n  );', 'rows.slice(0, 0).map((row) => row.id),\n  );'],
    turnsRed(
      'server/src/sharing/leaving.test.ts',
      'ends both directions’ rows; linked again, both start at None and version 0',
    ),
    turnsRed(
      'server/src/agencies/operator.test.ts',
      'moving to another county ends what rested on the shared one',
    ),
  ),
  broken(
    'the partner’s own feature is not asked',
    pauses,
    ["then 'partnerFeatureOff' end,", "and false then 'partnerFeatureOff' end,"],
    turnsRed(inForce, 'pauses while either side’s feature is off, and resumes as it was'),
    turnsRed(
      'server/src/sharing/client-sheet.test.ts',
      'lists a partner whose own feature is off, saved or not, with that note',
    ),
  ),
  broken(
    'the grantor’s own feature is not asked',
    pauses,
    ["then 'grantorFeatureOff' end,", "and false then 'grantorFeatureOff' end,"],
    turnsRed(inForce, 'pauses while either side’s feature is off, and resumes as it was'),
  ),
  broken(
    'a start that lies ahead is ignored',
    pauses,
    [
      "case when starts_at > now() then 'notStarted' end,",
      "case when starts_at > now() and false then 'notStarted' end,",
    ],
    turnsRed(inForce, 'starts and ends by its dates, to the second, with nobody saving anything'),
  ),
  broken(
    'an end that has passed is ignored',
    pauses,
    [
      "case when ends_at <= now() then 'ended' end,",
      "case when ends_at <= now() and false then 'ended' end,",
    ],
    turnsRed(inForce, 'starts and ends by its dates, to the second, with nobody saving anything'),
  ),
  broken(
    'a deactivated grantor still grants',
    pauses,
    [
      "case when not grantor.active then 'grantorDeactivated' end,",
      "case when not grantor.active and false then 'grantorDeactivated' end,",
    ],
    turnsRed(inForce, 'pauses while the grantor is deactivated'),
  ),
  broken(
    'Permit and Address Share Module are set without FD Permits - Read',
    'server/src/sharing/user-sheet.service.ts',
    [
      'if (!toSet || call.asker.viewer.permissions.has(toSet)) continue;',
      'if (!toSet || call.asker.agency) continue;',
    ],
    turnsRed(
      userSheet,
      'lets nobody without FD Permits - Read change Permit or ASM, or a row that holds them',
    ),
  ),
  broken(
    'the own feature is not asked at a sheet’s door',
    'server/src/http/route.ts',
    ['if (!on)\n', 'if (!on && !guard.feature)\n'],
    turnsRed(
      'server/src/sharing/client-sheet.test.ts',
      'is shut while the own feature is off, and names whom to contact',
    ),
  ),
];
