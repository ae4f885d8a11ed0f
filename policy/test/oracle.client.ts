/** The client modules of rules.md, case by case; like oracle.ts it shares nothing with the rule tables. */
import type { Holds, Owned, Setting } from './oracle.ts';

export function prePlanOracle(x: string, action: string, r: Owned, setting: Setting, holds: Holds): boolean {
  if (!holds('Pre-Plans - Read')) return false;
  if (action === 'create' && !holds('Pre-Plans - Create')) return false;
  if ((action === 'edit' || action === 'restore') && !holds('Pre-Plans - Edit')) return false;
  if (action === 'delete' && !holds('Pre-Plans - Delete')) return false;
  if (action === 'publish' && !holds('Pre-Plans - Publish')) return false;
  if (x === r.o) return true;
  if (r.withheld || r.placeWithheld || r.status !== 'published') return false;
  if (setting(r.o, x, 'address') !== 'view') return false;
  const level = setting(r.o, x, 'prePlans');
  if (action === 'view') return level === 'view' || level === 'edit';
  return action === 'edit' && level === 'edit';
}

export function hydrantOracle(x: string, action: string, r: Owned, setting: Setting, holds: Holds): boolean {
  if (!holds('Hydrants - Read')) return false;
  if (action === 'create' && !holds('Hydrants - Create')) return false;
  if ((action === 'edit' || action === 'restore') && !holds('Hydrants - Edit')) return false;
  if (action === 'delete' && !holds('Hydrants - Delete')) return false;
  if (x === r.o) return true;
  if (r.withheld) return false;
  const level = setting(r.o, x, 'hydrants');
  if (action === 'view') return level === 'view' || level === 'edit';
  return action === 'edit' && level === 'edit';
}

export function profileOracle(x: string, action: string, r: Owned, setting: Setting, holds: Holds): boolean {
  if (!holds('Community Connect - Read')) return false;
  if (action === 'create' && !holds('Community Connect - Create')) return false;
  if (action === 'edit' && !holds('Community Connect - Edit')) return false;
  if (action === 'delete' && !holds('Community Connect - Delete')) return false;
  if (action === 'reveal' && !holds('Community Connect - Reveal')) return false;
  if (x === r.o) return true;
  if (action !== 'view' && action !== 'reveal') return false;
  return setting(r.o, x, 'communityConnect') === 'view' && !r.withheld && !r.placeWithheld;
}

export function deviceOracle(x: string, action: string, r: Owned, setting: Setting, holds: Holds): boolean {
  if (!holds('Device Locations - Read')) return false;
  if (action === 'send') return x === r.o;
  if (action !== 'view') return x === r.o && holds('Units - Manage');
  if (x === r.o) return true;
  return setting(r.o, x, 'deviceLocations') === 'view' && r.signedIn && !r.withheld;
}

export function boardOracle(
  x: string,
  action: string,
  r: Owned & { readonly division: string },
  setting: Setting,
  holds: Holds,
): boolean {
  if (!holds('Incident Commands - Read')) return false;
  if (action === 'create') return x === r.o && holds('Incident Commands - Create');
  if (action !== 'view' && !holds('Incident Commands - Update')) return false;
  if (action === 'restore') return x === r.o && r.status === 'ended';
  if (action !== 'view' && r.status === 'ended') return false;
  if (action === 'takeBack') return x === r.o;
  if (action === 'workDivision' && r.division !== x) return false;
  if (x === r.o) return action === 'edit' ? r.holder === x : true;
  if (r.withheld) return false;
  const level = setting(r.o, x, 'command');
  if (action === 'view') return level === 'view' || level === 'transfer';
  if (action === 'assume' || action === 'workDivision') return level === 'transfer';
  return level === 'transfer' && r.holder === x;
}

export function conversationOracle(
  x: string,
  action: string,
  { members, talking }: { readonly members: readonly string[]; readonly talking: readonly string[] },
  setting: Setting,
  holds: Holds,
): boolean {
  if (!holds('Messaging - Use')) return false;
  if (!members.includes(x)) return false;
  if (action === 'send') return talking.includes(x);
  if (action === 'view') return true;
  for (const a of members)
    for (const b of members) if (a !== b && setting(a, b, 'messaging') !== 'exchange') return false;
  return true;
}
