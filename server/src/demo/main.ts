import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { ConfigError, readConfig } from '../config.ts';
import type { Served } from '../serve.ts';
import { exitFor, start } from '../start.ts';
import { demoOperator, demoPassword } from './agencies.ts';
import { signIn } from './caller.ts';
import { loadDemo } from './load.ts';
import { howFar } from './progress.ts';
import { signInTable } from './told.ts';

const say = (line: string) => console.log(line);

/** Starts a server of its own with the demo region in it; the second time it is there already. */
async function main(): Promise<void> {
  if (process.env.DATABASE_URL || process.env.DATABASE_OWNER_URL)
    throw new ConfigError(
      'The demo keeps to a database of its own: unset DATABASE_URL and DATABASE_OWNER_URL, or load it from the setup page instead.',
    );
  const { STANDPIPE_DATA = 'data-demo', STANDPIPE_LOG = 'warn', ...env } = process.env;
  const config = readConfig({
    ...env,
    STANDPIPE_DATA,
    STANDPIPE_LOG,
    STANDPIPE_OPERATOR_EMAIL: demoOperator.email,
    STANDPIPE_OPERATOR_PASSWORD: demoPassword,
  });
  await start(config, say, (served) => fill(served, config.dataDirectory));
  say(`\nThe demo region is in ${config.dataDirectory}. Sign in as:\n${signInTable()}`);
}

/** @throws ConfigError when an earlier run was cut short, or the data are not the demo's */
async function fill({ app }: Served, directory: string): Promise<void> {
  await app.ready();
  const operator = await signIn(app, demoOperator.email, demoPassword).catch(() => {
    throw new ConfigError(
      `${directory} is not the demo's: its operator does not sign in with the demo's password. Name another directory in STANDPIPE_DATA.`,
    );
  });
  const stands = await howFar(operator);
  if (stands === 'whole') return;
  if (stands === 'part')
    throw new ConfigError(
      `The demo in ${directory} was cut short while it was made. Delete that directory${located(directory)}, and run this again.`,
    );
  say('Making the demo region: six agencies, 400 places, 200 hydrants, 600 inspections, 600 permits …');
  const began = performance.now();
  await loadDemo(app, operator);
  say(`Made in ${Math.round((performance.now() - began) / 1000)} s.`);
}

const located = (directory: string) =>
  existsSync(resolve(directory, 'LOCATION')) ? ' and the one that its file LOCATION names' : '';

main().catch(exitFor);
