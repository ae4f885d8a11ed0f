import type { Call } from './call.ts';
import { invalidField, Problem } from './problems.ts';

/** The largest file that a route takes. */
export const largestUpload = 25 * 1024 * 1024;

/** A file as it was sent. */
export interface Upload {
  readonly bytes: Buffer;
  readonly type: string;
}

const typeOf = (header: string) => header.split(';')[0]!.trim().toLowerCase();

/**
 * The file of a request: its whole body in one of these types, or the one part `file` of a form. What a form says of
 * the file's type and name is not looked at: the bytes decide.
 * @throws Problem `unsupported_type` for another content type, `invalid` for a form that is not this
 */
export async function uploadOf(call: Pick<Call, 'request'>, types: readonly string[]): Promise<Upload> {
  const { body, headers } = call.request;
  const header = headers['content-type'] ?? '';
  const type = typeOf(header);
  const raw = Buffer.isBuffer(body) ? body : Buffer.alloc(0);
  if (types.includes(type)) return required({ bytes: raw, type });
  if (type !== 'multipart/form-data')
    throw new Problem(
      'unsupported_type',
      `Send multipart/form-data with the part "file", or ${types.join(' or ')}.`,
    );
  const form = await new Response(new Uint8Array(raw), { headers: { 'content-type': header } })
    .formData()
    .catch(() => {
      throw invalidField('body', 'is not a form that can be read', 'not_a_form');
    });
  for (const name of form.keys())
    if (name !== 'file') throw invalidField(name.slice(0, 100), 'is not a field', 'additionalProperties');
  const files = form.getAll('file');
  if (files.length > 1) throw invalidField('file', 'is given twice', 'duplicate_key');
  const [file] = files;
  if (file === undefined) throw invalidField('file', 'is missing', 'required');
  if (typeof file === 'string') throw invalidField('file', 'is text, not a file', 'type');
  return required({ bytes: Buffer.from(await file.arrayBuffer()), type: typeOf(file.type) });
}

function required(upload: Upload): Upload {
  if (upload.bytes.length === 0) throw invalidField('file', 'is empty', 'empty');
  return upload;
}
