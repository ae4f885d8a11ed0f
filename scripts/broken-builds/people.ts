import { type Break, broken, turnsRed } from './break.ts';

const signIn = 'server/src/people/sign-in.test.ts';
const keys = 'server/src/people/keys.test.ts';
const users = 'server/src/people/users.test.ts';
const roles = 'server/src/people/roles.test.ts';
const administrators = 'server/src/people/administrators.test.ts';
const session = 'server/src/http/session.ts';
const loader = 'server/migrations/0034-logins.ts';
const enrolment = 'server/src/people/enrolment.test.ts';

/** Who asks, and what they may give. */
export const people: readonly Break[] = [
  broken(
    'an invitation that is over can be accepted',
    'server/src/people/memberships.store.ts',
    ['m.invited_until > now() and m.active', 'm.active'],
    turnsRed(enrolment, 'an invitation is accepted no more once it is over, or was withdrawn with its user'),
  ),
  broken(
    'a password is tried on every login at its address',
    'server/src/people/logins.store.ts',
    ['const mostWays = 10;', 'const mostWays = 1000;'],
    turnsRed(
      enrolment,
      'of many passwords handed out for one address ten are tried, those used or set last, and setting one anew has it tried',
    ),
  ),
  broken(
    'under https the plain cookie counts as well',
    'server/src/http/session.ts',
    ['    delete request.cookies[other];\n', ''],
    turnsRed(
      'server/src/people/origin.test.ts',
      'with PUBLIC_URL under https only its origin is our own, and the cookie is Secure',
    ),
  ),
  broken(
    'the link that an agency hands out proves the address',
    'server/src/people/invitations.ts',
    ["  if (invitation.purpose === 'prove') {", '  if (invitation.purpose) {'],
    turnsRed(enrolment, 'a link that an agency hands out opens that agency only, and proves nothing'),
  ),
  broken(
    'a deactivated user, or one of a deactivated agency, is let in',
    session,
    ['if (!loaded || (loaded.membershipId !== null && loaded.active !== true)) throw', 'if (!loaded) throw'],
    turnsRed(keys, 'the keys of a deactivated user open nothing'),
    turnsRed(signIn, 'nobody acts for a deactivated agency'),
    turnsRed(
      'server/src/agencies/operator.test.ts',
      'that are deactivated lock their users out at the next request',
    ),
  ),
  broken(
    'a deactivated user’s session is kept for when they come back',
    'server/src/people/users.service.ts',
    ['if (!active) await shutOut(call, id);', ''],
    turnsRed(
      signIn,
      'the session of a deactivated user answers 401 at once, and stays ended when they come back',
    ),
  ),
  broken(
    'a cookie’s signature is not checked',
    session,
    [
      'given.length === wanted.length && timingSafeEqual(given, wanted) ? token : null',
      'given.length === 0 && timingSafeEqual(given, wanted) ? null : token',
    ],
    turnsRed(signIn, 'a cookie signed by anybody else opens nothing'),
  ),
  broken(
    'a session that is over is let in',
    loader,
    ['where s.token = session_token and s.expires_at > now()', 'where s.token = session_token'],
    turnsRed(signIn, 'a session that is over opens nothing'),
  ),
  broken(
    'a revoked key is let in',
    loader,
    ['where k.hash = key_hash and k.revoked_at is null and', 'where k.hash = key_hash and'],
    turnsRed(keys, 'a revoked key is 401 with the next call, and nobody revokes the key of another'),
  ),
  broken(
    'a key acts with everything that its maker holds',
    loader,
    ['and upper_inf(mr.valid) and (c.subset is null or each = any (c.subset)))', 'and upper_inf(mr.valid))'],
    turnsRed(keys, 'a key is shown once, kept as a hash, and acts with its part of what its maker holds'),
  ),
  broken(
    'another site may act with a visitor’s cookie',
    'server/src/app.ts',
    ["app.addHook('onRequest', refuseForeignOrigin(config));", 'refuseForeignOrigin(config);'],
    turnsRed(
      'server/src/people/origin.test.ts',
      'no change that another site sends is done with a cookie, by any method or path',
    ),
  ),
  broken(
    'the last administrator can be removed',
    'server/src/people/limits.ts',
    [
      'if (before[at]! > 0 && (await holders(db, agencyId, whole)) === 0)',
      'if (before[at]! < 0 && (await holders(db, agencyId, whole)) === 0)',
    ],
    turnsRed(
      administrators,
      'the last administrator cannot be deactivated, stripped, or emptied by their role',
    ),
  ),
  broken(
    'anybody gives what they do not hold',
    'server/src/people/limits.ts',
    ['.filter((each) => !call.asker.viewer.permissions.has(each));', '.filter((each) => !each);'],
    turnsRed(users, 'nobody gives a user a role that holds what they do not hold, when adding them or later'),
    turnsRed(roles, 'nobody makes a role that holds what they do not hold'),
    turnsRed(keys, 'nobody makes a key that holds more than they do, by session or by key'),
  ),
  broken(
    'an administrator sets the password of somebody who holds more',
    'server/src/people/users.service.ts',
    ['await requireAuthority(call, row);\n  checkEmail(email);', 'checkEmail(email);'],
    turnsRed(users, 'nobody sets the password or address of somebody who holds more than they do'),
    turnsRed(
      users,
      'no agency sets the password, address or name of somebody who is a user of another too, or an operator',
    ),
  ),
];
