import { readdirSync, readlinkSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { Readable } from 'node:stream';
import { afterEach, describe, expect, test } from 'vitest';
import { Problem } from './problems.ts';
import { largestUpload, receiveUpload } from './upload.ts';

const boundary = 'b0undary';
const headers = { 'content-type': `multipart/form-data; boundary=${boundary}` };
const part = (name: string, content: string, filename = '; filename="x"') =>
  `--${boundary}\r\nContent-Disposition: form-data; name="${name}"${filename}\r\n\r\n${content}\r\n`;
const end = `--${boundary}--\r\n`;

/** Pieces as a socket would bring them. */
function inPieces(text: string | Buffer, size = 64 * 1024): Readable {
  const bytes = Buffer.from(text);
  return Readable.from(
    (async function* () {
      for (let at = 0; at < bytes.length; at += size) {
        yield bytes.subarray(at, at + size);
        await null;
      }
    })(),
    { objectMode: false },
  );
}

const refusal = async (work: Promise<unknown>): Promise<Problem> => {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (error instanceof Problem) return error;
  throw new Error(`It was not refused: ${error}`);
};

/** Files of this process that have no name any more. */
const nameless = () =>
  process.platform === 'linux'
    ? readdirSync('/proc/self/fd').filter((fd) => {
        try {
          return /standpipe-.*\(deleted\)$/.test(readlinkSync(`/proc/self/fd/${fd}`));
        } catch {
          return false;
        }
      }).length
    : 0;

afterEach(async () => {
  expect((await readdir(tmpdir())).filter((name) => /^standpipe-[0-9a-f]{8}-/.test(name))).toEqual([]);
  expect(nameless()).toBe(0);
});

describe('a file that is sent', () => {
  test.each([
    ['as a form', part('file', 'content') + end, headers],
    ['by itself', 'content', { 'content-type': 'image/png' }],
  ])('%s lies on disk under no name, and is gone once it is closed', async (_what, text, sent) => {
    const upload = await receiveUpload(inPieces(text), sent, ['image/png']);
    expect(upload.size).toBe(7);
    for (let twice = 0; twice < 2; twice++) {
      const pieces: Uint8Array[] = [];
      for await (const piece of upload.bytes()) pieces.push(piece);
      expect(Buffer.concat(pieces).toString()).toBe('content');
    }
    await upload.close();
  });

  test('in a form of 300,000 parts is refused at the second, and no more of it is parsed', async () => {
    const flood = `${part('file', 'x')}${part('file', 'y').repeat(250_000)}${end}`;
    expect(flood.length).toBeLessThan(largestUpload);
    const error = await refusal(receiveUpload(inPieces(flood), headers, []));
    expect(error.extras.errors).toMatchObject([{ path: 'file', code: 'duplicate_key' }]);
  });

  test.each([
    ['text fields without end', part('file', 'x', '').repeat(100_000) + end, 'type'],
    ['another name', part('other', 'x').repeat(1000) + end, 'additionalProperties'],
    ['no part', end, 'required'],
    ['no end', part('file', 'x'.repeat(100_000)).slice(0, 50_000), 'not_a_form'],
  ])('in a form with %s is refused', async (_what, text, code) => {
    const error = await refusal(receiveUpload(inPieces(text), headers, []));
    expect(error.extras.errors).toMatchObject([{ code }]);
  });

  test.each([
    ['by itself', { 'content-type': 'image/png' }, Buffer.alloc(largestUpload + 1)],
    ['in a form', headers, Buffer.concat([Buffer.from(part('file', '')), Buffer.alloc(largestUpload + 1)])],
    ['that says so before it is read', { ...headers, 'content-length': String(2 * largestUpload) }, end],
  ])('and is larger than 25 MiB is refused, %s', async (_what, sent, bytes) => {
    expect((await refusal(receiveUpload(inPieces(bytes), sent, ['image/png']))).code).toBe('too_large');
  });

  test('and breaks off leaves nothing behind', async () => {
    const body = new Readable({ read() {} });
    body.push(Buffer.alloc(100_000));
    const received = receiveUpload(body, { 'content-type': 'image/png' }, ['image/png']);
    setTimeout(() => body.destroy(new Error('reset')), 20);
    await expect(received).rejects.toThrow('reset');
  });
});
