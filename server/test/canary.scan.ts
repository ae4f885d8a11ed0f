import { builtInRoles, type Permission, permissions } from '@standpipe/policy';
import type { TestApp } from './app.ts';
import { maySee, maySeeThere } from './canary.expected.ts';
import { type Asker, agencies, type Canaries, type Spot, tokenPattern } from './canary.world.ts';
import { readPdf } from './pdf.ts';
import { type Answer, caller } from './world.ts';

export const roles: Readonly<Record<string, readonly Permission[]>> = {
  administrator: builtInRoles.Administrator!,
  technician: ['FD Permits - Read', 'Addresses - Read'],
  inspector: ['Fire Inspections - Read'],
  auditor: ['Admin - Audit'],
  sharing: ['Admin - Client Data Sharing', 'Admin - User Data Sharing'],
  permitSharing: ['Admin - User Data Sharing', 'FD Permits - Read'],
  clerk: [],
};
/** Each permission by itself. */
export const singles: Readonly<Record<string, readonly Permission[]>> = Object.fromEntries(
  permissions.map((each) => [`only ${each}`, [each]]),
);

/** Somebody in each of these roles of each agency, who asks the server at `base`. */
export async function askersOf({ world, by }: Canaries, base: string, among = roles): Promise<Asker[]> {
  const askers: Asker[] = [];
  for (const agency of agencies)
    for (const [role, held] of Object.entries(among)) {
      const user = role === 'administrator' ? by[agency].admin : await world.user(by[agency], held);
      const calls = caller(base, { authorization: `Bearer ${user.key}` });
      askers.push({ agency, role, permissions: held, user: { ...user, ...calls } });
    }
  return askers;
}

/** All that an answer says: its body, a PDF's text, and its headers. */
async function textOf(answer: Answer): Promise<string> {
  const headers = JSON.stringify([...answer.headers]);
  const isPdf = answer.headers.get('content-type') === 'application/pdf';
  const body = isPdf ? (await readPdf(answer.bytes)).join(' ') : new TextDecoder().decode(answer.bytes);
  return `${headers}\n${body}`.toLowerCase();
}

/** Scans answers, and keeps what leaked and what was shown. */
export function openScan(all: Canaries) {
  const recordOf = new Map(all.records.map((record) => [record.name, record]));
  const leaks: string[] = [];
  const seen = new Set<string>();
  let answers = 0;
  const allowed = ({ agency, permissions }: Asker, what: string) => {
    const path = what.replace(/^\w+ /, '').split('?')[0]!;
    return ({ record, field }: Spot) =>
      maySee(agency, permissions, recordOf.get(record)!, field) ||
      maySeeThere(path, agency, permissions, recordOf.get(record)!, field);
  };
  return {
    recordOf,
    leaks,
    seen,
    answers: () => answers,
    /** Looks for tokens in an answer that its asker may not see, in any of the places where they stand. */
    async scan(asker: Asker, what: string, answer: Answer, may = allowed(asker, what)): Promise<void> {
      const who = `${asker.agency} ${asker.role} ${what}`;
      answers++;
      if (answer.status >= 500) leaks.push(`${who}: ${answer.status}`);
      for (const token of new Set((await textOf(answer)).match(tokenPattern))) {
        const spots = all.spots.get(token)!;
        const open = spots.filter(may);
        if (open.length === 0)
          leaks.push(`${who}: ${spots.map(({ record, field }) => `${field} of ${record}`)}`);
        for (const { record, field } of open) seen.add(`${asker.agency} ${record} ${field}`);
      }
    },
  };
}

/** Every path of the OpenAPI document that can be read, without the stream. */
export async function readablePaths(app: TestApp): Promise<string[]> {
  const document = (await (await fetch(`${app.base}/api/openapi.json`)).json()) as {
    paths: Record<string, Record<string, unknown>>;
  };
  return Object.keys(document.paths)
    .filter((path) => document.paths[path]!.get && path.startsWith('/api/v1/') && !path.endsWith('/live'))
    .map((path) => path.slice('/api/v1'.length));
}

/** The paths under which records of each kind are read by their ids. */
export const kindsOf: Readonly<Record<string, string>> = {
  '/permits': 'permit',
  '/inspections': 'inspection',
  '/places': 'place',
  '/place-transfers': 'transfer',
  '/admin/users': 'user',
  '/admin/roles': 'role',
  '/imports': 'import',
};

/** The ids that a path is asked with: those of its kind, or all there are. */
export function idsOf(all: Canaries, path: string, every = false): readonly string[] {
  const kind = Object.entries(kindsOf).find(([start]) => path.startsWith(`${start}/`))?.[1];
  return every || !kind ? all.ids : all.records.filter((each) => each.kind === kind).map((each) => each.id);
}

/** Every address that a path stands for: with the ids of its kind, or with all there are. */
export function addressesOf(all: Canaries, path: string, every = false): string[] {
  if (!path.includes('{')) return [path, ...(path === '/search' ? ['/search?q=qz'] : [])];
  return idsOf(all, path, every).map((id) => path.replaceAll(/\{\w+\}/g, id));
}
