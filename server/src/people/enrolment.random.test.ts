import { expect, test, vi } from 'vitest';
import { startApp } from '../../test/app.ts';
import { inLanes } from '../../test/lanes.ts';
import { openMailbox } from '../../test/mailbox.ts';
import { drawFrom } from '../../test/random.ts';
import { signIn } from '../../test/sign-in.ts';
import { type Answer, caller, openWorld, type TestAgency } from '../../test/world.ts';
import { cost } from './passwords.ts';

/** STANDPIPE_ENROLMENTS=10000 is the long form. */
const histories = Number(process.env.STANDPIPE_ENROLMENTS ?? 40);
const seed = Number(process.env.STANDPIPE_SEED ?? 11);
vi.setConfig({ testTimeout: 600_000 + histories * 1500 });
// The same algorithm, so cheap that thousands of passwords are hashed: what they cost is not what is asked here.
Object.assign(cost, { memoryCost: 64, timeCost: 1 });

const mailbox = await openMailbox();
const app = await startApp({ SMTP_URL: mailbox.url, PUBLIC_URL: 'http://standpipe.example' });
const world = await openWorld(app);
const visitor = caller(app.base, {});

/** Somebody with a mailbox. `accepted`: agencies whose invitation they accepted with what a mail had proven. */
interface Person {
  readonly email: string;
  readonly password: string;
  readonly accepted: Set<string>;
}
interface Agency extends TestAgency {
  /** What its people hand out for every address, and choose by every link that they hand out. */
  readonly password: string;
  readonly links: string[];
}
type Session = Awaited<ReturnType<typeof signIn>>;

/** What mails to an address carried behind this page's address, old and new. */
const tokens = (email: string, page: string) =>
  mailbox.received
    .filter(({ to }) => to.includes(email))
    .flatMap(({ mail }) => new RegExp(`/${page}/(\\S+)`).exec(mail.text ?? '')?.[1] ?? []);

/** So that the long form does not search the mails of thousands of histories. */
const forgetMails = (emails: readonly string[]) => {
  const others = mailbox.received.filter(({ to }) => !to.some((each) => emails.includes(each)));
  mailbox.received.splice(0, mailbox.received.length, ...others);
};

const opened = async (session: Session): Promise<string[]> => {
  expect([200, 401], JSON.stringify(session.body)).toContain(session.status);
  if (session.status !== 200) return [];
  const { status, body } = await session.get('/me');
  expect([200, 401], JSON.stringify(body)).toContain(status);
  return status === 200 ? body.memberships.map((each: { agency: { id: string } }) => each.agency.id) : [];
};

