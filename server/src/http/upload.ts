import { createHash, randomUUID } from 'node:crypto';
import { type FileHandle, open, unlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { Busboy, type BusboyHeaders, type BusboyInstance } from '@fastify/busboy';
import { invalidField, Problem } from './problems.ts';

/** The largest file that a route takes. */
export const largestUpload = 25 * 1024 * 1024;
/** What a form says around its file. */
export const aroundFile = 64 * 1024;

/** A file as it was sent. It lies on disk under no name, so that nothing of it is left behind however this ends. */
export interface Upload {
  /** Open for reading in every thread of this process until `close`. */
  readonly fd: number;
  readonly size: number;
  /** SHA-256 of its bytes. */
  readonly hash: string;
  /** What a form says that it is called. */
  readonly name?: string | undefined;
  /** Its bytes from the beginning, as often as one likes. */
  bytes(): AsyncIterable<Uint8Array>;
  close(): Promise<void>;
}

const typeOf = (header: string) => header.split(';')[0]!.trim().toLowerCase();

const tooLarge = () =>
  new Problem(
    'too_large',
    `The file is larger than ${largestUpload / 1_048_576} MiB; send a smaller one, or send it in parts.`,
  );

/**
 * Takes the file of a request to disk piece by piece: its whole body in one of these types, or the one part `file` of a
 * form. What a form says of the file's type and name is not looked at: the bytes decide.
 * @throws Problem `unsupported_type` for another content type, `invalid` for a form that is not this, `too_large`
 */
export async function receiveUpload(
  body: Readable,
  headers: Readonly<Record<string, unknown>>,
  types: readonly string[],
): Promise<Upload> {
  const header = String(headers['content-type'] ?? '');
  const type = typeOf(header);
  const isForm = type === 'multipart/form-data';
  if (!isForm && !types.includes(type))
    throw new Problem(
      'unsupported_type',
      `Send multipart/form-data with the part "file", or ${types.join(' or ')}.`,
    );
  if (Number(headers['content-length'] ?? 0) > largestUpload + aroundFile) throw tooLarge();
  const file = await openNameless();
  try {
    const stored = isForm ? await storeForm(body, header, file) : await store(body, file);
    if (stored.size === 0) throw invalidField('file', 'is empty', 'empty');
    return {
      ...stored,
      fd: file.fd,
      bytes: () => file.createReadStream({ start: 0, autoClose: false }),
      close: () => file.close(),
    };
  } catch (error) {
    await file.close();
    throw error;
  }
}

/** A file of this process alone, which the system removes as soon as it is closed, also by a crash. */
async function openNameless(): Promise<FileHandle> {
  const path = join(tmpdir(), `standpipe-${randomUUID()}`);
  const file = await open(path, 'wx+', 0o600);
  await unlink(path);
  return file;
}

type Stored = Pick<Upload, 'size' | 'hash' | 'name'>;

async function store(body: Readable, file: FileHandle): Promise<Stored> {
  const hash = createHash('sha256');
  let size = 0;
  for await (const piece of body as AsyncIterable<Buffer>) {
    if (size + piece.length > largestUpload) throw tooLarge();
    hash.update(piece);
    await file.write(piece, 0, piece.length, size);
    size += piece.length;
  }
  return { size, hash: hash.digest('hex') };
}

const limits = {
  fileSize: largestUpload + 1,
  parts: 3,
  files: 2,
  fields: 1,
  fieldNameSize: 200,
  fieldSize: 1000,
  headerPairs: 20,
  headerSize: 8192,
};

/** Stores the part `file`. The first thing that is wrong ends the reading of the form; the rest is thrown away unread. */
async function storeForm(body: Readable, header: string, file: FileHandle): Promise<Stored> {
  let part: (Readable & { truncated?: boolean }) | undefined;
  let stored: Promise<Stored> | undefined;
  let form: BusboyInstance;
  try {
    form = new Busboy({ headers: { 'content-type': header } as BusboyHeaders, limits });
  } catch {
    throw notAForm();
  }
  const read = new Promise<void>((done, fail) => {
    form.on('file', (name, stream, filename) => {
      if (part || name !== 'file') {
        stream.on('error', () => {}).resume();
        return fail(part ? twice() : unknownPart(name));
      }
      part = stream;
      stored = store(stream, file).then((each) => ({ ...each, name: filename }));
      stored.catch(fail);
    });
    form.on('field', (name) => fail(name === 'file' ? noFile() : unknownPart(name)));
    for (const limit of ['partsLimit', 'filesLimit', 'fieldsLimit'] as const)
      form.on(limit, () => fail(twice()));
    form.on('error', () => fail(notAForm()));
    form.on('finish', () => (stored ? done() : fail(invalidField('file', 'is missing', 'required'))));
    body.on('error', fail);
    body.pipe(form);
  });
  try {
    await read;
    return await stored!;
  } catch (error) {
    body.unpipe(form);
    part?.on('error', () => {}).destroy();
    form.on('error', () => {});
    await stored?.catch(() => {});
    if (part?.truncated) throw tooLarge();
    if (!(error instanceof Problem && error.code === 'too_large')) await drain(body);
    throw error;
  }
}

async function drain(body: Readable): Promise<void> {
  body.resume();
  if (!body.readableEnded && !body.destroyed) await finished(body).catch(() => {});
}

const notAForm = () => invalidField('body', 'is not a form that can be read', 'not_a_form');
const noFile = () => invalidField('file', 'is text, not a file', 'type');
const twice = () => invalidField('file', 'is given twice', 'duplicate_key');
const unknownPart = (name: string) =>
  invalidField(String(name).slice(0, 100), 'is not a field', 'additionalProperties');
