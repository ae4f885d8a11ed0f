import { execFileSync } from 'node:child_process';
import { cp, mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Edit } from './break.ts';

/** A copy of the source that may be broken, and mended again. */
export interface Tree {
  readonly root: string;
  breakBy(edits: readonly Edit[]): Promise<void>;
  /** Puts back what the last break changed. */
  mend(): Promise<void>;
}

/** Everything that belongs to the source, new files not yet committed included. */
const sourceFiles = (root: string): string[] =>
  execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  })
    .split('\0')
    .filter(Boolean);

/**
 * Copies the source. Installed packages are linked, except our own workspaces: those must be the copy's, or a break of
 * the policy would never be felt.
 */
export async function copyTree(from: string, root: string): Promise<Tree> {
  for (const file of new Set(sourceFiles(from))) {
    await mkdir(dirname(join(root, file)), { recursive: true });
    await cp(join(from, file), join(root, file)).catch((error: { code?: string }) => {
      if (error.code !== 'ENOENT') throw error; // deleted, not yet committed
    });
  }
  await linkPackages(join(from, 'node_modules'), join(root, 'node_modules'));
  for (const workspace of await readdir(from))
    if (workspace !== 'node_modules' && (await exists(join(from, workspace, 'node_modules'))))
      await symlink(join(from, workspace, 'node_modules'), join(root, workspace, 'node_modules'));
  const kept = new Map<string, string>();
  return {
    root,
    breakBy: async (edits) => {
      for (const { file, old, new: now } of edits) {
        const path = join(root, file);
        const text = await readFile(path, 'utf8');
        if (!kept.has(path)) kept.set(path, text);
        await writeFile(
          path,
          text.replace(old, () => now),
        );
      }
    },
    mend: async () => {
      for (const [path, text] of kept) await writeFile(path, text);
      kept.clear();
    },
  };
}

const ours = '@standpipe';

async function linkPackages(installed: string, into: string): Promise<void> {
  await mkdir(join(into, ours), { recursive: true });
  for (const name of await readdir(installed))
    if (name !== ours && (name === '.bin' || !name.startsWith('.')))
      await symlink(join(installed, name), join(into, name));
  for (const name of await readdir(join(installed, ours)))
    await symlink(join('..', '..', name), join(into, ours, name));
}

const exists = (path: string) =>
  readdir(path).then(
    () => true,
    () => false,
  );

/** The edits whose old text is not there exactly once. */
export async function rotten(root: string, edits: readonly Edit[]): Promise<string[]> {
  const faults: string[] = [];
  for (const { file, old, new: now } of edits) {
    const text = await readFile(join(root, file), 'utf8').catch(() => '');
    const times = text.split(old).length - 1;
    if (times !== 1) faults.push(`${file}: there ${times} times instead of once: ${JSON.stringify(old)}`);
    if (old === now) faults.push(`${file}: changes nothing: ${JSON.stringify(old)}`);
  }
  return faults;
}
