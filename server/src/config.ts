import { isIP } from 'node:net';
import { resolve } from 'node:path';

/** What the environment says. Source: api.md, *Start and health*. */
export interface Config {
  readonly port: number;
  readonly host: string;
  readonly databaseUrl: string | null;
  readonly databaseOwnerUrl: string | null;
  readonly dataDirectory: string;
  readonly publicUrl: string | null;
  readonly smtpUrl: string | null;
  readonly mailFrom: string;
  readonly operator: { readonly email: string; readonly password: string } | null;
  readonly rateLimits: boolean;
  /** Whose X-Forwarded-For counts: addresses, networks or the names that proxy-addr knows; null trusts nobody's. */
  readonly trustProxy: readonly string[] | null;
  /** Opens /metrics to who sends it as a bearer token; null keeps it shut. */
  readonly metricsToken: string | null;
  readonly log: string;
  /** Keys of 32 bytes that encrypt sensitive fields: the first encrypts, all decrypt. Null: one in the data folder. */
  readonly sensitiveKeys: readonly Buffer[] | null;
}

/** A setting that cannot be used; the process exits 78 with its message. */
export class ConfigError extends Error {}

const settingNames = new Set([
  'STANDPIPE_DATA',
  'STANDPIPE_HOST',
  'STANDPIPE_LOG',
  'STANDPIPE_MAIL_FROM',
  'STANDPIPE_METRICS_TOKEN',
  'STANDPIPE_OPERATOR_EMAIL',
  'STANDPIPE_OPERATOR_PASSWORD',
  'STANDPIPE_RATE_LIMITS',
  'STANDPIPE_SENSITIVE_KEYS',
  'STANDPIPE_TRUST_PROXY',
]);

const namedNetworks = ['loopback', 'linklocal', 'uniquelocal'];

/** "10.0.0.1", "10.0.0.0/8", "fd00::/8" or "loopback". */
function isNetwork(text: string): boolean {
  const [address, bits, ...rest] = text.split('/');
  const family = isIP(address ?? '');
  if (bits === undefined) return family > 0 || namedNetworks.includes(text);
  return (
    family > 0 && rest.length === 0 && /^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128)
  );
}

/** @throws ConfigError for a key that is not 32 bytes in base64 */
function readKeys(text: string | undefined): Buffer[] | null {
  if (!text) return null;
  const keys = text.split(',').map((each) => Buffer.from(each.trim(), 'base64'));
  if (keys.some((key) => key.length !== 32))
    throw new ConfigError(
      'STANDPIPE_SENSITIVE_KEYS must be keys of 32 bytes in base64, with commas between; openssl rand -base64 32 makes one.',
    );
  return keys;
}

const levels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'];

/**
 * Reads the environment.
 * @throws ConfigError one sentence that names the setting, what it is, and what to do
 */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  for (const name of Object.keys(env))
    if (name.startsWith('STANDPIPE_') && !settingNames.has(name))
      throw new ConfigError(
        `${name} is not a setting of Standpipe; known are ${[...settingNames].join(', ')}.`,
      );
  const port = Number(env.PORT ?? 4000);
  if (!Number.isInteger(port) || port < 0 || port > 65535)
    throw new ConfigError(`PORT is "${env.PORT}"; it must be a number from 0 to 65535.`);
  const databaseUrl = env.DATABASE_URL || null;
  const databaseOwnerUrl = env.DATABASE_OWNER_URL || null;
  if (!databaseUrl !== !databaseOwnerUrl)
    throw new ConfigError(
      'DATABASE_URL and DATABASE_OWNER_URL go together: set both for a server of your own, or neither for the embedded one.',
    );
  const email = env.STANDPIPE_OPERATOR_EMAIL || null;
  const password = env.STANDPIPE_OPERATOR_PASSWORD || null;
  if (!email !== !password)
    throw new ConfigError(
      'STANDPIPE_OPERATOR_EMAIL and STANDPIPE_OPERATOR_PASSWORD go together: set both or neither.',
    );
  const log = env.STANDPIPE_LOG ?? 'info';
  if (!levels.includes(log))
    throw new ConfigError(`STANDPIPE_LOG is "${log}"; it must be one of ${levels.join(', ')}.`);
  const publicUrl = env.PUBLIC_URL || null;
  if (publicUrl && !URL.canParse(publicUrl))
    throw new ConfigError(
      `PUBLIC_URL is "${publicUrl}"; it must be a whole address such as https://standpipe.example.org.`,
    );
  const rateLimits = env.STANDPIPE_RATE_LIMITS ?? 'on';
  if (rateLimits !== 'on' && rateLimits !== 'off')
    throw new ConfigError(`STANDPIPE_RATE_LIMITS is "${rateLimits}"; it must be on or off.`);
  const trustProxy = env.STANDPIPE_TRUST_PROXY?.split(',').map((each) => each.trim()) ?? [];
  if (!trustProxy.every((each) => isNetwork(each) || (each === '' && trustProxy.length === 1)))
    throw new ConfigError(
      `STANDPIPE_TRUST_PROXY is "${env.STANDPIPE_TRUST_PROXY}"; it must be addresses or networks of your reverse proxies, as in 10.0.0.5,10.1.0.0/16, or loopback.`,
    );
  return {
    port,
    host: env.STANDPIPE_HOST ?? '0.0.0.0',
    databaseUrl,
    databaseOwnerUrl,
    dataDirectory: resolve(env.STANDPIPE_DATA ?? 'data'),
    publicUrl: publicUrl ? new URL(publicUrl).origin : null,
    smtpUrl: env.SMTP_URL || null,
    mailFrom: env.STANDPIPE_MAIL_FROM ?? 'Standpipe <standpipe@localhost>',
    operator: email && password ? { email, password } : null,
    rateLimits: rateLimits === 'on',
    trustProxy: trustProxy[0] ? trustProxy : null,
    metricsToken: env.STANDPIPE_METRICS_TOKEN || null,
    log,
    sensitiveKeys: readKeys(env.STANDPIPE_SENSITIVE_KEYS),
  };
}
