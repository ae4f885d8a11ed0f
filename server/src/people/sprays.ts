import { createHmac, randomBytes } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { Problem } from '../http/problems.ts';

const mostAccounts = 10;
const minutes = 15;

/**
 * Counts the accounts that one password was tried on, from whatever address: whoever tries a common password on one
 * account after another stays below every count by account. Nothing of a password is written anywhere: it is counted
 * in memory under a keyed hash, and the key is made at start and ends with the process.
 */
export class Sprays {
  readonly #key = randomBytes(32);
  readonly #tried = new LRUCache<string, Set<string>>({ max: 50_000, ttl: minutes * 60_000 });

  /** Takes one of ten accounts in 15 minutes, before the password is looked at. @throws Problem `rate_limited` */
  take(password: string, account: string): void {
    const subject = this.#hash(password);
    const accounts = this.#tried.get(subject) ?? new Set<string>();
    const name = this.#hash(account);
    if (!accounts.has(name) && accounts.size >= mostAccounts) {
      const wait = Math.max(1, Math.ceil(this.#tried.getRemainingTTL(subject) / 1000));
      throw new Problem('rate_limited', `Too many attempts; try again in ${Math.ceil(wait / 60)} minutes.`, {
        retryAfter: wait,
      });
    }
    accounts.add(name);
    if (!this.#tried.has(subject)) this.#tried.set(subject, accounts);
  }

  /** The password was right for this account. */
  forget(password: string, account: string): void {
    this.#tried.get(this.#hash(password))?.delete(this.#hash(account));
  }

  #hash(text: string): string {
    return createHmac('sha256', this.#key).update(text.normalize('NFKC')).digest('base64');
  }
}
