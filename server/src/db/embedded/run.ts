import { spawn } from 'node:child_process';
import { parse } from 'node:path';

/** The operating-system user PostgreSQL runs as; undefined means the user Node itself runs as. */
export type Account = { uid: number; gid: number } | undefined;

export const onWindows = process.platform === 'win32';

const passedOn = ['PATH', 'Path', 'LD_LIBRARY_PATH', 'TMPDIR', 'TEMP', 'TMP', 'SystemRoot', 'windir'];

/**
 * How every PostgreSQL program is started. Its environment holds nothing of ours: no secrets, no PG* variables
 * that would change its mind, and no language that would translate the messages read here. It starts in the
 * top folder because the current one may be closed to its user.
 */
export function programOptions(account: Account) {
  const env: NodeJS.ProcessEnv = { LC_ALL: 'C', TZ: 'UTC' };
  for (const name of passedOn) if (process.env[name] !== undefined) env[name] = process.env[name];
  return { ...account, env, cwd: parse(process.cwd()).root, windowsHide: true };
}

export interface Outcome {
  ok: boolean;
  output: string;
}

/** Runs a program to its end. A program that cannot be started at all is an outcome too, not an exception. */
export function runProgram(file: string, args: string[], account: Account, input = ''): Promise<Outcome> {
  return new Promise((resolve) => {
    const child = spawn(file, args, { ...programOptions(account), stdio: ['pipe', 'pipe', 'pipe'] });
    let output = '';
    const collect = (chunk: string) => {
      output += chunk;
    };
    child.stdout.setEncoding('utf8').on('data', collect);
    child.stderr.setEncoding('utf8').on('data', collect);
    child.stdin.on('error', () => {}); // the program ended before it read its input: its exit code tells why
    child.on('error', (error) => resolve({ ok: false, output: error.message }));
    child.on('close', (code) => resolve({ ok: code === 0, output: output.trim() }));
    child.stdin.end(input);
  });
}
