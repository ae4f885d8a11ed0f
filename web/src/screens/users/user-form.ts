import type { User } from '../../api/messages.ts';
import { filled } from '../../ui/filled.ts';

export interface UserValues extends Record<string, string> {
  readonly name: string;
  readonly email: string;
  /** Ids, sorted, with commas between. */
  readonly roles: string;
}

export const userLabels = { name: 'Name', email: 'E-mail', roles: 'Roles' } as const;
export const emptyUser: UserValues = { name: '', email: '', roles: '' };

export const idsIn = (text: string): string[] => text.split(',').filter(Boolean);

export const userValues = ({ name, email, roles }: User): UserValues => ({
  name,
  email,
  roles: roles
    .map(({ id }) => id)
    .sort()
    .join(','),
});

export const userBody = ({ name, email, roles }: UserValues) => ({
  name: name.trim(),
  email: email.trim(),
  roles: idsIn(roles),
});

export const userChecks = {
  name: filled('Enter the name.'),
  email: (email: string) =>
    /^\S+@\S+\.\S+$/.test(email.trim()) ? null : 'Enter an e-mail address, like ann@example.org.',
};
