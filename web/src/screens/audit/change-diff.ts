import { type Module, moduleEntry } from '@standpipe/policy';
import { plainText } from '../../ui/words.ts';
import type { Change } from './change.ts';
import { fieldsOf } from './change-words.ts';

/** One fact that an entry tells of, as it was and as it is. */
export interface Difference {
  readonly label: string;
  readonly field: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** What the machine keeps beside the facts. */
const unsaid: ReadonlySet<string> = new Set([
  'id',
  'version',
  'createdAt',
  'updatedAt',
  'credential',
  'hash',
  'access',
  'agencyId',
  'personId',
  'placeId',
  'photo',
  'width',
  'height',
]);

const labels: Readonly<Record<string, string>> = {
  address: 'From',
  ipAddress: 'From',
  addressLine: 'Address',
  zip: 'ZIP code',
  countyFips: 'County code',
  startsAt: 'From',
  endsAt: 'Until',
  expiresAt: 'Works until',
  issuedOn: 'Issued',
  expiresOn: 'Expires',
  contactName: 'Contact',
  contactPhone: 'Contact phone',
  contactEmail: 'Contact e-mail',
  email: 'E-mail',
  active: 'Account on',
  color: 'Color',
  prefix: 'Begins with',
  builtIn: 'Built in',
  withheld: 'Withheld from partners',
};

const isModule = (name: string): name is Module => moduleEntry(name as Module) !== undefined;

/** A thing with a name is told by it; what lies deeper is told fact by fact. */
const isLeaf = (value: unknown): boolean =>
  typeof value !== 'object' ||
  value === null ||
  Array.isArray(value) ||
  typeof fieldsOf(value).type === 'string' ||
  (typeof fieldsOf(value).name === 'string' && 'id' in value);

function labelOf(path: readonly string[]): string {
  const last = path.at(-1) ?? '';
  if (path.includes('levels') && isModule(last)) return moduleEntry(last).name;
  const word = labels[last] ?? plainText(last);
  const above = path.at(-2);
  return above && above !== 'levels' ? `${plainText(above)}: ${word.toLowerCase()}` : word;
}

/** The fact's own name; a module's level is told by both. */
const fieldOf = (path: readonly string[]): string =>
  path.includes('levels') ? `levels.${path.at(-1)}` : (path.at(-1) ?? '');

function flatten(value: unknown, path: readonly string[] = []): ReadonlyMap<string, unknown> {
  const facts = new Map<string, unknown>();
  for (const [name, each] of Object.entries(fieldsOf(value))) {
    if (unsaid.has(name)) continue;
    const here = [...path, name];
    if (isLeaf(each) || here.length > 3) facts.set(here.join('.'), each);
    else for (const [key, inner] of flatten(each, here)) facts.set(key, inner);
  }
  return facts;
}

const isNothing = (value: unknown) =>
  value === null ||
  value === undefined ||
  value === '' ||
  value === 'none' ||
  value === false ||
  (Array.isArray(value) && value.length === 0);

/** The facts that an entry changed; of what was made or deleted, those that said something. */
export function differencesOf({ before, after }: Change): readonly Difference[] {
  const [was, is] = [flatten(before), flatten(after)];
  return [...new Set([...was.keys(), ...is.keys()])]
    .map((key) => ({
      label: labelOf(key.split('.')),
      field: fieldOf(key.split('.')),
      before: was.get(key),
      after: is.get(key),
    }))
    .filter(
      ({ before: one, after: other }) =>
        JSON.stringify(one ?? null) !== JSON.stringify(other ?? null) &&
        !(isNothing(one) && isNothing(other)),
    );
}
