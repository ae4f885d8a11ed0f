import sharp from 'sharp';
import type { Answer, User } from './world.ts';

/** A photo of one colour; JPEG unless said. */
export const picture = (
  size: { width?: number; height?: number } = {},
  format: 'jpeg' | 'png' | 'webp' = 'jpeg',
): Promise<Buffer> =>
  sharp({ create: { width: 80, height: 60, channels: 3, background: '#b5532b', ...size } })
    .toFormat(format)
    .toBuffer();

/** Sends bytes as a request's whole body. */
export const upload = (
  user: User,
  path: string,
  bytes: Uint8Array,
  type = 'image/jpeg',
  headers: Record<string, string> = {},
): Promise<Answer> => user.post(path, bytes, { headers: { 'content-type': type, ...headers } });

/** Sends bytes as the part `file` of a form. */
export function uploadForm(
  user: User,
  path: string,
  bytes: Uint8Array,
  type = 'image/jpeg',
): Promise<Answer> {
  const form = new FormData();
  form.append('file', new Blob([new Uint8Array(bytes)], { type }), 'photo');
  return user.post(path, form);
}
