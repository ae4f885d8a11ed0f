import type { Role } from '../../api/messages.ts';
import { filled } from '../../ui/filled.ts';

export interface RoleValues extends Record<string, string> {
  readonly name: string;
  /** One a line, in the order of the form. */
  readonly permissions: string;
}

export const roleLabels = { name: 'Name', permissions: 'Permissions' } as const;
export const linesIn = (text: string): string[] => text.split('\n').filter(Boolean);

export const roleValues = ({ name, permissions }: Pick<Role, 'name' | 'permissions'>): RoleValues => ({
  name,
  permissions: [...permissions].sort().join('\n'),
});

export const roleBody = ({ name, permissions }: RoleValues) => ({
  name: name.trim(),
  permissions: linesIn(permissions),
});

export const roleChecks = {
  name: filled('Enter a name.'),
};
