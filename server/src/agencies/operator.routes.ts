import {
  Administrators,
  Agency,
  AgencyChange,
  AgencyPage,
  AgencyParameters,
  AgencyUser,
  Link,
  LinkPage,
  LinkParameters,
  LostInvitation,
  NewAgency,
  NewAgencyUser,
  NewLink,
} from '@standpipe/contract';
import type { FastifyInstance } from 'fastify';
import type { House } from '../house.ts';
import { bodyOf, patchOf, pathId } from '../http/call.ts';
import { mount, mountCreate, operator } from '../http/route.ts';
import { addFirstAdministrator, inviteAgain, readAdministrators } from './administrators.service.ts';
import { changeAgency, createAgency, pageOfAgencies, readAgency } from './agencies.service.ts';
import { createLink, pageOfLinks, readLink, removeLink } from './links.service.ts';

/** The operator's console: accounts, their features, links and first administrators. Never an agency's records. */
export function operatorRoutes(app: FastifyInstance, house: House): void {
  const common = { tag: 'Operator', guard: operator };
  mount(
    app,
    house,
    {
      ...common,
      method: 'GET',
      path: '/operator/agencies',
      summary: 'All agencies, by name',
      query: AgencyParameters,
      answers: AgencyPage,
    },
    pageOfAgencies,
  );
  mountCreate(
    app,
    house,
    {
      ...common,
      path: '/operator/agencies',
      summary: 'Add an agency',
      body: NewAgency,
      answers: Agency,
      location: (id) => `/operator/agencies/${id}`,
    },
    (call) => createAgency(call, bodyOf(call, NewAgency)),
    readAgency,
  );
  mount(
    app,
    house,
    { ...common, method: 'GET', path: '/operator/agencies/:id', summary: 'One agency', answers: Agency },
    (call) => readAgency(call, pathId(call)),
  );
  mount(
    app,
    house,
    {
      ...common,
      method: 'PATCH',
      path: '/operator/agencies/:id',
      summary: 'Change an agency: facts, features, counties, active',
      body: AgencyChange,
      answers: Agency,
    },
    (call) => changeAgency(call, pathId(call), () => patchOf(call, AgencyChange)),
  );
  mount(
    app,
    house,
    {
      ...common,
      method: 'POST',
      path: '/operator/agencies/:id/users',
      summary: "Add an agency's administrators: at once where it has none, else once one of them agrees",
      body: NewAgencyUser,
      refuses: { conflict: 'they are a user already' },
      answers: AgencyUser,
      status: 201,
    },
    (call) => addFirstAdministrator(call, pathId(call), () => bodyOf(call, NewAgencyUser)),
  );
  mount(
    app,
    house,
    {
      ...common,
      method: 'GET',
      path: '/operator/agencies/:id/administrators',
      summary: 'Who manages the users of an agency, and whether they can sign in',
      answers: Administrators,
    },
    (call) => readAdministrators(call, pathId(call)),
  );
  mount(
    app,
    house,
    {
      ...common,
      method: 'POST',
      path: '/operator/agencies/:id/invitations',
      summary: 'A new invitation link for an administrator whose first one was lost',
      body: LostInvitation,
      refuses: { conflict: 'they can sign in, are deactivated, or the agency has an administrator who can' },
      answers: AgencyUser,
      status: 201,
    },
    (call) => inviteAgain(call, pathId(call), () => bodyOf(call, LostInvitation)),
  );
  mount(
    app,
    house,
    {
      ...common,
      method: 'GET',
      path: '/operator/links',
      summary: 'Links across county lines',
      query: LinkParameters,
      answers: LinkPage,
    },
    pageOfLinks,
  );
  mountCreate(
    app,
    house,
    {
      ...common,
      path: '/operator/links',
      summary: 'Link two agencies',
      body: NewLink,
      answers: Link,
      location: (id) => `/operator/links/${id}`,
    },
    (call) => createLink(call, bodyOf(call, NewLink).agencies),
    readLink,
  );
  mount(
    app,
    house,
    {
      ...common,
      method: 'DELETE',
      path: '/operator/links/:id',
      summary: 'End a link',
      unversioned: true,
      answers: null,
      status: 204,
    },
    (call) => removeLink(call, pathId(call)),
  );
}
