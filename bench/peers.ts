/** Peers: other people's software that a benchmark is held against. Each has a folder and a lock file of its own. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** The folder of one peer. */
export const peerFolder = (name: string): string => join(import.meta.dirname, 'peers', name);

/** Installs a peer by its lock file where it is not there yet; says so and gives false where that cannot be. */
export function installPeer(name: string): boolean {
  const cwd = peerFolder(name);
  if (existsSync(join(cwd, 'node_modules', '.package-lock.json'))) return true;
  console.log(`Installing peer ${name} into bench/peers/${name}`);
  const { status, stderr } = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
    cwd,
    encoding: 'utf8',
    timeout: 600_000,
    shell: process.platform === 'win32',
  });
  if (status === 0) return true;
  console.log(`SKIPPED: peer ${name} cannot be installed here: ${stderr.trim().split('\n').at(-1)}`);
  return false;
}

/** A module of a peer, by the name its own code would import it by; null where the peer is not to be had. */
export async function openPeer<T>(name: string, module: string): Promise<T | null> {
  if (!installPeer(name)) return null;
  try {
    const path = createRequire(join(peerFolder(name), 'package.json')).resolve(module);
    return (await import(pathToFileURL(path).href)) as T;
  } catch (error) {
    console.log(`SKIPPED: peer ${name} does not start here: ${(error as Error).message}`);
    return null;
  }
}
