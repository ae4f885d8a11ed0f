import { caller } from './world.ts';

/** Signs in over HTTP as a browser does, and answers with a caller that sends the session's cookie. */
export async function signIn(
  base: string,
  email: string,
  password: string,
  headers: Record<string, string> = {},
) {
  const answer = await fetch(`${base}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ email, password }),
  });
  const cookies = answer.headers.getSetCookie();
  const cookie = cookies.map((each) => each.split(';')[0]).join('; ');
  return {
    status: answer.status,
    headers: answer.headers,
    // biome-ignore lint/suspicious/noExplicitAny: tests look into answers freely
    body: (await answer.json()) as any,
    cookies,
    cookie,
    ...caller(base, { cookie }),
  };
}
