import type { Kind, Name, Planted } from './canary.world.ts';

// What each agency may see of each record of the world in canary.world.ts, written by hand from rules.md and not from
// the engine. Whatever is not in this table is not to be seen.

const ofPlace = ['addressLine', 'unit', 'city', 'state', 'zip', 'name', 'occupancyType', 'constructionType'];

/** The fields that each relation opens; `own`: all. */
const fields: Readonly<Record<string, readonly string[] | 'all'>> = {
  own: 'all',
  address: ofPlace,
  doorstep: ['addressLine', 'occupancyType'],
  permit: ['number', 'addressLine', 'type', 'description', 'edition', 'section', 'holder'],
  inspection: ['number', 'addressLine', 'type', 'checklist', 'violations', 'assignedTo'],
  offer: ['addressLine'],
};

/** Relations to others' records; to its own every agency has `own`, save where it says `dark`. */
const others: Readonly<Record<Name, Readonly<Record<string, string>>>> = {
  owner: {
    // maker gives owner Permit = View Only, and owns or shares the place
    'maker permit': 'permit',
    'guest permit': 'permit',
    'maker permit at withheld': 'permit',
    'permit at retired': 'permit',
  },
  maker: {
    // owner gives maker Address Share Module = Fire Inspection/Permit and nothing else
    'owner place': 'doorstep',
    'offered place': 'doorstep',
    // stranger took it back
    'dark permit': 'dark',
    'dark inspection': 'dark',
  },
  reader: {
    // owner gives reader Address and Permit; maker gives reader Permit and Inspections
    'owner place': 'address',
    'offered place': 'address',
    offer: 'offer',
    'owner permit': 'permit',
    'maker permit': 'permit',
    'guest permit': 'permit',
    'permit at retired': 'permit',
    'maker inspection': 'inspection',
  },
  behind: {
    // maker gives behind everything of its own; owner, at whose place maker's guest permit is, gives nothing
    'maker place': 'address',
    'maker permit': 'permit',
    'maker inspection': 'inspection',
  },
  neighbour: {},
  stranger: {
    // owner took everything back, so stranger's own permit at owner's place went dark
    'gone permit': 'dark',
  },
};

const reads: Readonly<Record<Kind, string>> = {
  place: 'Addresses - Read',
  permit: 'FD Permits - Read',
  inspection: 'Fire Inspections - Read',
  transfer: 'Addresses - Read',
  user: 'Admin - Users',
  role: 'Admin - Users',
  import: 'Addresses - Create',
};

export const relationOf = (agency: Name, record: Planted): string | null =>
  others[agency][record.name] ?? (record.agency === agency ? 'own' : null);

/** May users of an agency, who hold these permissions, see this field of this record, wherever they look? */
export function maySee(
  agency: Name,
  permissions: readonly string[],
  record: Planted,
  field: string,
): boolean {
  const relation = relationOf(agency, record);
  if (relation === null || relation === 'dark' || !permissions.includes(reads[record.kind])) return false;
  const open = fields[relation]!;
  return open === 'all' || open.includes(field);
}

/** What an answer of one path may hold beyond what its asker sees everywhere: an agency's own words, told to it again. */
export function maySeeThere(
  path: string,
  agency: Name,
  permissions: readonly string[],
  record: Planted,
  field: string,
): boolean {
  if (path === '/audit' || path === '/audit.csv')
    return (
      (record.agency === agency || relationOf(agency, record) === 'offer') &&
      permissions.includes('Admin - Audit')
    );
  if (record.agency !== agency) return false;
  if (path === '/admin/dark-records/export')
    return field !== 'addressLine' && relationOf(agency, record) === 'dark';
  // who changed a record, and who is invited: an agency's own people by name
  return (
    record.kind === 'user' &&
    field === 'name' &&
    /\/history$|^\/notices$|^\/inspections\/assignees$|^\/admin\/sharing\/overview$/.test(path)
  );
}
