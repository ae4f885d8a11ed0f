import { execFileSync } from 'node:child_process';

const list = (root: string, ...patterns: string[]): string[] =>
  execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', ...patterns], {
    cwd: root,
    encoding: 'utf8',
  })
    .split('\n')
    .filter((file) => file !== '');

/** Names of demo people and places, test worlds, and what only the terminal of an operator reads. */
const notRead = /\.test\.tsx?$|fixture|\/demo\/|\/test\/|migrations|\/cli\/|\/embedded\/|\.oracle\.ts$/;

/** Folders that are being rewritten at this moment; a folder leaves this list with the rewrite's last commit. */
const underWay = [
  'web/src/screens/users/',
  'web/src/screens/roles/',
  'web/src/screens/account/',
  'web/src/screens/invitation/',
  'web/src/screens/password/',
  'web/src/screens/sign-in/',
  'web/src/screens/agencies/',
  'web/src/screens/imports/',
  'server/src/people/',
  'server/src/imports/',
  'server/src/records/',
  'server/src/live/',
];

/** Source files whose texts people read: pages, problems, notices, mails, rules, API descriptions. */
export const sources = (root: string): string[] =>
  list(root, 'web/src/*.ts', 'web/src/*.tsx', 'server/src/*.ts', 'policy/src/*.ts', 'contract/src/*.ts')
    .filter((file) => !notRead.test(file))
    .filter((file) => !underWay.some((folder) => file.startsWith(folder)));

/** The documents, but for the glossary, decisions of their day, and what is generated from the sources. */
export const documents = (root: string): string[] =>
  list(root, 'docs/*.md', 'README.md', 'CONTRIBUTING.md', 'SECURITY.md').filter(
    (file) => !/glossary|\/adr\/|\/rules\//.test(file),
  );
