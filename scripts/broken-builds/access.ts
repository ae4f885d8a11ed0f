// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are pieces of source text, not templates

import { type Break, broken, turnsRed, turnsRedAmongOthers } from './break.ts';

const explained = 'server/src/access/explain.test.ts';
const preview = 'server/src/access/preview.test.ts';
const viewAs = 'server/src/access/view-as.test.ts';
const dark = 'server/src/access/dark-records.test.ts';

/** Explanations, previews, X-View-As, dark records: what one agency may learn of another. */
export const access: readonly Break[] = [
  broken(
    'an explanation tells what a third agency has set',
    'policy/src/knowledge.ts',
    [
      'return [asker, viewer].includes(grantor as AgencyId) || viewer === asker;',
      'return grantor !== undefined;',
    ],
    turnsRedAmongOthers(
      explained,
      'to the maker the owner’s setting towards a third is unknown, and the owner decides',
    ),
    turnsRed(preview, 'they count as hanging on others, whatever the others have set'),
  ),
  broken(
    'a preview counts records that the asking agency may not see',
    'server/src/access/forecast.ts',
    [
      'return classes.filter(({ kind, subject }) => decide(rulesOf(kind).actions.view, viewer, subject));',
      'return classes.filter(({ kind }) => viewer.permissions.size > 0 && kind);',
    ],
    turnsRed(preview, 'a record that went dark for us is counted for nobody'),
    turnsRed(
      preview,
      'it counts places and the partner’s own records at them that we see, and not those that we do not',
    ),
  ),
  {
    name: 'X-View-As shows what the partner sees of its own and of others too',
    edits: [
      {
        file: 'server/src/http/call.ts',
        old: 'among: (scope) => scope.author_id === asker.agency && [asker.agency, partner].includes(scope.owner_id),',
        new: 'among: (scope) => scope.author_id !== `${partner} ${asker.agency}`,',
      },
      { file: 'server/src/http/call.ts', old: '  within: asker,\n', new: '' },
    ],
    red: [
      turnsRed(
        'server/src/access/view-as.theirs.test.ts',
        'whoever reads as a partner sees none of the partner’s own records, at its own places or at ours',
      ),
      turnsRed(
        viewAs,
        'our record that is dark for us is not read through the eyes of the partner who sees it',
      ),
    ],
  },
  broken(
    'X-View-As shows what is dark for the asker',
    'server/src/http/call.ts',
    ['  within: asker,\n', ''],
    turnsRed(
      viewAs,
      'our record that is dark for us is not read through the eyes of the partner who sees it',
    ),
  ),
  broken(
    'X-View-As writes',
    'server/src/http/call.ts',
    ["if (viewAs !== undefined && request.method !== 'GET'", "if (viewAs === '' && request.method !== 'GET'"],
    turnsRed(viewAs, 'whoever reads as a partner changes nothing'),
  ),
  broken(
    'reading under X-View-As counts as the partner’s reading',
    'server/src/audit/audit.store.ts',
    ['if (call.viewAs !== null || foreign.length === 0) return;', 'if (foreign.length === 0) return;'],
    turnsRed(viewAs, 'viewing as a partner shows our records as they see them, and nothing of theirs'),
  ),
  broken(
    'a partner’s reading leaves no trace',
    'server/src/audit/audit.store.ts',
    [
      'if (call.viewAs !== null || foreign.length === 0) return;',
      'if (call.viewAs !== null || foreign.length >= 0) return;',
    ],
    turnsRed(
      'server/src/permits/permits.test.ts',
      'a partner’s reading is logged for the own agency, singly and as a list; one’s own is not',
    ),
  ),
  {
    name: 'the custody export tells the address',
    edits: [
      {
        file: 'server/src/access/dark.csv.ts',
        old: "  number: 'number',",
        new: "  number: 'number',\n  addressLine: 'address_line',",
      },
      {
        file: 'server/src/access/dark.store.ts',
        old: 'select t.id, t.number, t.type, t.status,',
        new: 'select t.id, t.address_line, t.number, t.type, t.status,',
      },
    ],
    red: [turnsRed(dark, 'the export tells nothing of the places')],
  },
  broken(
    'the custody export holds records that are not dark',
    'server/src/access/dark.service.ts',
    [
      '({ kind, subject }) => subject.parties.author === own && isDark(viewer, kind, subject),',
      '({ kind, subject }) => subject.parties.author === own && kind && viewer,',
    ],
    turnsRed(dark, 'own records at places of others who let us in no more are counted by kind and owner'),
  ),
  broken(
    'a cell of the custody export is a formula',
    'server/src/access/dark.csv.ts',
    [
      'stringify([cells.map(guardFormula)],',
      'stringify([cells.filter((each) => guardFormula(each) !== null)],',
    ],
    turnsRed(dark, 'no cell of the export is a formula'),
  ),
];
