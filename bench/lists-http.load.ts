/** One load generator for all servers of bench/lists-http: closed loop, kept-alive connections, CPU from /proc. */
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { join } from 'node:path';

export interface Started {
  readonly base: string;
  readonly pid: number;
  readonly stop: () => void;
}

/** A server as it is asked for a page. */
export interface Asking extends Started {
  readonly kind: 'ours' | 'postgraphile' | 'directus';
  readonly keys: ReadonlyMap<string, string>;
}

/** Starts one of the servers in a process of its own and waits until it says where it listens. */
export function startServer(script: string, args: readonly string[]): Promise<Started> {
  const child = spawn(process.execPath, [join(import.meta.dirname, script), ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NODE_ENV: 'production', GRAPHILE_ENV: 'production' },
  });
  return new Promise((settle, fail) => {
    child.stdout.on('data', (chunk: Buffer) => {
      const base = /http:\/\/\S+/.exec(String(chunk))?.[0];
      if (base) settle({ base, pid: child.pid!, stop: () => child.kill() });
    });
    child.on('exit', (code) => fail(new Error(`${script} ended with ${code}`)));
  });
}

const agent = new Agent({ keepAlive: true, maxSockets: 64 });
const columns = `rowId number type class status description addressLine lng lat createdAt updatedAt issuedOn authorId
  agencyName agencyColor ownerName ownerColor`;
const query = (status: string | null) =>
  `{ allPermitRows(first: 50, orderBy: [CREATED_AT_DESC, ROW_ID_DESC]${status ? `, condition: { status: "${status}" }` : ''}) { nodes { ${columns} } pageInfo { hasNextPage } } }`;

const fields = `id,number,type,class,status,description,address_line,lng,lat,created_at,updated_at,issued_on,author_id.id,author_id.name,author_id.color,owner_id.name,owner_id.color`;
const paths = {
  ours: (status: string | null) => `/api/v1/permits?limit=50${status ? `&status=${status}` : ''}`,
  postgraphile: () => '/graphql',
  directus: (status: string | null) =>
    `/items/permit?limit=50&sort=-created_at,-id&fields=${fields}${status ? `&filter[status][_eq]=${status}` : ''}`,
};

function ask(server: Asking, agency: string, status: string | null): Promise<string> {
  const byGraphql = server.kind === 'postgraphile';
  const path = paths[server.kind](status);
  const headers = byGraphql
    ? { 'x-agency': agency, 'content-type': 'application/json' }
    : { authorization: `Bearer ${server.keys.get(agency)}` };
  return new Promise((settle, fail) => {
    const sent = request(
      `${server.base}${path}`,
      { agent, method: byGraphql ? 'POST' : 'GET', headers },
      (answer) => {
        const parts: Buffer[] = [];
        answer.on('data', (part: Buffer) => parts.push(part));
        answer.on('end', () => {
          const body = Buffer.concat(parts).toString();
          if (answer.statusCode === 200) settle(body);
          else fail(new Error(`${server.kind} ${answer.statusCode}: ${body.slice(0, 300)}`));
        });
      },
    );
    sent.on('error', fail);
    sent.end(byGraphql ? JSON.stringify({ query: query(status) }) : undefined);
  });
}

/** The ids of one page. */
export async function askOne(server: Asking, agency: string, status: string | null): Promise<string[]> {
  const body = JSON.parse(await ask(server, agency, status));
  if (server.kind === 'postgraphile' && body.errors)
    throw new Error(JSON.stringify(body.errors).slice(0, 500));
  if (server.kind !== 'postgraphile') return (body.items ?? body.data).map((row: { id: string }) => row.id);
  return (body.data.allPermitRows.nodes as { rowId: string }[]).map((row) => row.rowId);
}

/** Seconds of CPU that a process and its living children have used, by process. */
function cpuOf(pid: number): Map<string, number> {
  const used = (each: string): number | null => {
    try {
      const fields = readFileSync(`/proc/${each}/stat`, 'utf8').split(') ')[1]!.split(' ');
      return Number(each) === pid || Number(fields[1]) === pid
        ? (Number(fields[11]) + Number(fields[12])) / 100
        : null;
    } catch {
      return null; // ended meanwhile
    }
  };
  const cpu = new Map<string, number>();
  for (const each of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    const seconds = used(each);
    if (seconds !== null) cpu.set(each, seconds);
  }
  return cpu;
}

/** What the processes that still live have used since; the last of one that ended is lost. */
function cpuSince(before: ReadonlyMap<string, number>, now: ReadonlyMap<string, number>): number {
  return [...now].reduce((sum, [pid, seconds]) => sum + seconds - (before.get(pid) ?? 0), 0);
}

/** Asks as fast as answers come, from this many clients, each taking the viewers in turn. */
export async function load(
  server: Asking,
  databasePid: number,
  status: string | null,
  clients: number,
  seconds: number,
): Promise<{ perSecond: number; perCore: number }> {
  const agencies = [...server.keys.keys()];
  const before = [server.pid, databasePid].map(cpuOf);
  const started = performance.now();
  let served = 0;
  const client = async (number: number) => {
    for (let turn = number * 7; performance.now() - started < seconds * 1000; turn++) {
      await ask(server, agencies[turn % agencies.length]!, status);
      served++;
    }
  };
  await Promise.all(Array.from({ length: clients }, (_, number) => client(number)));
  const cpu = [server.pid, databasePid].reduce((sum, pid, at) => sum + cpuSince(before[at]!, cpuOf(pid)), 0);
  return { perSecond: served / ((performance.now() - started) / 1000), perCore: served / cpu };
}
