import { parseArgs } from 'node:util';
import type { Findings } from './findings.ts';
import { runWorld } from './run.ts';

export { runWorld } from './run.ts';

const MOST_PRINTED = 300;

function readArguments() {
  const { values } = parseArgs({
    options: {
      base: { type: 'string', default: 'http://127.0.0.1:4000' },
      'operator-email': { type: 'string' },
      'operator-password': { type: 'string' },
      worlds: { type: 'string', default: '1' },
      seed: { type: 'string', default: '1' },
      quiet: { type: 'boolean', default: false },
    },
  });
  const email = values['operator-email'] ?? process.env.STANDPIPE_OPERATOR_EMAIL;
  const password = values['operator-password'] ?? process.env.STANDPIPE_OPERATOR_PASSWORD;
  const worlds = Number(values.worlds);
  const seed = Number(values.seed);
  if (email === undefined || password === undefined || !Number.isInteger(worlds) || !Number.isInteger(seed)) {
    throw new Error(
      'usage: main.ts --base URL --operator-email E --operator-password P [--worlds N] [--seed N] [--quiet]',
    );
  }
  return { base: values.base, credentials: { email, password }, worlds, seed, quiet: values.quiet };
}

function printFindings(findings: Findings, from: number): void {
  for (const { call, expected, got, seed } of findings.disagreements.slice(0, MOST_PRINTED - from)) {
    console.log(
      `DISAGREEMENT (seed ${seed})\n  call:     ${call}\n  expected: ${expected}\n  got:      ${got}`,
    );
  }
  for (const [text, count] of findings.notes) console.log(`note: ${text} (${count}×)`);
}

/** Runs the worlds one after another; the last line sums up. Answers the exit code. */
export async function main(): Promise<number> {
  const { base, credentials, worlds, seed, quiet } = readArguments();
  let checks = 0;
  let disagreements = 0;
  for (let at = 0; at < worlds; at += 1) {
    const started = Date.now();
    const log = quiet ? () => undefined : (line: string) => console.log(line);
    const findings = await runWorld(base, credentials, seed + at, log);
    printFindings(findings, Math.min(disagreements, MOST_PRINTED));
    checks += findings.checks;
    disagreements += findings.disagreements.length;
    const seconds = ((Date.now() - started) / 1000).toFixed(1);
    const { length } = findings.disagreements;
    console.log(
      `world of seed ${seed + at}: ${findings.checks} checks, ${length} disagreements, ${seconds} s`,
    );
  }
  if (disagreements > MOST_PRINTED) console.log(`only the first ${MOST_PRINTED} disagreements are printed`);
  console.log(`${checks} checks, ${disagreements} disagreements`);
  return disagreements > 0 ? 1 : 0;
}

if (import.meta.main) process.exitCode = await main();
