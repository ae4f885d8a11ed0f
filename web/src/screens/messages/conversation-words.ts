import type { Conversation } from '../../api/messages.ts';

const list = new Intl.ListFormat('en-US', { type: 'conjunction' });

/** The other agencies of a conversation that have not left it: "Boerne FD and Comfort VFD". */
export function withText({ members }: Conversation, own: string | undefined): string {
  const others = members.filter(({ agency, leftAt }) => agency.id !== own && !leftAt);
  return others.length > 0 ? list.format(others.map(({ agency }) => agency.name)) : 'No other agency';
}
