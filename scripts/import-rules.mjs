// Runs dependency-cruiser over the house with the rules of .dependency-cruiser.cjs.
import { createRequire } from 'node:module';
import { cruise } from 'dependency-cruiser';

const config = createRequire(import.meta.url)('../.dependency-cruiser.cjs');
const { output, exitCode } = await cruise(
  ['policy/src', 'water/src', 'contract/src', 'server/src', 'web/src', 'e2e/src', 'bench', 'scripts'],
  { ruleSet: { forbidden: config.forbidden }, validate: true, outputType: 'err', ...config.options },
);
console.log(output);
// A parser that could not read TypeScript would find a handful of modules and no fault in them.
const seen = Number(/([\d,]+) modules/.exec(output)?.[1]?.replace(',', ''));
if (!(seen > 300)) console.log(`Only ${seen} modules were looked at: the rules did not see the sources.`);
process.exit(seen > 300 ? exitCode : 1);