async function openHistory(at: number) {
  const draw = drawFrom(seed * 100_003 + at);
  const agencies: Agency[] = [];
  for (const name of ['M', 'N', 'V'])
    agencies.push({
      ...(await world.agency(`${name}${at}`)),
      password: `handed out by ${name} ${at}`,
      links: [],
    });
  const people: Person[] = ['a', 'b', 'c'].map((name) => ({
    email: `${name}${at}@example.org`,
    password: `chosen by ${name} themself ${at}`,
    accepted: new Set(),
  }));
  const addresses = people.map(({ email }) => email);
  const usersOf = async ({ admin }: Agency): Promise<Answer['body'][]> =>
    (await admin.get('/admin/users?limit=200')).body.items.filter(({ email }: { email: string }) =>
      addresses.includes(email),
    );

  const byAgency: ((agency: Agency) => Promise<unknown>)[] = [
    async (agency) => {
      const password = draw.chance(0.5) ? { password: agency.password } : {};
      const user = { name: 'User', email: draw.pick(addresses), roles: [], ...password };
      noteLink(agency, await agency.admin.post('/admin/users', user));
    },
    async (agency) => {
      const [user] = draw.sample(await usersOf(agency), 1);
      if (!user) return;
      const change = draw.pick([
        { email: draw.pick(addresses) },
        { email: draw.pick(addresses) },
        { password: agency.password },
        { name: `Renamed ${at}` },
        { active: !user.active },
      ]);
      noteLink(
        agency,
        await agency.admin.patch(`/admin/users/${user.id}`, change, { ifMatch: user.version }),
      );
    },
    async (agency) => {
      const [user] = draw.sample(await usersOf(agency), 1);
      if (user) noteLink(agency, await agency.admin.post(`/admin/users/${user.id}/invitation`));
    },
    async (agency) => {
      const [link] = draw.sample(agency.links, 1);
      if (link) await visitor.post(`/invitations/${link}`, { password: agency.password });
    },
    // Their people ask for codes and addresses in others' names.
    async (agency) => {
      const session = await signIn(app.base, draw.pick(addresses), agency.password);
      await session.post('/me/account', { email: draw.pick(addresses), current: agency.password });
      for (const { id } of (await session.get('/me/invitations')).body?.items ?? [])
        await session.post(`/me/invitations/${id}/accept`);
    },
  ];
  const noteLink = (agency: Agency, { body }: Answer) => {
    const token = body?.invitation?.token ?? body?.token;
    if (token) agency.links.push(token);
  };

  const byPerson: ((person: Person) => Promise<unknown>)[] = [
    async (person) => {
      const all = tokens(person.email, 'invitation');
      const token = draw.chance(0.7) ? all.at(-1) : draw.sample(all, 1)[0];
      if (!token) return;
      const invited = await visitor.get(`/invitations/${token}`);
      const answer = await visitor.post(
        `/invitations/${token}`,
        invited.body?.hasAccount ? {} : { password: person.password },
      );
      if (answer.status === 200) {
        const { rows } = await world.sql.query('select id from agency where name = $1', [
          invited.body.agency.name,
        ]);
        person.accepted.add(rows[0].id);
      }
    },
    async (person) => {
      const session = await signIn(app.base, person.email, person.password);
      for (const { id, agency } of (await session.get('/me/invitations')).body?.items ?? [])
        if (draw.chance(0.5) && (await session.post(`/me/invitations/${id}/accept`)).status === 204)
          person.accepted.add(agency.id);
    },
    async (person) => {
      await visitor.post('/api/auth/request-password-reset', { email: person.email });
      await new Promise((resolve) => setTimeout(resolve, 20));
      const [token] = draw.sample(tokens(person.email, 'reset-password'), 1);
      const only = await world.sql.query(
        'select m.agency_id from membership m join person p on p.id = m.person_id where p.email = $1 and m.active',
        [person.email],
      );
      const answer = token
        ? await visitor.post('/api/auth/reset-password', { token, newPassword: person.password })
        : null;
      // Where an address has one agency, who asks for a new password by mail accepts that one.
      if (answer?.status === 200 && only.rowCount === 1) person.accepted.add(only.rows[0].agency_id);
    },
    // They follow whatever is mailed to them.
    async (person) => {
      const session = await signIn(app.base, person.email, person.password);
      for (const token of tokens(person.email, 'confirm-address')) {
        await visitor.post(`/address-changes/${token}`);
        await session.post(`/address-changes/${token}`);
      }
    },
  ];

  return { draw, agencies, people, addresses, byAgency, byPerson };
}

test(`in ${histories} random histories nobody acts for an agency but by its own password or by an invitation that they accepted with a proven address`, async () => {
  let [acting, accepted] = [0, 0];
  const numbers = Array.from({ length: histories }, (_, at) => at + 1);
  // A few at a time; each has agencies and addresses of its own.
  await inLanes(4, numbers, async (at) => {
    const { draw, agencies, people, addresses, byAgency, byPerson } = await openHistory(at);
    for (let step = 0; step < 18; step++)
      if (draw.chance(0.5)) await draw.pick(byAgency)(draw.pick(agencies));
      else await draw.pick(byPerson)(draw.pick(people));
    for (const email of addresses) {
      for (const { id, password } of agencies) {
        const open = await opened(await signIn(app.base, email, password));
        expect([at, email, open.filter((each) => each !== id)]).toEqual([at, email, []]);
        acting += open.length;
      }
      for (const person of people) {
        const open = await opened(await signIn(app.base, email, person.password));
        expect([at, email, open.filter((each) => !person.accepted.has(each))]).toEqual([at, email, []]);
        accepted += open.length;
      }
    }
    // Whatever the others did, an agency can enrol its own people.
    const [v, address] = [agencies[2]!, draw.pick(addresses)];
    const user = (await v.admin.get(`/admin/users?q=${address}`)).body.items[0];
    const done = user
      ? await v.admin.patch(
          `/admin/users/${user.id}`,
          { active: true, password: v.password },
          { ifMatch: user.version },
        )
      : await v.admin.post('/admin/users', {
          name: 'Chief',
          email: address,
          password: v.password,
          roles: [],
        });
    expect([at, done.status]).toEqual([at, user ? 200 : 201]);
    expect([at, await opened(await signIn(app.base, address, v.password))]).toEqual([at, [v.id]]);
    forgetMails(addresses);
  });
  // The histories came to something.
  expect(acting).toBeGreaterThan(histories / 4);
  expect(accepted).toBeGreaterThan(histories / 10);
});
