import type { Explanation } from '../api/messages.ts';
import { kindWords, plainText } from '../ui/words.ts';
import type { Action } from './actions.ts';

const verbs: Readonly<Record<Action, string>> = {
  view: 'see',
  create: 'make',
  edit: 'change',
  delete: 'delete',
  download: 'download',
  email: 'e-mail',
};

/** "this permit", "a permit like this at its place", "the report of this inspection". */
function objectText(kind: string, action: Action): string {
  const thing = (kindWords[kind]?.[0] ?? plainText(kind)).toLowerCase();
  if (action === 'create')
    return kind === 'place'
      ? 'its own place'
      : `${/^[aeiou]/.test(thing) ? 'an' : 'a'} ${thing} at this place`;
  if ((action === 'download' || action === 'email') && kind === 'inspection')
    return `the report of this ${thing}`;
  return `this ${thing}`;
}

/** The whole answer in one plain sentence. */
export function verdictText(
  { allowed }: Pick<Explanation, 'allowed'>,
  { who, kind, action }: { who: string; kind: string; action: Action },
): string {
  const does = `${verbs[action]} ${objectText(kind, action)}`;
  if (allowed === true) return `Yes. ${who} can ${does}.`;
  if (allowed === false) return `No. ${who} cannot ${does}.`;
  return `It depends. Whether ${who} can ${does} depends on what another agency has set. Only that agency can tell you.`;
}

/** What the rule calls its ways in, for people. */
const ways: Readonly<Record<string, string>> = {
  inOurPlace: 'Its own record at its own place',
  whereInvited: 'Its own record at a place shared with it',
  sharedAboutOurPlace: 'Shared by its creator with the owner of the place',
  sharedByBoth: 'Shared by its creator and by the owner of the place',
  sharedInOpenedPlace: 'Shared by its creator, at a place shared by its owner',
  ours: 'Its own record',
  sharedAddress: 'The whole address is shared',
  openedForPermits: 'The place is shared for permits',
  openedForInspections: 'The place is shared for inspections',
  shared: 'Shared by its agency',
  entrusted: 'Shared by its agency with Can Make Changes',
  inCommand: 'Its own board, while it holds command',
  transferredToUs: 'Command was transferred to it',
};
export const wayText = (name: string): string => ways[name] ?? plainText(name);
