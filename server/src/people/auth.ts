import { betterAuth } from 'better-auth';
import type { KyselyPlugin } from 'kysely';
import { v7 as newId } from 'uuid';
import type { House } from '../house.ts';
import { endResetCodes } from './credentials.ts';
import { hashPassword, longestPassword, shortestPassword, verifyPassword } from './passwords.ts';
import { sendResetMail } from './people.mail.ts';
import { firstMembership } from './people.store.ts';

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
      useSecureCookies: config.publicUrl?.startsWith('https:') ?? false,
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
      resetPasswordTokenExpiresIn: 3600,
      revokeSessionsOnPasswordReset: true,
      sendResetPassword: ({ user, token }) => sendResetMail(house, user, token),
      onPasswordReset: async ({ user }) => {
        await endResetCodes(database.system, user.id);
      },
    },
    session: {
      modelName: 'session',
      expiresIn: 7 * 86_400,
      updateAge: 86_400,
      cookieCache: { enabled: false },
      fields: {
        ...times,
        userId: 'person_id',
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
    user: { modelName: 'person', fields: { ...times, emailVerified: 'email_verified' } },
    account: {
      modelName: 'credential',
      accountLinking: { enabled: false },
      fields: {
        ...times,
        userId: 'person_id',
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
            const door = await firstMembership(database.system, session.userId);
            return door ? { data: { ...session, membershipId: door.membershipId } } : false;
          },
        },
      },
    },
  });
}

export type Auth = ReturnType<typeof openAuth>;
