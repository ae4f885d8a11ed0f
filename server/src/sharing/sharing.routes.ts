import {
  CandidateParameters,
  Candidates,
  ClientSharing,
  ClientSharingBulk,
  ClientSharingRow,
  ClientSharingSave,
  SharingOverview,
  UserSharing,
  UserSharingSave,
} from '@standpipe/contract';
import { sheets } from '@standpipe/policy';
import type { FastifyInstance } from 'fastify';
import type { House } from '../house.ts';
import { bodyOf, pathId } from '../http/call.ts';
import { anyPermission, mount, sheetGuard } from '../http/route.ts';
import { readClientSheet, saveClientRow, saveClientRows } from './client-sheet.service.ts';
import { readOverview } from './overview.service.ts';
import { listCandidates, readUserSheet, saveUserSheet } from './user-sheet.service.ts';

const needsAddress = 'Pre-Plans would be shared without Address';

/** The two sharing sheets. Saves have the agency's lock to themselves from the outset: none is lost to another. */
export function sharingRoutes(app: FastifyInstance, house: House): void {
  clientSheetRoutes(app, house);
  userSheetRoutes(app, house);
  mount(
    app,
    house,
    {
      method: 'GET',
      path: '/admin/sharing/overview',
      summary:
        'Every direct grant from and to your agency: in force or why not, dates, last change, last use',
      tag: 'Sharing',
      guard: anyPermission(sheets.client.toSet, sheets.user.toSet, 'Admin - Audit'),
      answers: SharingOverview,
    },
    readOverview,
  );
}

function clientSheetRoutes(app: FastifyInstance, house: House): void {
  const common = { tag: 'Sharing', guard: sheetGuard('client', sheets.client.toSet) };
  const path = '/admin/client-data-sharing';
  mount(
    app,
    house,
    {
      ...common,
      method: 'GET',
      path,
      summary: 'What you share with each partner agency',
      answers: ClientSharing,
    },
    readClientSheet,
  );
  mount(
    app,
    house,
    {
      ...common,
      method: 'PUT',
      path: `${path}/:partnerId`,
      summary: "Save one partner's row",
      body: ClientSharingSave,
      refuses: { unmet_requirement: needsAddress },
      answers: ClientSharingRow,
      lock: 'change',
    },
    (call) => saveClientRow(call, pathId(call, 'partnerId'), () => bodyOf(call, ClientSharingSave)),
  );
  mount(
    app,
    house,
    {
      ...common,
      method: 'POST',
      path: `${path}/bulk`,
      summary: 'Set some modules for several partners: all of them, or none',
      body: ClientSharingBulk,
      refuses: { not_found: 'a partner is not on the sheet', unmet_requirement: needsAddress },
      answers: ClientSharing,
      lock: 'change',
    },
    (call) => saveClientRows(call, bodyOf(call, ClientSharingBulk)),
  );
}

function userSheetRoutes(app: FastifyInstance, house: House): void {
  const common = { tag: 'Sharing', guard: sheetGuard('user', sheets.user.toSet) };
  const path = '/admin/user-data-sharing';
  mount(
    app,
    house,
    {
      ...common,
      method: 'GET',
      path,
      summary: 'The partners you added, and what you share with each',
      answers: UserSharing,
    },
    readUserSheet,
  );
  mount(
    app,
    house,
    {
      ...common,
      method: 'PUT',
      path,
      summary: 'Save the whole table; a partner left out is removed',
      body: UserSharingSave,
      refuses: { not_found: 'a partner is no agency here' },
      answers: UserSharing,
      lock: 'change',
    },
    (call) => saveUserSheet(call, bodyOf(call, UserSharingSave)),
  );
  mount(
    app,
    house,
    {
      ...common,
      method: 'GET',
      path: `${path}/candidates`,
      summary: 'Agencies to add, by name',
      query: CandidateParameters,
      answers: Candidates,
    },
    listCandidates,
  );
}
