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
      ? 'a place of their own'
      : `${/^[aeiou]/.test(thing) ? 'an' : 'a'} ${thing} at this place`;
  if (action === 'download' || action === 'email') return `the report of this ${thing}`;
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
  return `It depends. Whether ${who} can ${does} hangs on what another agency has set, and only that agency can say.`;
}

/** What the rule calls its ways in, for people. */
const ways: Readonly<Record<string, string>> = {
  inOurPlace: 'Its own record at its own place',
  whereInvited: 'Its own record at a place opened to it',
  sharedAboutOurPlace: 'Shared by whoever made it, with the owner of the place',
  sharedByBoth: 'Shared by whoever made it and by the owner of the place',
  sharedInOpenedPlace: 'Shared by whoever made it, at a place opened by its owner',
  ours: 'Its own record',
  sharedAddress: 'The whole address is shared',
  openedForPermits: 'The place is opened for permits',
  openedForInspections: 'The place is opened for inspections',
  shared: 'Shared by its agency',
  entrusted: 'Shared by its agency to be changed',
  inCommand: 'Its own board, while it holds command',
  transferredToUs: 'Command was transferred to it',
};
export const wayText = (name: string): string => ways[name] ?? plainText(name);
