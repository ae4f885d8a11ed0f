import { type Break, broken, turnsRed } from './break.ts';

const connections = 'server/src/http/connections.test.ts';
const shape = 'server/src/http/shape.test.ts';
const limits = 'server/src/http/limits.test.ts';
const turns = 'server/src/live/turns.test.ts';
const photos = 'server/src/inspections/photos/floods.test.ts';

/** Bounds on what somebody may cost the others. */
export const floods: readonly Break[] = [
  broken(
    'every unknown key of a body is told',
    'server/src/http/shape.ts',
    ['export const mostFaults = 20;', 'export const mostFaults = 2_000_000;'],
    turnsRed(shape, 'is told with no more than 20 faults, however many there are'),
  ),
  broken(
    'a body may have any number of values',
    'server/src/http/strict-json.ts',
    ['const mostValues = 50_000;', 'const mostValues = 50_000_000;'],
    turnsRed(shape, 'is refused before it is parsed, and names the field that holds them'),
  ),
  broken(
    'requests are counted by address, whoever asks',
    'server/src/http/limits.ts',
    ["  return asker.key ? ['key', 'keys'] : ['user'];", "  return ['address'];"],
    turnsRed(limits, 'a user who reads 700 times is told to wait, and nobody else is'),
  ),
  broken(
    'a password may be tried on any number of accounts',
    'server/src/people/attempts.ts',
    ['if (house.config.rateLimits) house.sprays.take(password, account);', ''],
    turnsRed(
      'server/src/people/attempts.test.ts',
      'is refused from the eleventh on, whether they are there or not, and whether it is right',
    ),
  ),
  broken(
    'a revocation waits behind subscriptions',
    'server/src/live/turns.ts',
    [
      'return this.#enter((waiting) => this.#ahead.push(waiting), work);',
      "return this.#enter((waiting) => this.#shared.add('', '', waiting), work);",
    ],
    turnsRed(turns, 'a revocation goes ahead of 2,700 subscriptions that came before it'),
  ),
  broken(
    'a socket may let any number of subscriptions wait',
    'server/src/live/live.routes.ts',
    ['if (pending.has(frame.topic)) return;', 'if (frames > 1000) return;'],
    turnsRed(
      'server/src/live/flood.test.ts',
      'a socket that asks 45 times before it is answered is subscribed once',
    ),
  ),
  broken(
    'a slow body has all the time in the world',
    'server/src/http/connections.ts',
    [
      'if (late < 0 || size >= (late / 1000) * rate + 1) return;',
      'if (late < Number.POSITIVE_INFINITY) return;',
    ],
    turnsRed(connections, 'a body that nobody reads ends without a fault'),
  ),
  broken(
    'a full disk is a fault of the server',
    'server/src/http/problems.ts',
    ['if (isFull(error)) return full();', ''],
    turnsRed(connections, 'a full disk is 503 with Retry-After, and nothing was changed'),
  ),
  broken(
    'what the parser refuses is no problem',
    'server/src/app.ts',
    ['    clientErrorHandler: refuseRaw,\n', ''],
    turnsRed(connections, 'a connection is answered with a problem > that sends headers of 40 KB'),
  ),
  broken(
    'a report is drawn inside its transaction',
    'server/src/documents/documents.service.ts',
    [
      '  return new Later(async () => {\n    const content = await draw(call, document);',
      '  const content = await draw(call, document);\n  return new Later(async () => {',
    ],
    turnsRed(photos, 'no connection waits in a transaction while photos and reports are drawn'),
  ),
  broken(
    'a sent file has a name on disk',
    'server/src/http/upload.ts',
    ['  await unlink(path);\n', '  void unlink;\n'],
    turnsRed('server/src/http/upload.test.ts', 'a file that is sent > and breaks off leaves nothing behind'),
  ),
  broken(
    'a file is read without a pause',
    'server/src/imports/readers/lines.ts',
    [
      '        await nextRound(); // between two pieces others have their turn, whatever a piece costs\n',
      '        void nextRound;\n',
    ],
    turnsRed(
      'server/src/imports/readers/lines.test.ts',
      'a file of 4 MB of newlines lets others have their turn a hundred times and more',
    ),
  ),
];
