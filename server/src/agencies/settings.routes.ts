import { AgencySettings, AgencySettingsChange } from '@standpipe/contract';
import type { FastifyInstance } from 'fastify';
import type { House } from '../house.ts';
import { patchOf } from '../http/call.ts';
import { mount, permission } from '../http/route.ts';
import { changeSettings, readSettings } from './settings.service.ts';

/** What an agency sets for itself. */
export function settingsRoutes(app: FastifyInstance, house: House): void {
  const common = {
    tag: 'Settings',
    path: '/admin/agency',
    guard: permission('Admin - Settings'),
    answers: AgencySettings,
  } as const;
  mount(app, house, { ...common, method: 'GET', summary: "Your agency's own settings" }, readSettings);
  mount(
    app,
    house,
    {
      ...common,
      method: 'PATCH',
      summary: "Change your agency's color, time zone, or contact for partners",
      body: AgencySettingsChange,
      // An account is nobody's row; the one that is changed is the asker's own.
      acts: 'system',
    },
    (call) => changeSettings(call, patchOf(call, AgencySettingsChange)),
  );
}
