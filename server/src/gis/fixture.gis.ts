import type { TestApp } from '../../test/app.ts';
import type { TestAgency, User, World } from '../../test/world.ts';

/** An answer of a GIS interface. */
export interface GisAnswer {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers freely
  readonly body: any;
  readonly text: string;
}

/** Asks an address of this server, or one that a link names. */
export async function ask(
  app: Pick<TestApp, 'base'>,
  path: string,
  { headers = {}, body }: { headers?: Record<string, string>; body?: string } = {},
): Promise<GisAnswer> {
  const answer = await fetch(path.startsWith('http') ? path : `${app.base}${path}`, {
    headers,
    ...(body !== undefined && { method: 'POST', body }),
  });
  const text = await answer.text();
  return {
    status: answer.status,
    headers: answer.headers,
    text,
    body: text === '' ? null : JSON.parse(text),
  };
}

export const bearer = ({ key }: Pick<User, 'key'>) => ({ authorization: `Bearer ${key}` });
export const basic = (key: string, name = 'anybody') => ({
  authorization: `Basic ${Buffer.from(`${name}:${key}`).toString('base64')}`,
});

const at = (lng: number, lat: number) => ({ type: 'Point', coordinates: [lng, lat] });

export async function addHydrant(by: TestAgency, fields: object = {}) {
  const made = await by.admin.post('/hydrants', {
    number: `H${Math.floor(Math.random() * 1e9)}`,
    type: 'dryBarrel',
    location: at(-87.84, 42.36),
    ...fields,
  });
  if (made.status !== 201) throw new Error(JSON.stringify(made.body));
  return made.body;
}

export async function addPlan(
  by: TestAgency,
  world: World,
  fields: object = {},
  place: Record<string, unknown> = {},
) {
  const { id } = await world.place(by, place);
  const made = await by.admin.post('/pre-plans', {
    placeId: id,
    status: 'published',
    sections: { identity: { name: 'The Old Mill' } },
    ...fields,
  });
  if (made.status !== 201) throw new Error(JSON.stringify(made.body));
  return made.body;
}

/** Puts many hydrants into the database at once. */
export const manyHydrants = (world: World, owner: TestAgency, count: number) =>
  world.sql.query(
    `insert into hydrant (id, owner_id, number, type, lng, lat)
     select gen_random_uuid(), $1, 'M' || n, 'dryBarrel', -87.8 + (n % 100) * 1e-3, 42.3 + (n / 100) * 1e-3
     from generate_series(1, $2::integer) n`,
    [owner.id, count],
  );

/** Ids of every page from an address on, by following `next`. */
export async function walk(
  app: TestApp,
  path: string,
  headers: Record<string, string> = {},
): Promise<string[]> {
  const ids: string[] = [];
  for (let next: string | undefined = path; next; ) {
    const { status, body, text }: GisAnswer = await ask(app, next, { headers });
    if (status !== 200) throw new Error(text);
    ids.push(...body.features.map((each: { id: string }) => each.id));
    next = body.links.find((each: { rel: string }) => each.rel === 'next')?.href;
  }
  return ids;
}
