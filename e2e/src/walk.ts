import { type Client, type Reply, send } from './client.ts';
import { asList, asObject, asText, type Json } from './json.ts';

export interface Walk {
  items: Json[];
  total: number | null;
  pages: number;
  /** The first answer that was no page of a list. */
  refused: Reply | null;
  /** What was wrong with the shape of a page. */
  faults: string[];
  call: string;
}

const MOST_PAGES = 600;

/** Writes a query string. */
export function writeQuery(query: Record<string, string>): string {
  const text = new URLSearchParams(query).toString();
  return text === '' ? '' : `?${text}`;
}

/** Walks a list over its cursors to the end. The cursor alone carries sort and filters. */
export async function walkList(
  client: Client,
  path: string,
  query: Record<string, string>,
  limit: number | null,
  viewAs?: string,
): Promise<Walk> {
  const size: Record<string, string> = limit === null ? {} : { limit: String(limit) };
  const walk: Walk = { items: [], total: null, pages: 0, refused: null, faults: [], call: '' };
  let cursor: string | null = null;
  do {
    const asked: Record<string, string> = cursor === null ? { ...query, ...size } : { cursor, ...size };
    const reply = await send(client, 'GET', path + writeQuery(asked), viewAs === undefined ? {} : { viewAs });
    if (walk.call === '') walk.call = `${reply.call} (walked)`;
    if (reply.status !== 200) {
      walk.refused = reply;
      return walk;
    }
    const body = asObject(reply.body);
    if (!Array.isArray(body.items)) walk.faults.push(`page ${walk.pages} has no items`);
    if (body.nextCursor !== null && typeof body.nextCursor !== 'string') {
      walk.faults.push(`page ${walk.pages} has nextCursor ${JSON.stringify(body.nextCursor)}`);
    }
    const items = asList(body.items).map(asObject);
    if (items.length > (limit ?? 50)) walk.faults.push(`page ${walk.pages} has ${items.length} items`);
    if (walk.pages === 0 && typeof body.total === 'number') walk.total = body.total;
    walk.items.push(...items);
    walk.pages += 1;
    cursor = asText(body.nextCursor) || null;
    if (cursor !== null && walk.pages >= MOST_PAGES) {
      walk.faults.push(`no end after ${MOST_PAGES} pages`);
      return walk;
    }
  } while (cursor !== null);
  return walk;
}
