import { call } from '../api/call.ts';
import { asAnswerOrThrow, unreachable } from '../api/problem.ts';

/**
 * Sends a file as it is, and says how far it is.
 * @param path without /api
 * @param key the same for every try, so that it is stored once
 * @throws CallProblem
 */
export async function sendFile<Made>(
  path: `/v1/${string}`,
  file: File,
  key: string,
  progress: (share: number) => void,
  type = file.type,
): Promise<Made> {
  const answer = await send(`/api${path}`, file, key, progress, type);
  if (answer.status !== 401) return asAnswerOrThrow<Made>(answer);
  // The session is over: the ordinary way waits for the sign-in, and goes on.
  const body = new FormData();
  body.append('file', file);
  return call<Made>('POST', path, { body });
}

/** By XMLHttpRequest: fetch does not tell how much has been sent. */
const send = (
  address: string,
  file: File,
  key: string,
  progress: (share: number) => void,
  type: string,
): Promise<Response> =>
  new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', address);
    request.setRequestHeader('accept', 'application/json');
    request.setRequestHeader('content-type', type);
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
