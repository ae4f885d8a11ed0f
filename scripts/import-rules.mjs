// Runs dependency-cruiser over the house with the rules of .dependency-cruiser.cjs.
import { createRequire } from 'node:module';
import { cruise } from 'dependency-cruiser';

const config = createRequire(import.meta.url)('../.dependency-cruiser.cjs');
const { output, exitCode } = await cruise(
  ['policy/src', 'contract/src', 'server/src', 'web/src', 'e2e/src', 'bench', 'scripts'],
  { ruleSet: { forbidden: config.forbidden }, validate: true, outputType: 'err', ...config.options },
);
console.log(output);
process.exit(exitCode);
