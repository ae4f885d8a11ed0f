import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Red } from './break.ts';

/** How one test file came out. */
export interface Outcome {
  /** Why the file did not start at all, or null. */
  readonly refusal: string | null;
  readonly tests: readonly { readonly name: string; readonly passed: boolean; readonly message: string }[];
}

interface Report {
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly message: string;
    readonly assertionResults: readonly {
      readonly ancestorTitles: readonly string[];
      readonly title: string;
      readonly status: string;
      readonly failureMessages: readonly string[] | null;
    }[];
  }[];
}

const literally = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Names of tests as vitest's filter sees them. */
const patternOf = (reds: readonly Red[]) =>
  reds.some((red) => 'test' in red && red.amongOthers)
    ? ''
    : reds.flatMap((red) => ('test' in red ? [`${literally(red.test)}$`] : [])).join('|');

const longest = 120_000;

/**
 * Runs the named tests of some files in a tree, and nothing else of them where they stand alone.
 * @param stops holds what ends the child, while it runs
 */
export async function runTests(
  root: string,
  reds: readonly Red[],
  env: Readonly<Record<string, string>>,
  stops: Set<() => void>,
): Promise<Map<string, Outcome>> {
  const files = [...new Set(reds.map((red) => red.file))];
  const report = join(root, `report-${randomUUID()}.json`);
  const pattern = patternOf(reds);
  const child = spawn(
    process.execPath,
    [
      join(root, 'node_modules/vitest/vitest.mjs'),
      'run',
      ...files,
      ...(pattern ? ['--testNamePattern', pattern] : []),
      '--testTimeout=30000',
      '--hookTimeout=30000',
      '--maxWorkers=1',
      '--reporter=json',
      `--outputFile=${report}`,
    ],
    { cwd: root, env: { ...process.env, ...env }, stdio: 'ignore' },
  );
  const stop = () => void child.kill('SIGKILL');
  stops.add(stop);
  const timer = setTimeout(stop, longest);
  await new Promise((resolve) => child.once('exit', resolve));
  clearTimeout(timer);
  stops.delete(stop);
  const text = await readFile(report, 'utf8').catch(() => '{"testResults":[]}');
  await rm(report, { force: true });
  return outcomesOf(root, files, JSON.parse(text) as Report);
}

function outcomesOf(root: string, files: readonly string[], { testResults }: Report): Map<string, Outcome> {
  return new Map(
    files.map((file) => {
      const result = testResults.find((each) => each.name === join(root, file));
      const tests = (result?.assertionResults ?? [])
        .filter(({ status }) => status === 'passed' || status === 'failed')
        .map(({ ancestorTitles, title, status, failureMessages }) => ({
          name: [...ancestorTitles, title].join(' > '),
          passed: status === 'passed',
          message: failureMessages?.[0] ?? '',
        }));
      const refusal = !result
        ? 'did not end in time'
        : result.status === 'failed' && tests.every((each) => each.passed)
          ? result.message || 'did not start'
          : null;
      return [file, { refusal, tests }];
    }),
  );
}

/** The one test that a name ends; a name that fits none or several is a fault of the catalogue. */
export function namedTest(outcome: Outcome, name: string) {
  const found = outcome.tests.filter((each) => each.name === name || each.name.endsWith(` > ${name}`));
  return found.length === 1 ? found[0]! : found.length;
}
