import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import multipart from '@fastify/multipart';
import { UploadParameters } from '@standpipe/contract';
import type { AgencyId } from '@standpipe/policy';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { sql } from 'kysely';
import { v7 as newId } from 'uuid';
import type { House } from '../../house.ts';
import { openCall, ownAgency } from '../../http/call.ts';
import { invalidField, Problem } from '../../http/problems.ts';
import { passDoor } from '../../http/route.ts';
import type { Door } from '../../http/spec.ts';
import { largestUpload } from '../../http/upload.ts';
import { checkParameters } from '../../http/validate.ts';
import { ofAgency } from './file.ts';
import { dropUpload, insertChunk, insertJob } from './jobs.store.ts';
import { requireKind } from './jobs.ts';

/** A file that has arrived whole and lies in the database, not yet anybody's import. */
export interface Arrived {
  readonly id: string;
  readonly agency: AgencyId;
  readonly name: string;
  readonly size: number;
}

const pieceSize = 512 * 1024;
const keptDays = 30;
/** The day on which a file that is used today is deleted. */
export const keptUntil = sql<string>`now() + ${keptDays} * interval '1 day'`;

const rawTypes = ['text/csv', 'application/geo+json', 'application/gzip', 'application/octet-stream'];

declare module 'fastify' {
  interface FastifyRequest {
    arrived?: Arrived;
  }
}

/**
 * Mounts a route whose body is a file: it streams into the database piece by piece, each piece in a short transaction,
 * before the route's own begins, so that a slow sender holds neither memory nor locks. Nothing is read from who may
 * not come through the door.
 */
export function receiveFiles(
  app: FastifyInstance,
  house: House,
  door: Door,
  route: (scope: FastifyInstance) => void,
) {
  app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, payload, done) => done(null, payload));
    await scope.register(multipart, {
      limits: {
        fileSize: largestUpload + 1,
        files: 1,
        fields: 10,
        fieldSize: 1000,
        parts: 11,
        headerPairs: 50,
      },
      throwFileSizeLimit: false,
    });
    scope.addHook('preHandler', async (request, reply) => {
      const arrived = await receive(house, door, request, reply);
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
  door: Door,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<Arrived> {
  const begun = await begin(house, door, request, reply);
  try {
    const { name, file } = await fileOf(request);
    const { size, hash } = await keep(house, begun, file);
    if (size === 0) throw invalidField('file', 'is empty', 'empty');
    // What tells a repeated request from another one: the file itself has left the memory.
    request.body = Buffer.from(`${hash} ${request.url}`);
    return { ...begun, name, size };
  } catch (error) {
    await ofAgency(house.database, begun.agency, (db) => dropUpload(db, begun.id)).catch(() => {});
    throw error;
  }
}

interface Begun {
  readonly id: string;
  readonly agency: AgencyId;
}

/** Who sends the file, whether they may, and a place for it. */
async function begin(house: House, door: Door, request: FastifyRequest, reply: FastifyReply): Promise<Begun> {
  return house.database.viewer.transaction().execute(async (db) => {
    const call = await openCall(house, db, request, reply, { kinds: [], writes: true });
    passDoor(call, door);
    const { kind, name = 'file' } = checkParameters(UploadParameters, request.query);
    requireKind(call, kind);
    const length = Number(request.headers['content-length'] ?? 0);
    if (length > largestUpload + 64 * 1024) throw tooLarge();
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

const tooLarge = () =>
  new Problem(
    'too_large',
    `The file is larger than ${largestUpload / 1_048_576} MiB; send it gzipped, or in parts.`,
  );

async function fileOf(request: FastifyRequest): Promise<{ name: string; file: Readable }> {
  const named = (request.query as { name?: string }).name;
  if (!request.isMultipart()) {
    const type = (request.headers['content-type'] ?? '').split(';')[0]!.trim().toLowerCase();
    if (!rawTypes.includes(type))
      throw new Problem(
        'unsupported_type',
        `Send multipart/form-data with the part "file", or ${rawTypes.join(' or ')}.`,
      );
    return { name: named ?? 'file', file: (request.body as Readable | undefined) ?? request.raw };
  }
  const part = await request.file().catch((error: { statusCode?: number }) => {
    if (error.statusCode === 413) throw tooLarge();
    throw invalidField('body', 'is not a form that can be read', 'not_a_form');
  });
  if (!part) throw invalidField('file', 'is missing', 'required');
  if (part.fieldname !== 'file')
    throw invalidField(part.fieldname.slice(0, 100), 'is not a field', 'additionalProperties');
  return { name: named ?? cleanName(part.filename), file: part.file };
}

/** A file's name as it can be shown: no folders, nothing that cannot be printed. */
const cleanName = (name = '') =>
  name
    .replace(/^.*[\\/]/, '')
    .replace(/[\p{Cc}\p{Cs}\p{Cn}]/gu, '')
    .slice(0, 200)
    .trim() || 'file';

async function keep({ database }: House, { id, agency }: Begun, file: Readable) {
  const hash = createHash('sha256');
  let size = 0;
  let seq = 0;
  let pieces: Buffer[] = [];
  let waiting = 0;
  const flush = async () => {
    const bytes = Buffer.concat(pieces, waiting);
    pieces = [];
    waiting = 0;
    const at = seq++;
    await ofAgency(database, agency, (db) => insertChunk(db, id, agency, at, bytes));
  };
  for await (const piece of file as AsyncIterable<Buffer>) {
    size += piece.length;
    if (size > largestUpload) throw tooLarge();
    hash.update(piece);
    pieces.push(piece);
    waiting += piece.length;
    if (waiting >= pieceSize) await flush();
  }
  if (waiting > 0) await flush();
  return { size, hash: hash.digest('hex') };
}
