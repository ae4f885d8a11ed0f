import { type Break, broken, turnsRed } from './break.ts';

const service = 'server/src/pre-plans/attachments.service.ts';
const tests = 'server/src/pre-plans/attachments.test.ts';

/** What a partner may see of a pre-plan's attachments, and do to them. */
export const attachments: readonly Break[] = [
  broken(
    'a partner downloads the original of an attachment',
    service,
    ["  if (size === 'original') await reach(call, attachmentDomain, row.id, 'download');\n", ''],
    turnsRed(tests, 'reads previews of a published plan, never originals, and each look is logged'),
  ),
  broken(
    "a partner changes the owner's attachments",
    service,
    ['if (!isOwn && attachment.by_agency !== ownAgency(call).id) throw', 'if (row.id === null) throw'],
    turnsRed(
      tests,
      'with Can Make Changes adds, and changes what it added; the owner is told, and alone deletes',
    ),
  ),
  broken(
    'a partner adds attachments where the owner approves edits first',
    service,
    ['if (await partnersSuggest(call.db, row.owner_id))', 'if (row.id === null)'],
    turnsRed(tests, 'adds nothing where the owner approves edits first'),
  ),
  broken(
    'an attachment is published by somebody who does not publish',
    service,
    [
      "if (row.status !== 'published' || call.viewer.permissions.has('Pre-Plans - Publish')) return;",
      'return;',
    ],
    turnsRed(tests, 'without Publish changes the attachments of a published plan; those of a draft they do'),
  ),
];
