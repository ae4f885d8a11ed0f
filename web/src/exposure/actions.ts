import type { ExplainQuery } from '../api/messages.ts';

export type Action = ExplainQuery['action'];

const always: readonly Action[] = ['view', 'create', 'edit', 'delete'];
const more: Readonly<Record<string, readonly Action[]>> = {
  permit: ['download', 'email'],
  inspection: ['download', 'email'],
  prePlan: ['download'],
};

const labels: Readonly<Record<Action, string>> = {
  view: 'View',
  create: 'Create',
  edit: 'Edit',
  delete: 'Delete',
  download: 'Download',
  email: 'E-mail',
};

/** What can be done to a kind of record at all, as choices. */
export const actionsOf = (kind: string): readonly { value: Action; label: string }[] =>
  [...always, ...(more[kind] ?? [])].map((value) => ({ value, label: labels[value] }));
