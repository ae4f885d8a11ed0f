/** What an agency's administrators set for it themselves, and how a user keeps a list as they like it. */
import { type Static, Type } from 'typebox';
import { agencyFacts } from './agency.ts';
import { Email, Id, line, Nullable, oneOf, strict, Time, text } from './common.ts';

const ContactFacts = {
  name: Nullable(line(200)),
  phone: Nullable(line(60)),
  email: Nullable(Email),
};

/** The person that partners are asked to contact. Every agency on this server may read it. */
export const Contact = strict(ContactFacts);
export type Contact = Static<typeof Contact>;

const partnerEdits = oneOf(['publish', 'suggest']);

export const AgencySettings = strict({
  id: Id,
  version: Type.Integer({ description: 'Counts changes by the operator too.' }),
  updatedAt: Time,
  name: Type.String({ description: 'The operator’s to change.' }),
  state: Type.String(),
  color: agencyFacts.color,
  timeZone: Type.String(),
  contact: Contact,
  partnerPrePlanEdits: Type.Unsafe<'publish' | 'suggest'>({
    ...partnerEdits,
    description: 'Does a partner’s edit of a pre-plan publish at once, or wait as a suggestion?',
  }),
});
export type AgencySettings = Static<typeof AgencySettings>;

export const AgencySettingsChange = Type.Partial(
  strict({
    color: agencyFacts.color,
    timeZone: agencyFacts.timeZone,
    contact: Nullable(Type.Partial(Contact, { additionalProperties: false })),
    partnerPrePlanEdits: partnerEdits,
  }),
  { additionalProperties: false },
);
export type AgencySettingsChange = Static<typeof AgencySettingsChange>;

// Saved views

export const viewedLists = ['places', 'permits', 'inspections', 'hydrants', 'pre-plans'] as const;
const view = {
  list: oneOf(viewedLists),
  name: line(80),
  query: Type.String({
    maxLength: 2000,
    description: 'What stands behind the ? of the list’s address: filters, order, columns.',
  }),
};

export const SavedView = strict({
  id: Id,
  version: Type.Integer(),
  createdAt: Time,
  updatedAt: Time,
  ...view,
});
export type SavedView = Static<typeof SavedView>;
export const SavedViews = strict({ items: Type.Array(SavedView) });
export const SavedViewParameters = strict({ list: Type.Optional(text(20)) });
export const NewSavedView = strict(view);
export type NewSavedView = Static<typeof NewSavedView>;
export const SavedViewChange = Type.Partial(strict({ name: view.name, query: view.query }), {
  additionalProperties: false,
});
export type SavedViewChange = Static<typeof SavedViewChange>;
