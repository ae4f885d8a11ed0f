import { type Client, type Reply, send } from '../client.ts';
import { settle } from '../findings.ts';
import { asList, asObject, dig, type Json } from '../json.ts';
import { type ClientLevels, noClientLevels, noUserLevels, type UserLevels } from '../levels.ts';
import { nameRow, type Row } from '../model.ts';
import { settleProblem } from '../problem.ts';
import { adminClient, type World } from './state.ts';

export const clientSheet = '/admin/client-data-sharing';
export const userSheet = '/admin/user-data-sharing';

/** A row of plain levels, without dates. */
export function writeRow<L>(levels: L): Row<L> {
  return { levels, startsAt: null, endsAt: null };
}

function writeDates(row: Row<unknown>): Json {
  return {
    ...(row.startsAt === null ? {} : { startsAt: row.startsAt }),
    ...(row.endsAt === null ? {} : { endsAt: row.endsAt }),
  };
}

/** The rows that an agency's User sheet holds in the model. */
export function readUserRows(world: World, grantor: string): Map<string, Row<UserLevels>> {
  const rows = new Map<string, Row<UserLevels>>();
  for (const [key, row] of world.model.userRows) {
    const [from, to] = key.split('>') as [string, string];
    if (from === grantor) rows.set(to, row);
  }
  return rows;
}

/** The body of a whole-table save. */
export function writeTable(rows: Map<string, Row<UserLevels>>): Json {
  return {
    items: [...rows].map(([partnerId, row]) => ({ partnerId, levels: row.levels, ...writeDates(row) })),
  };
}

/** The version of an agency's User sheet. */
export async function readTableVersion(client: Client): Promise<number> {
  return Number(asObject((await send(client, 'GET', userSheet)).body).version);
}

/** Saves an agency's whole User sheet; the model follows when the server agrees. */
export async function saveTable(
  world: World,
  grantor: string,
  rows: Map<string, Row<UserLevels>>,
): Promise<Reply> {
  const client = adminClient(world, grantor);
  const reply = await send(client, 'PUT', userSheet, {
    body: writeTable(rows),
    ifMatch: await readTableVersion(client),
  });
  const done = settle(world.findings, reply.status === 200 || reply.status === 204, reply.call, 200, {
    status: reply.status,
    body: reply.text,
  });
  if (!done) return reply;
  for (const key of [...world.model.userRows.keys()]) {
    if (key.startsWith(`${grantor}>`)) world.model.userRows.delete(key);
  }
  for (const [partner, row] of rows) world.model.userRows.set(nameRow(grantor, partner), row);
  return reply;
}

/** Saves one row of an agency's User sheet and leaves the others as they are. */
export async function saveUserLevels(
  world: World,
  grantor: string,
  partner: string,
  levels: Partial<UserLevels>,
): Promise<void> {
  const rows = readUserRows(world, grantor);
  rows.set(partner, writeRow({ ...(rows.get(partner)?.levels ?? noUserLevels), ...levels }));
  await saveTable(world, grantor, rows);
}

/** The version of a row on an agency's Client sheet; 0 when it was never saved. */
export async function readRowVersion(client: Client, partner: string): Promise<number> {
  const sheet = asObject((await send(client, 'GET', clientSheet)).body);
  const row = asList(sheet.items).find((item) => dig(item, 'partner.id') === partner);
  return Number(asObject(row).version ?? 0);
}

/** Saves a row of the Client sheet; a row that breaks the save rule is expected to be refused whole. */
export async function saveClientRow(
  world: World,
  grantor: string,
  partner: string,
  row: Row<ClientLevels>,
): Promise<void> {
  const client = adminClient(world, grantor);
  const reply = await send(client, 'PUT', `${clientSheet}/${partner}`, {
    body: { levels: row.levels, ...writeDates(row) },
    ifMatch: await readRowVersion(client, partner),
  });
  if (row.levels.prePlans !== 'none' && row.levels.address === 'none') {
    settleProblem(world.findings, reply, 422);
    return;
  }
  const done = settle(world.findings, reply.status === 200 || reply.status === 204, reply.call, 200, {
    status: reply.status,
    body: reply.text,
  });
  if (done) world.model.clientRows.set(nameRow(grantor, partner), row);
}

/** Saves some modules for several partners at once: all, or (when one would break the save rule) none. */
export async function saveClientBulk(
  world: World,
  grantor: string,
  partners: string[],
  levels: Partial<ClientLevels>,
): Promise<void> {
  const reply = await send(adminClient(world, grantor), 'POST', `${clientSheet}/bulk`, {
    body: { partnerIds: partners, levels },
  });
  const rows = partners.map((partner) => {
    const stored = world.model.clientRows.get(nameRow(grantor, partner)) ?? writeRow(noClientLevels);
    return { partner, row: { ...stored, levels: { ...stored.levels, ...levels } } };
  });
  const failing = rows.filter(({ row }) => row.levels.prePlans !== 'none' && row.levels.address === 'none');
  if (failing.length > 0) {
    settleProblem(world.findings, reply, 422);
    const names = failing.map(({ partner }) => [partner, world.model.agencies.get(partner)?.name ?? partner]);
    const unnamed = names.filter((pair) => !pair.some((word) => reply.text.includes(word)));
    settle(world.findings, unnamed.length === 0, reply.call, 'every failing partner is named', { unnamed });
    return;
  }
  const done = settle(world.findings, [200, 201, 204].includes(reply.status), reply.call, 200, {
    status: reply.status,
    body: reply.text,
  });
  if (!done) return;
  for (const { partner, row } of rows) world.model.clientRows.set(nameRow(grantor, partner), row);
}
