import type { QueryClient } from '@tanstack/react-query';
import { endSession, type Greeting, greet, signIn } from '../api/session.ts';
import { typedEmail } from './typed-email.ts';

/** Signs in with a password just chosen; where that fails, the sign-in page is ready for it and says what is done. */
export async function signInOr(
  client: QueryClient,
  email: string,
  password: string,
  done: Greeting,
): Promise<void> {
  try {
    await signIn(client, email, password);
  } catch {
    endSession(client, done);
    greet(client, done);
    typedEmail.keep(email);
  }
}
