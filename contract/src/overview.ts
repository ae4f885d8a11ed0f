/** Who shares what with whom, from one agency's side. */
import { catalogue, type Module } from '@standpipe/policy';
import { type Static, Type } from 'typebox';
import { AgencyRef, Nullable, oneOf, strict, Time } from './common.ts';
import { Contact } from './settings.ts';

/** One direct grant: a module at a level that is not None. */
const grant = {
  sheet: oneOf(['client', 'user']),
  module: Type.Unsafe<Module>(oneOf(catalogue.map((each) => each.module))),
  partner: strict({ ...AgencyRef.properties, state: Type.String(), contact: Contact }),
  level: Type.String(),
  inForce: Type.Boolean(),
  why: Type.Optional(Type.String({ description: 'Only when not in force: what pauses it, and who to ask.' })),
  startsAt: Nullable(Time),
  endsAt: Nullable(Time),
  changedAt: Nullable(Time),
};

export const SharingOverview = strict({
  given: Type.Array(
    strict({
      ...grant,
      changedBy: Nullable(Type.String({ description: 'Who of your agency set the level.' })),
      lastUse: Nullable(
        strict({
          at: Nullable(Time),
          views: Type.Integer({ description: 'How often in the last 90 days.' }),
          records: Type.Integer({ description: 'How many records those showed, each time counted.' }),
        }),
      ),
    }),
    { description: 'What your agency gives. `lastUse` is null for modules whose use is not recorded.' },
  ),
  received: Type.Array(strict(grant), { description: 'What your agency is given.' }),
});
export type SharingOverview = Static<typeof SharingOverview>;
