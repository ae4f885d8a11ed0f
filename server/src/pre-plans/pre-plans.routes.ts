import {
  AcceptSuggestion,
  NewPrePlan,
  PrePlan,
  PrePlanChange,
  PrePlanPage,
  PrePlanParameters,
  PrePlanSuggested,
  PrePlanSuggestion,
  PrePlanSuggestionParameters,
  PrePlanSuggestions,
  PrePlanView,
  RefuseSuggestion,
} from '@standpipe/contract';
import { prePlan } from '@standpipe/policy';
import type { FastifyInstance } from 'fastify';
import type { House } from '../house.ts';
import { bodyOf, pathId } from '../http/call.ts';
import { guardOf, mount } from '../http/route.ts';
import { recordRoutes, versionRoutes } from '../records/records.routes.ts';
import { attachmentRoutes } from './attachments.routes.ts';
import { discardDraft } from './drafts.service.ts';
import { prePlanDomain } from './pre-plans.domain.ts';
import { prePlanListing } from './pre-plans.list.ts';
import { changePlan, readPlan, restorePlan } from './pre-plans.service.ts';
import { acceptSuggestion, readSuggestions, refuseSuggestion } from './suggestions.service.ts';

export function prePlanRoutes(app: FastifyInstance, house: House): void {
  const tag = 'Pre-plans';
  recordRoutes(app, house, {
    domain: prePlanDomain,
    listing: prePlanListing,
    tag,
    schemas: {
      one: PrePlan,
      page: PrePlanPage,
      parameters: PrePlanParameters,
      new: NewPrePlan,
      change: PrePlanChange,
    },
    words: {
      create: 'Create the pre-plan of a place',
      createRefused: 'the place is none that the asker may see',
      conflict: 'the status cannot become that, or the published plan changed where the draft does',
    },
    read: { query: PrePlanView, by: readPlan },
    change: { by: changePlan, or: { 202: PrePlanSuggested } },
  });
  versionRoutes(app, house, { domain: prePlanDomain, tag, answers: PrePlan, restore: restorePlan });
  suggestionRoutes(app, house, tag);
  attachmentRoutes(app, house, tag);
}

function suggestionRoutes(app: FastifyInstance, house: House, tag: string): void {
  const common = { tag, kinds: ['prePlan'] as const };
  const decides = {
    ...common,
    method: 'POST',
    guard: guardOf(prePlan, 'publish'),
    refuses: {
      conflict: 'it was decided already, or the plan has changed where it wants to',
      not_found: 'the plan or suggestion is none that the asker may see',
    },
  } as const;
  mount(
    app,
    house,
    {
      ...common,
      method: 'DELETE',
      path: '/pre-plans/:id/draft',
      summary: 'Discard the draft beside a published pre-plan',
      guard: guardOf(prePlan, 'edit'),
      answers: null,
      status: 204,
    },
    (call) => discardDraft(call, pathId(call)),
  );
  mount(
    app,
    house,
    {
      ...common,
      method: 'GET',
      path: '/pre-plans/:id/suggestions',
      summary: 'What partners suggest to change, for the own agency; for a partner, its own suggestions',
      guard: guardOf(prePlan, 'view'),
      query: PrePlanSuggestionParameters,
      answers: PrePlanSuggestions,
    },
    (call, query) => readSuggestions(call, pathId(call), query),
  );
  mount(
    app,
    house,
    {
      ...decides,
      path: '/pre-plans/:id/suggestions/:sid/accept',
      summary: 'Take a suggestion, or some of its fields, into the published pre-plan',
      body: AcceptSuggestion,
      answers: PrePlan,
    },
    (call) =>
      acceptSuggestion(call, pathId(call), pathId(call, 'sid'), () => bodyOrNone(call, AcceptSuggestion)),
  );
  mount(
    app,
    house,
    {
      ...decides,
      path: '/pre-plans/:id/suggestions/:sid/refuse',
      summary: 'Refuse a suggestion',
      body: RefuseSuggestion,
      answers: PrePlanSuggestion,
    },
    (call) =>
      refuseSuggestion(call, pathId(call), pathId(call, 'sid'), () => bodyOrNone(call, RefuseSuggestion)),
  );
}

/** The body, of which every part may be left out, and so may the whole. */
const bodyOrNone = <S extends typeof AcceptSuggestion | typeof RefuseSuggestion>(
  call: Parameters<typeof bodyOf>[0],
  schema: S,
) =>
  call.request.body === undefined || call.request.body === null || (call.request.body as Buffer).length === 0
    ? {}
    : bodyOf(call, schema);
