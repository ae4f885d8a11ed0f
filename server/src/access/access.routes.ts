import {
  Audience,
  AudienceQuery,
  CsvExport,
  DarkExport,
  DarkRecords,
  ExplainQuery,
  Explanation,
  Preview,
  PreviewQuery,
} from '@standpipe/contract';
import { sheets } from '@standpipe/policy';
import type { FastifyInstance } from 'fastify';
import type { House } from '../house.ts';
import { bodyOf } from '../http/call.ts';
import { anyPermission, mount, permission } from '../http/route.ts';
import { kindNames } from '../kinds/kinds.ts';
import { audienceOf } from './audience.service.ts';
import { countDarkRecords, exportDarkRecords } from './dark.service.ts';
import { explainAccess } from './explain.service.ts';
import { previewSharing } from './preview.service.ts';

/** Why a record is seen or not, what a save would change, and own records gone dark. */
export function accessRoutes(app: FastifyInstance, house: House): void {
  const kinds = ['place', 'permit', 'inspection'] as const;
  const toSet = [sheets.client.toSet, sheets.user.toSet] as const;
  mount(
    app,
    house,
    {
      method: 'POST',
      reads: true,
      path: '/access/explain',
      summary: 'Why users of an agency may or may not do something to a record',
      tag: 'Access',
      kinds: kindNames,
      guard: anyPermission(...toSet, 'Admin - Audit'),
      body: ExplainQuery,
      refuses: { not_found: 'the record, agency or user is none that the asker may know' },
      answers: Explanation,
    },
    (call) => explainAccess(call, bodyOf(call, ExplainQuery)),
  );
  mount(
    app,
    house,
    {
      method: 'POST',
      reads: true,
      path: '/admin/sharing/preview',
      summary: 'What partners would see more and less after a save; stores nothing',
      tag: 'Sharing',
      kinds,
      guard: anyPermission(...toSet),
      body: PreviewQuery,
      refuses: {
        not_found: 'a partner is not on the sheet',
        unmet_requirement: 'Pre-Plans would be shared without Address',
      },
      answers: Preview,
    },
    previewSharing,
  );
  mount(
    app,
    house,
    {
      method: 'POST',
      reads: true,
      path: '/access/audience',
      summary: 'Which partners see a record, each with its reason',
      tag: 'Access',
      kinds: kindNames,
      guard: anyPermission(...toSet, 'Admin - Audit'),
      body: AudienceQuery,
      refuses: { not_found: 'the record is not visible' },
      answers: Audience,
    },
    (call) => audienceOf(call, bodyOf(call, AudienceQuery)),
  );
  const dark = { tag: 'Sharing', guard: permission(sheets.user.toSet) };
  mount(
    app,
    house,
    {
      ...dark,
      method: 'GET',
      path: '/admin/dark-records',
      summary: "Your agency's records at others' places that it cannot see now, counted",
      answers: DarkRecords,
    },
    countDarkRecords,
  );
  mount(
    app,
    house,
    {
      ...dark,
      method: 'POST',
      path: '/admin/dark-records/export',
      summary:
        'The own fields of those records as CSV, without place data; logged, and the owners are notified',
      body: DarkExport,
      answers: CsvExport,
    },
    (call) => exportDarkRecords(call, bodyOf(call, DarkExport)),
  );
}
