import {
  AgencyKeys,
  InvitationLink,
  KeyParameters,
  NewRole,
  NewUser,
  Role,
  RoleChange,
  RolePage,
  RoleParameters,
  User,
  UserChange,
  UserPage,
  UserParameters,
} from '@standpipe/contract';
import type { FastifyInstance } from 'fastify';
import type { House } from '../house.ts';
import { bodyOf, patchOf, pathId } from '../http/call.ts';
import { mount, mountCreate, permission } from '../http/route.ts';
import { endAgencyKey, pageOfAgencyKeys } from './keys.service.ts';
import { changeRole, createRole, pageOfRoles, readRole } from './roles.service.ts';
import {
  approveUser,
  changeUser,
  createUser,
  pageOfUsers,
  readUser,
  refuseUser,
  renewInvitation,
} from './users.service.ts';

const common = { tag: 'Users and roles', guard: permission('Admin - Users') } as const;

/** An agency's own users. */
export function userRoutes(app: FastifyInstance, house: House): void {
  mount(
    app,
    house,
    {
      ...common,
      method: 'GET',
      path: '/admin/users',
      summary: 'Users of your agency',
      query: UserParameters,
      answers: UserPage,
    },
    pageOfUsers,
  );
  mountCreate(
    app,
    house,
    {
      ...common,
      acts: 'system',
      path: '/admin/users',
      summary: 'Add a user; without a password the answer carries an invitation link, this once',
      body: NewUser,
      refuses: { conflict: 'they are a user already' },
      answers: User,
      location: (id) => `/admin/users/${id}`,
    },
    (call) => createUser(call, bodyOf(call, NewUser)),
    readUser,
  );
  mount(
    app,
    house,
    { ...common, method: 'GET', path: '/admin/users/:id', summary: 'One user', answers: User },
    (call) => readUser(call, pathId(call)),
  );
  mount(
    app,
    house,
    {
      ...common,
      acts: 'system',
      lock: 'change',
      method: 'PATCH',
      path: '/admin/users/:id',
      summary: 'Change a user: roles, activity, name, address, password',
      body: UserChange,
      refuses: { conflict: 'the last administrator would be lost, or the address is taken' },
      answers: User,
    },
    (call) => changeUser(call, pathId(call), () => patchOf(call, UserChange)),
  );
  mount(
    app,
    house,
    {
      ...common,
      acts: 'system',
      method: 'POST',
      path: '/admin/users/:id/invitation',
      summary: 'A new invitation for a user who cannot sign in yet',
      refuses: { conflict: 'they can sign in, or are deactivated' },
      answers: InvitationLink,
      status: 201,
    },
    (call) => renewInvitation(call, pathId(call)),
  );
  for (const [action, summary, work] of [
    ['approve', 'Agree to a user whom the operator added', approveUser],
    ['refuse', 'Refuse a user whom the operator added', refuseUser],
  ] as const)
    mount(
      app,
      house,
      {
        ...common,
        acts: 'system',
        lock: 'change',
        method: 'POST',
        path: `/admin/users/:id/${action}`,
        summary,
        refuses: { conflict: 'they do not wait for it' },
        answers: User,
      },
      (call) => work(call, pathId(call)),
    );
  mount(
    app,
    house,
    {
      ...common,
      method: 'GET',
      path: '/admin/api-keys',
      summary: 'API keys of all users of your agency',
      query: KeyParameters,
      answers: AgencyKeys,
    },
    pageOfAgencyKeys,
  );
  mount(
    app,
    house,
    {
      ...common,
      method: 'DELETE',
      path: '/admin/api-keys/:id',
      summary: "End any user's API key, at once and for good",
      unversioned: true,
      answers: null,
      status: 204,
    },
    (call) => endAgencyKey(call, pathId(call)),
  );
}

/** An agency's own roles. */
export function roleRoutes(app: FastifyInstance, house: House): void {
  mount(
    app,
    house,
    {
      ...common,
      method: 'GET',
      path: '/admin/roles',
      summary: 'Roles of your agency, and what they hold',
      query: RoleParameters,
      answers: RolePage,
    },
    pageOfRoles,
  );
  mountCreate(
    app,
    house,
    {
      ...common,
      path: '/admin/roles',
      summary: 'Make a role of permissions that you hold',
      body: NewRole,
      answers: Role,
      location: (id) => `/admin/roles/${id}`,
    },
    (call) => createRole(call, bodyOf(call, NewRole)),
    readRole,
  );
  mount(
    app,
    house,
    { ...common, method: 'GET', path: '/admin/roles/:id', summary: 'One role', answers: Role },
    (call) => readRole(call, pathId(call)),
  );
  mount(
    app,
    house,
    {
      ...common,
      lock: 'change',
      method: 'PATCH',
      path: '/admin/roles/:id',
      summary: 'Change a role for everybody who has it, at once',
      body: RoleChange,
      refuses: { conflict: 'the last administrator would be lost, or the name is taken or built in' },
      answers: Role,
    },
    (call) => changeRole(call, pathId(call), () => patchOf(call, RoleChange)),
  );
}
