import type { Photo } from '@standpipe/contract';
import { call } from '../../api/call.ts';
import { asAnswerOrThrow, unreachable } from '../../api/problem.ts';

/** What the server takes. */
export const photoTypes = 'image/jpeg,image/png,image/webp';

/** The code of a problem with a file that is not sent at all. */
export const unsupportedPhoto = 'unsupported_photo';

/** Why a file is not sent at all, judged by its name and type; null: it may be. */
export const photoFault = ({ name, type }: Pick<File, 'name' | 'type'>): string | null =>
  /\.hei[cf]s?$/i.test(name) || /^image\/hei[cf]/.test(type)
    ? 'HEIC photos are not supported. On an iPhone, choose Settings, Camera, Formats, Most Compatible, or save the photo as JPEG.'
    : null;

/**
 * Sends a photo as it is, and says how far it is.
 * @param key the same for every try, so that it is kept once
 * @throws CallProblem
 */
export async function uploadPhoto(
  inspectionId: string,
  file: File,
  key: string,
  progress: (share: number) => void,
): Promise<Photo> {
  const path = `/v1/inspections/${inspectionId}/photos` as const;
  const answer = await send(`/api${path}`, file, key, progress);
  if (answer.status !== 401) return asAnswerOrThrow<Photo>(answer);
  // The session is over: the ordinary way waits for the sign-in, and goes on.
  const body = new FormData();
  body.append('file', file);
  return call<Photo>('POST', path, { body });
}

/** By XMLHttpRequest: fetch does not tell how much has been sent. */
const send = (
  address: string,
  file: File,
  key: string,
  progress: (share: number) => void,
): Promise<Response> =>
  new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', address);
    request.setRequestHeader('accept', 'application/json');
    request.setRequestHeader('content-type', file.type);
    request.setRequestHeader('idempotency-key', key);
    request.upload.onprogress = ({ loaded, total }) => progress(total > 0 ? loaded / total : 0);
    request.onload = () =>
      resolve(
        new Response(request.responseText || null, {
          status: request.status,
          headers: {
            'content-type': request.getResponseHeader('content-type') ?? '',
            'retry-after': request.getResponseHeader('retry-after') ?? '',
          },
        }),
      );
    request.onerror = () => reject(unreachable());
    request.onabort = request.onerror;
    request.send(file);
  });

/** Where a photo's bytes are. */
export const photoAddress = (
  inspectionId: string,
  id: string,
  size: 'preview' | 'full' = 'preview',
): string => `/api/v1/inspections/${inspectionId}/photos/${id}?size=${size}`;
