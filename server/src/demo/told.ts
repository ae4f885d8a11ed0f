import { demoOperator, demoPassword, demoPeople } from './agencies.ts';

/** Who to sign in as, as a table for a terminal. */
export function signInTable(): string {
  const rows = [
    ['Agency', 'Role', 'Sign in as'],
    ...demoPeople().map(({ agency, person }) => [agency, person.role, person.email]),
    ['(runs the server)', 'Operator', demoOperator.email],
  ] as const;
  const wide = [0, 1].map((column) => Math.max(...rows.map((row) => row[column]!.length)));
  const lines = rows.map((row) => `  ${row[0]!.padEnd(wide[0]!)}  ${row[1]!.padEnd(wide[1]!)}  ${row[2]}`);
  return [...lines, `  The password of everybody is ${demoPassword}`].join('\n');
}
