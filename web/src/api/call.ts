import { readProblem, unreachable } from './problem.ts';

const longest = 20_000;

/**
 * Calls the API of this server with the session's cookie. `Answer` is what the contract says of the path.
 * @throws CallProblem
 */
export async function call<Answer>(
  method: 'GET' | 'POST',
  path: `/${string}`,
  body?: unknown,
): Promise<Answer> {
  const answer = await fetch(`/api${path}`, {
    method,
    headers: {
      accept: 'application/json',
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(longest),
  }).catch(() => {
    throw unreachable();
  });
  if (!answer.ok) throw await readProblem(answer);
  if (answer.status === 204) return undefined as Answer;
  return answer.json().catch(() => {
    throw unreachable();
  });
}
