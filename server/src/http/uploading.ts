import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { TSchema } from 'typebox';
import type { House } from '../house.ts';
import { type Call, openCall } from './call.ts';
import { Problem } from './problems.ts';
import type { Spec, Uploads } from './spec.ts';
import { receiveUpload, type Upload } from './upload.ts';

declare module 'fastify' {
  interface FastifyRequest {
    upload?: Upload;
    /** What was made of the file before the transaction began. */
    prepared?: unknown;
  }
}

/** Files that are on their way at once, of an agency and in all: each takes up to 25 MiB of disk. */
const most = { agency: 24, all: 80 };
const open = new Map<string, number>();

/** @throws Problem `rate_limited` or `unavailable` when too many files are on their way */
function enter(agency: string): () => void {
  const all = [...open.values()].reduce((sum, each) => sum + each, 0);
  const own = open.get(agency) ?? 0;
  if (own >= most.agency)
    throw new Problem(
      'rate_limited',
      'Your agency is sending many files at once; send this one again shortly.',
      {
        retryAfter: 5,
      },
    );
  if (all >= most.all)
    throw new Problem('unavailable', 'Many files are being sent at this moment; send yours again shortly.', {
      retryAfter: 10,
    });
  open.set(agency, own + 1);
  return () => {
    const left = (open.get(agency) ?? 1) - 1;
    if (left > 0) open.set(agency, left);
    else open.delete(agency);
  };
}

/**
 * Takes the file of a request to disk before its transaction begins, so that a slow sender holds neither memory nor a
 * connection. Nothing is read from who may not send it.
 */
export async function takeUpload(
  house: House,
  spec: Spec<TSchema>,
  request: FastifyRequest,
  reply: FastifyReply,
  body: Readable,
  checkGuard: (call: Call) => void,
): Promise<Readable> {
  const database = spec.guard.open === 'operator' ? house.database.system : house.database.viewer;
  const agency = await database.transaction().execute(async (db) => {
    const call = await openCall(house, db, request, reply, { kinds: spec.kinds ?? [], writes: false });
    checkGuard(call);
    await spec.upload!.before?.(call);
    return call.asker.agency?.id ?? 'none';
  });
  const leave = enter(agency);
  let upload: Upload;
  try {
    upload = await receiveUpload(body, request.headers, spec.upload!.types);
  } catch (error) {
    leave();
    throw error;
  }
  let closed = false;
  request.upload = {
    ...upload,
    close: async () => {
      if (closed) return;
      closed = true;
      leave();
      await upload.close();
    },
  };
  const rest = Readable.from([]) as Readable & { receivedEncodedLength?: number };
  rest.receivedEncodedLength = Number(request.headers['content-length'] ?? 0);
  return rest;
}

/** Makes of the file what its route needs, before the transaction; the file itself tells a repeated request. */
export async function prepareUpload(
  house: House,
  { prepare }: Uploads,
  request: FastifyRequest,
): Promise<void> {
  const upload = request.upload!;
  request.body = Buffer.from(upload.hash);
  if (prepare) request.prepared = await prepare({ house, asker: request.askedBy! }, upload);
}

/** The file that came with this request. */
export function uploadOf({ request }: Pick<Call, 'request'>): Upload {
  if (!request.upload) throw new Error('This route takes no file.');
  return request.upload;
}
