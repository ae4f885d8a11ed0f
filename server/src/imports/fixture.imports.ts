import type { ImportKind, ImportMapping } from '@standpipe/contract';
import type { TestApp } from '../../test/app.ts';
import type { Answer, User } from '../../test/world.ts';

/** Sends a file as the request's body. */
export const upload = (user: User, kind: ImportKind, body: string, query = '', type = 'text/csv') =>
  user.post(`/imports?kind=${kind}${query}`, body, { headers: { 'content-type': type } });

/** Sends a file as the part of a form, as a page does. */
export async function uploadForm(
  app: TestApp,
  user: User,
  kind: ImportKind,
  bytes: Buffer,
  name: string,
): Promise<{ readonly status: number; readonly body: Answer['body'] }> {
  const form = new FormData();
  form.append('file', new Blob([new Uint8Array(bytes)]), name);
  const answer = await fetch(`${app.base}/api/v1/imports?kind=${kind}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${user.key}` },
    body: form,
  });
  return { status: answer.status, body: await answer.json() };
}

/** Waits until nothing runs any more. */
export async function ended(user: User, id: string): Promise<Answer['body']> {
  for (;;) {
    const { body } = await user.get(`/imports/${id}`);
    if (body.status !== 'running') return body;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Starts what the path says, and waits for its end. */
export async function run(user: User, id: string, verb: 'dry-run' | 'run' | 'resume' = 'run') {
  const answer = await user.post(`/imports/${id}/${verb}`);
  if (answer.status !== 202) throw new Error(JSON.stringify(answer.body));
  return ended(user, id);
}

export const mapped = async (user: User, id: string, mapping: ImportMapping): Promise<Answer['body']> => {
  const { version } = (await user.get(`/imports/${id}`)).body;
  const answer = await user.patch(`/imports/${id}`, { mapping }, { ifMatch: version });
  if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
  return answer.body;
};

/** A table as CSV. */
export const csv = (columns: readonly string[], ...rows: readonly (readonly (string | number)[])[]) =>
  [columns, ...rows]
    .map((cells) => cells.map((cell) => `"${String(cell).replaceAll('"', '""')}"`).join(','))
    .join('\n');

const permitColumns = [
  'Permit No',
  'Kind',
  'Class',
  'State of it',
  'Issued',
  'Address',
  'Town',
  'Lat',
  'Lon',
  'Remarks',
];

/** A file of permits as some town publishes it. */
export const permitFile = (...rows: readonly (readonly (string | number)[])[]) => csv(permitColumns, ...rows);

export const permitRow = (
  number: string,
  facts: Partial<Record<'status' | 'issued' | 'address' | 'lat' | 'type' | 'remarks', string>> = {},
) => [
  number,
  facts.type ?? 'Fire Alarm',
  'construction',
  facts.status ?? 'Active',
  facts.issued ?? '1/15/2025',
  facts.address ?? '1 Lake Street',
  'Waukegan',
  facts.lat ?? '42.36',
  '-87.84',
  facts.remarks ?? '',
];

/** How that town's file is read. */
export const permitMapping: ImportMapping = {
  key: ['Permit No'],
  fields: [
    { field: 'number', columns: ['Permit No'] },
    { field: 'type', columns: ['Kind'] },
    { field: 'class', columns: ['Class'] },
    {
      field: 'status',
      columns: ['State of it'],
      values: [
        { from: 'Active', to: 'issued' },
        { from: 'Done', to: 'closed' },
      ],
    },
    { field: 'issuedOn', columns: ['Issued'], format: 'MM/DD/YYYY' },
    { field: 'addressLine', columns: ['Address'] },
    { field: 'city', columns: ['Town'] },
    { field: 'state', constant: 'IL' },
    { field: 'lat', columns: ['Lat'] },
    { field: 'lng', columns: ['Lon'] },
    { field: 'description', columns: ['Remarks'] },
  ],
};

/** Many permits, each at an address of its own, numbered from 1. */
export const manyPermits = (many: number) =>
  permitFile(
    ...Array.from({ length: many }, (_, n) => permitRow(`M-${n + 1}`, { address: `${n + 1} Elm Street` })),
  );
