import { createHash, randomBytes } from 'node:crypto';

/** What is stored of a secret that was handed out once (API key, invitation, setup link): its SHA-256. */
export const keyHash = (secret: string): Buffer => createHash('sha256').update(secret).digest();

/** A new secret of 256 random bits, with a prefix that says what it is. */
export const newSecret = (prefix: string): string => `${prefix}_${randomBytes(32).toString('base64url')}`;
