import { plainText } from '../../ui/words.ts';
import type { Change } from './change.ts';

/** What each kind of thing in the log is called: one of them within a sentence. */
const kinds: Readonly<Record<string, string>> = {
  permit: 'permit',
  inspection: 'inspection',
  place: 'place',
  clientDataSharing: 'Client Data Sharing',
  userDataSharing: 'User Data Sharing',
  agencyLink: 'link between agencies',
  user: 'user',
  role: 'role',
  agency: 'agency settings',
  apiKey: 'API key',
  person: 'account',
  invitation: 'invitation',
  savedView: 'saved view',
  import: 'import',
  darkRecords: 'hidden records',
  changeLog: 'change log',
  partnerViews: 'partners’ views',
};

/** What was done, as it follows the person's name. */
const actions: Readonly<Record<string, string>> = {
  create: 'made',
  edit: 'changed',
  delete: 'deleted',
  import: 'imported',
  share: 'set',
  link: 'linked',
  unlink: 'unlinked',
  export: 'exported',
  download: 'downloaded the report of',
  email: 'e-mailed the report of',
  emailFailed: 'could not e-mail the report of',
  addPhoto: 'added a photo to',
  deletePhoto: 'deleted a photo of',
  offer: 'offered',
  acceptTransfer: 'accepted the transfer of',
  declineTransfer: 'declined',
  withdrawTransfer: 'withdrew the transfer offer for',
  invite: 'created a new invitation link for',
  accept: 'accepted',
  revoke: 'revoked',
  signIn: 'signed in',
  signInFailed: 'failed to sign in',
  signOut: 'signed out',
  signOutEverywhere: 'signed out everywhere',
  changePassword: 'changed their password',
  requestPasswordReset: 'requested a password reset',
  resetPassword: 'reset their password',
};

/** Actions that say all of it, without a thing. */
const whole: ReadonlySet<string> = new Set([
  'signIn',
  'signInFailed',
  'signOut',
  'signOutEverywhere',
  'changePassword',
  'requestPasswordReset',
  'resetPassword',
]);

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

export const kindWord = (kind: string): string => kinds[kind] ?? plainText(kind).toLowerCase();
export const actionWord = (action: string): string => actions[action] ?? plainText(action).toLowerCase();
export const saysAll = ({ action }: Change): boolean => whole.has(action);

export const kindChoices = Object.entries(kinds).map(([value, label]) => ({ value, label: capital(label) }));
export const actionChoices = Object.entries({
  ...actions,
  share: 'set sharing',
  export: 'exported',
  download: 'downloaded a report',
  email: 'e-mailed a report',
  emailFailed: 'could not e-mail a report',
  addPhoto: 'added a photo',
  deletePhoto: 'deleted a photo',
  acceptTransfer: 'accepted a place transfer',
  declineTransfer: 'declined a place transfer',
  withdrawTransfer: 'withdrew a transfer offer',
  invite: 'created a new invitation link',
}).map(([value, label]) => ({ value, label: capital(label) }));

type Fields = Readonly<Record<string, unknown>>;
export const fieldsOf = (value: unknown): Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};

/** The name that the entry itself carries for what it is about, or null. */
export function nameIn({ before, after, kind }: Change): string | null {
  if (kind === 'agency') return null;
  const facts = { ...fieldsOf(before), ...fieldsOf(after) };
  for (const each of ['number', 'addressLine', 'name']) {
    const value = facts[each];
    if (typeof value === 'string' && value !== '') return value;
  }
  return null;
}
