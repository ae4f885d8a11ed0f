import type { Answer } from '../world.ts';
import type { Operation } from './document.ts';
import type { Pool } from './pool.ts';
import { collectionOf, type Request } from './request.ts';
import type { Caller } from './season.ts';

/** Sends a request as it is. */
export async function send(base: string, by: Caller, request: Request): Promise<Answer> {
  const query = request.query.map((pair) => pair.map(encodeURIComponent).join('=')).join('&');
  const bodied = request.method !== 'GET' && request.body !== undefined;
  const answer = await fetch(`${base}${request.path}${query && '?'}${query}`, {
    method: request.method,
    headers: { ...by.credentials, ...request.headers },
    redirect: 'manual',
    ...(bodied && { body: request.body as string }),
  });
  const bytes = new Uint8Array(await answer.arrayBuffer());
  const json = answer.headers.get('content-type')?.includes('json');
  const body = json && bytes.length > 0 ? JSON.parse(new TextDecoder().decode(bytes)) : null;
  return { status: answer.status, headers: answer.headers, bytes, body };
}

interface Named {
  readonly id?: unknown;
  readonly version?: unknown;
  readonly partner?: { readonly id?: string };
}

/** Remembers what an answer names, to ask for it later. */
export function learn(pool: Pool, operation: Operation, by: Caller, request: Request, answer: Answer): void {
  if (answer.status >= 300 || answer.body === null) return;
  const { body } = answer;
  if (typeof body.version === 'number') pool.saw(request.path, body.version);
  const one = (path: string, collection: string, each: Named) => {
    const id = each.id ?? each.partner?.id;
    if (typeof id !== 'string') return;
    pool.add(collection, { id, by: by.by, parents: request.params });
    if (typeof each.version === 'number') pool.saw(`${path}/${id}`, each.version);
  };
  if (operation.method === 'GET' && Array.isArray(body.items))
    for (const each of (body.items as Named[]).slice(0, 10)) one(request.path, operation.path, each);
  if (answer.status === 201) one(request.path, operation.path, body);
  const collection = collectionOf(operation.path);
  if (collection && typeof body.id === 'string' && operation.path.endsWith('}'))
    pool.add(collection, { id: body.id, by: by.by, parents: request.params });
}
