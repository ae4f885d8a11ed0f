import { createRequire } from 'node:module';
import { Command } from 'commander';
import { ConfigError, readConfig } from '../config.ts';
import { EmbeddedDatabaseError } from '../db/embedded/embedded.ts';
import { Problem } from '../http/problems.ts';
import { UnreadableFile } from '../imports/readers/lines.ts';
import { addAuditCommands } from './audit.ts';
import { withDatabase } from './database.ts';
import { addImportCommands } from './import.ts';
import { initDatabase } from './init.ts';
import { addOperator, addUser, type NewOperator, type NewUser, readPassword } from './people.ts';
import { Refusal } from './refusal.ts';

const print = (line: string) => console.log(line);
const say = (line: string) => console.error(line);
const { version } = createRequire(import.meta.url)('../../package.json') as { version: string };

/** What `standpipe` can do, for the person who runs the server. */
function commands(): Command {
  const program = new Command('standpipe')
    .description(
      'For the person who runs the server. Uses the database of DATABASE_URL and DATABASE_OWNER_URL, else the embedded one under STANDPIPE_DATA (./data), whether a server runs on it or not.',
    )
    .version(version)
    .showHelpAfterError('(--help says more)');

  program
    .command('db')
    .description('the database')
    .command('init')
    .description("make the application's login and the schema in a PostgreSQL of your own; safe to run again")
    .option('--owner-url <url>', 'may make roles and owns the tables (else DATABASE_OWNER_URL)')
    .option('--app-url <url>', "the application's login, made when missing (else DATABASE_URL)")
    .action(async (options: { ownerUrl?: string; appUrl?: string }) => {
      const ownerUrl = options.ownerUrl ?? process.env.DATABASE_OWNER_URL;
      const appUrl = options.appUrl ?? process.env.DATABASE_URL;
      if (!ownerUrl || !appUrl)
        throw new ConfigError(
          'Give --owner-url and --app-url, or set DATABASE_OWNER_URL and DATABASE_URL. The embedded database needs none of this.',
        );
      await initDatabase(ownerUrl, appUrl, print);
    });

  addImportCommands(program, print, say);
  addAuditCommands(program, print, say);

  program
    .command('user')
    .description('people of agencies')
    .command('add')
    .description('make somebody a user of an agency; without a password, print a link to choose one')
    .requiredOption('--agency <name or id>', 'which agency')
    .requiredOption('--name <name>', 'their name')
    .requiredOption('--email <address>', 'how they sign in')
    .option('--role <name>', 'one of the agency’s roles', 'Administrator')
    .option('--password <password>', 'or - to read it from standard input')
    .action(async (wanted: NewUser) => {
      const password = await readPassword(wanted.password);
      const config = readConfig(process.env);
      const all = { ...wanted, ...(password !== undefined && { password }) };
      print(await withDatabase(config, say, (database) => addUser(database, config, all)));
    });

  program
    .command('operator')
    .description('people who run this server')
    .command('add')
    .description('make somebody an operator')
    .requiredOption('--name <name>', 'their name')
    .requiredOption('--email <address>', 'how they sign in')
    .requiredOption('--password <password>', 'or - to read it from standard input')
    .action(async (wanted: NewOperator) => {
      const password = (await readPassword(wanted.password)) ?? '';
      const config = readConfig(process.env);
      print(await withDatabase(config, say, (database) => addOperator(database, { ...wanted, password })));
    });
  return program;
}

/** The sentence for a fault that the person at the keyboard can put right, or null for one of ours. */
function sentenceFor(error: unknown): string | null {
  const { code, message } = error as { code?: string; message?: string };
  if (
    [Refusal, ConfigError, EmbeddedDatabaseError, UnreadableFile, Problem].some(
      (kind) => error instanceof kind,
    ) ||
    /^(DATABASE_URL|The database is newer)/.test(message ?? '')
  )
    return message ?? '';
  if (code && /^(28|3D|42501)/.test(code)) return `The database refuses: ${message}.`;
  if (code && ['ECONNREFUSED', 'ENOTFOUND', 'ETIMEDOUT', 'EAI_AGAIN'].includes(code))
    return `The database cannot be reached (${code}): is it running, and do the URLs name it?`;
  if (
    code === 'ECONNRESET' ||
    /^(57P0|08)/.test(code ?? '') ||
    /^Connection terminated|not queryable/.test(message ?? '')
  )
    return `The database went away (${message}). What is done so far is kept; run the same command again to go on.`;
  return null;
}

commands()
  .parseAsync()
  .catch((error: unknown) => {
    console.error(sentenceFor(error) ?? error);
    process.exitCode = error instanceof ConfigError || error instanceof EmbeddedDatabaseError ? 78 : 1;
  });
