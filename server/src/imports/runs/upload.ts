import { Readable } from 'node:stream';
import { UploadParameters } from '@standpipe/contract';
import type { AgencyId } from '@standpipe/policy';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { sql } from 'kysely';
import { v7 as newId } from 'uuid';
import type { House } from '../../house.ts';
import { openCall, ownAgency } from '../../http/call.ts';
import { invalidField } from '../../http/problems.ts';
import { checkGuard } from '../../http/route.ts';
import type { Guard } from '../../http/spec.ts';
import { receiveUpload } from '../../http/upload.ts';
import { checkParameters } from '../../http/validate.ts';
import { UnreadableFile } from '../readers/lines.ts';
import { type Looked, lookAt, ofAgency, storedFile } from './file.ts';
import { dropUpload, insertChunk, insertJob } from './jobs.store.ts';
import { requireKind } from './jobs.ts';

/** A file that has arrived whole and lies in the database, not yet anybody's import. */
export interface Arrived {
  readonly id: string;
  readonly agency: AgencyId;
  readonly name: string;
  readonly size: number;
  readonly looked: Looked;
}

const pieceSize = 512 * 1024;
const retentionDays = 30;
/** The day on which a file that is used today is deleted. */
export const keptUntil = sql<string>`now() + ${retentionDays} * interval '1 day'`;

const rawTypes = ['text/csv', 'application/geo+json', 'application/gzip', 'application/octet-stream'];

declare module 'fastify' {
  interface FastifyRequest {
    arrived?: Arrived;
  }
}

/**
 * Mounts a route whose body is a file: it goes to disk and from there into the database piece by piece, each piece in a short transaction,
 * and is looked at, before the route's own begins, so that a slow sender holds neither memory, locks nor a connection. Nothing is read from who may
 * not come through the guard.
 */
export function receiveFiles(
  app: FastifyInstance,
  house: House,
  guard: Guard,
  route: (scope: FastifyInstance) => void,
) {
  app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, payload, done) => done(null, payload));
    scope.addHook('preHandler', async (request, reply) => {
      const arrived = await receive(house, guard, request, reply);
      request.arrived = arrived;
    });
    scope.addHook('onError', async (request) => {
      const { arrived } = request;
      if (arrived) await ofAgency(house.database, arrived.agency, (db) => dropUpload(db, arrived.id));
    });
    route(scope);
  });
}

async function receive(
  house: House,
  guard: Guard,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<Arrived> {
  const begun = await begin(house, guard, request, reply);
  try {
    const body = (request.body as Readable | undefined) ?? Readable.from([]);
    const sent = await receiveUpload(body, request.headers, rawTypes);
    const { size, hash } = sent;
    const name = (request.query as { name?: string }).name ?? cleanName(sent.name);
    try {
      await keep(house, begun, sent.bytes());
    } finally {
      await sent.close();
    }
    // What tells a repeated request from another one: the file itself has left the memory.
    request.body = Buffer.from(`${hash} ${request.url}`);
    const file_name = name;
    const looked = await lookAt(
      storedFile(house.database, { id: begun.id, agency_id: begun.agency, file_name }),
    );
    return { ...begun, name, size, looked };
  } catch (error) {
    await ofAgency(house.database, begun.agency, (db) => dropUpload(db, begun.id)).catch(() => {});
    if (error instanceof UnreadableFile) throw invalidField('file', error.message, 'unreadable');
    throw error;
  }
}

interface Begun {
  readonly id: string;
  readonly agency: AgencyId;
}

/** Who sends the file, whether they may, and a place for it. */
async function begin(
  house: House,
  guard: Guard,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<Begun> {
  return house.database.viewer.transaction().execute(async (db) => {
    const call = await openCall(house, db, request, reply, { kinds: [], writes: true });
    checkGuard(call, guard);
    const { kind, name = 'file' } = checkParameters(UploadParameters, request.query);
    requireKind(call, kind);
    const { id: agency } = ownAgency(call);
    const id = newId();
    await insertJob(db, {
      id,
      agency_id: agency,
      kind,
      file_name: name,
      uploaded_by: call.asker.person.id,
      kept_until: keptUntil,
    });
    return { id, agency };
  });
}

/** A file's name as it can be shown: no folders, nothing that cannot be printed. */
const cleanName = (name = '') =>
  name
    .replace(/^.*[\\/]/, '')
    .replace(/[\p{Cc}\p{Cs}\p{Cn}]/gu, '')
    .slice(0, 200)
    .trim() || 'file';

/** Moves the file into the database piece by piece, each in a short transaction. */
async function keep({ database }: House, { id, agency }: Begun, file: AsyncIterable<Uint8Array>) {
  let seq = 0;
  let pieces: Uint8Array[] = [];
  let waiting = 0;
  const flush = async () => {
    const bytes = Buffer.concat(pieces, waiting);
    pieces = [];
    waiting = 0;
    const at = seq++;
    await ofAgency(database, agency, (db) => insertChunk(db, id, agency, at, bytes));
  };
  for await (const piece of file) {
    pieces.push(piece);
    waiting += piece.length;
    if (waiting >= pieceSize) await flush();
  }
  if (waiting > 0) await flush();
}
