import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { House } from '../house.ts';
import { networkOf } from '../http/address.ts';
import { Problem } from '../http/problems.ts';

/** What guesses at a secret are counted for. */
type Purpose = 'sign-in' | 'reset' | 'password';

const most = 5;
const minutes = 15;

const subjectOf = (purpose: Purpose, account: string, address: string) =>
  createHash('sha256')
    .update(`${purpose}\n${account}\n${networkOf(address)}`)
    .digest('base64url');

/**
 * Takes one of five attempts in 15 minutes that an account and an address have together, before the secret is looked
 * at: attempts that run at once cannot outrun the count. Others' guesses elsewhere never lock the owner out.
 * @throws Problem `rate_limited` when they are used up
 */
export async function takeAttempt(
  house: House,
  purpose: Purpose,
  account: string,
  address: string,
): Promise<void> {
  if (!house.config.rateLimits) return;
  const window = sql`make_interval(mins => ${minutes})`;
  const { rows } = await sql<{ failures: number; wait: number }>`
    insert into sign_in_failure as f (subject, failures, first_at) values (${subjectOf(purpose, account, address)}, 1, now())
    on conflict (subject) do update set
      failures = case when f.first_at < now() - ${window} then 1 else least(f.failures + 1, 1000) end,
      first_at = case when f.first_at < now() - ${window} then now() else f.first_at end
    returning failures, ceil(extract(epoch from first_at + ${window} - now()))::integer as wait`.execute(
    house.database.system,
  );
  await sql`delete from sign_in_failure where subject in (select subject from sign_in_failure
    where first_at < now() - ${window} limit 20 for update skip locked)`.execute(house.database.system);
  const { failures, wait } = rows[0]!;
  if (failures > most)
    throw new Problem('rate_limited', `Too many attempts; try again in ${Math.ceil(wait / 60)} minutes.`, {
      retryAfter: Math.max(1, wait),
    });
}

/** Forgets the attempts: the last one was right. */
export async function forgetAttempts(
  house: House,
  purpose: Purpose,
  account: string,
  address: string,
): Promise<void> {
  if (!house.config.rateLimits) return;
  await house.database.system
    .deleteFrom('sign_in_failure')
    .where('subject', '=', subjectOf(purpose, account, address))
    .execute();
}

/**
 * Takes an attempt to sign in: one of the account's and address's five, and one of the ten accounts that a password may
 * be tried on.
 * @returns what forgets both, once the password was right
 * @throws Problem `rate_limited` when either is used up
 */
export async function takeSignIn(
  house: House,
  account: string,
  password: string,
  address: string,
): Promise<() => Promise<void>> {
  if (house.config.rateLimits) house.sprays.take(password, account);
  await takeAttempt(house, 'sign-in', account, address);
  return async () => {
    house.sprays.forget(password, account);
    await forgetAttempts(house, 'sign-in', account, address);
  };
}
