import { betterAuth } from 'better-auth';
import type { KyselyPlugin } from 'kysely';
import { v7 as newId } from 'uuid';
import type { House } from '../house.ts';
import { isSecure, sessionCookie } from '../http/session.ts';
import { firstMembership } from './memberships.store.ts';
import { hashPassword, longestPassword, shortestPassword, verifyPassword } from './passwords.ts';

/** Carries the address of the request into the library; set by us on every request, never taken from outside. */
export const addressHeader = 'x-standpipe-address';

/** Times come out of our pools as text; the library compares them as dates. */
const timesAsDates: KyselyPlugin = {
  transformQuery: ({ node }) => node,
  transformResult: async ({ result }) => ({
    ...result,
    rows: result.rows.map((row) =>
      Object.fromEntries(
        Object.entries(row).map(([key, value]) => [
          key,
          key.endsWith('_at') && typeof value === 'string' ? new Date(value) : value,
        ]),
      ),
    ),
  }),
};

/**
 * The auth library, fenced: e-mail and password only, on our tables, with our hashing. Its routes are mounted one by
 * one (auth.routes.ts); agencies, roles, permissions and keys are ours and read on every request.
 */
export function openAuth(house: House) {
  const { config, database } = house;
  const cookie = {
    name: sessionCookie(config),
    ...(isSecure(config) && { attributes: { secure: true, path: '/' } }),
  };
  const times = { createdAt: 'created_at', updatedAt: 'updated_at' };
  return betterAuth({
    appName: 'Standpipe',
    baseURL: config.publicUrl ?? 'http://localhost',
    basePath: '/api/auth',
    secret: house.secret,
    database: { db: database.system.withPlugin(timesAsDates), type: 'postgres', transaction: true },
    telemetry: { enabled: false },
    logger: { disabled: true },
    onAPIError: { throw: true },
    // Origins are judged before (http/origin.ts), attempts are counted by us (attempts.ts).
    rateLimit: { enabled: false },
    advanced: {
      cookiePrefix: 'standpipe',
      useSecureCookies: false,
      cookies: { session_token: cookie },
      disableCSRFCheck: true,
      disableOriginCheck: false,
      database: { generateId: () => newId(), validateSchema: false },
      ipAddress: { ipAddressHeaders: [addressHeader] },
      backgroundTasks: { handler: (task) => void task.catch(() => {}) },
    },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      autoSignIn: false,
      minPasswordLength: shortestPassword,
      maxPasswordLength: longestPassword * 2,
      password: { hash: hashPassword, verify: ({ hash, password }) => verifyPassword(hash, password) },
    },
    session: {
      modelName: 'session',
      expiresIn: 7 * 86_400,
      updateAge: 86_400,
      cookieCache: { enabled: false },
      fields: {
        ...times,
        userId: 'login_id',
        expiresAt: 'expires_at',
        ipAddress: 'ip_address',
        userAgent: 'user_agent',
      },
      additionalFields: {
        membershipId: {
          type: 'string',
          required: false,
          input: false,
          returned: false,
          fieldName: 'membership_id',
        },
      },
    },
    user: { modelName: 'login', fields: { ...times, emailVerified: 'email_verified' } },
    account: {
      modelName: 'credential',
      accountLinking: { enabled: false },
      fields: {
        ...times,
        userId: 'login_id',
        accountId: 'account_id',
        providerId: 'provider_id',
        accessToken: 'access_token',
        refreshToken: 'refresh_token',
        idToken: 'id_token',
        accessTokenExpiresAt: 'access_token_expires_at',
        refreshTokenExpiresAt: 'refresh_token_expires_at',
      },
    },
    verification: {
      modelName: 'verification',
      storeIdentifier: 'hashed',
      fields: { ...times, expiresAt: 'expires_at' },
    },
    databaseHooks: {
      session: {
        create: {
          // Nobody signs in who has nowhere to act: the session is refused in the words of a wrong password.
          before: async (session) => {
            const membershipId = await firstMembership(database.system, session.userId);
            return membershipId === undefined ? false : { data: { ...session, membershipId } };
          },
        },
      },
    },
  });
}

export type Auth = ReturnType<typeof openAuth>;
