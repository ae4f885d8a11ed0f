import { PasswordInput, TextInput } from '@mantine/core';
import type { ComponentProps, ReactNode } from 'react';

interface FieldProps {
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly error: ReactNode;
  readonly onChange: (event: { currentTarget: { value: string } }) => void;
}

/** An e-mail address that one signs in with. */
export const EmailField = (props: FieldProps & { autoFocus?: boolean }) => (
  <TextInput
    type="email"
    inputMode="email"
    autoComplete="username"
    autoCapitalize="none"
    spellCheck={false}
    maxLength={254}
    {...props}
  />
);

/** A password, which its owner may look at while typing. */
export const PasswordField = ({
  description,
  ...props
}: FieldProps & { autoComplete: ComponentProps<'input'>['autoComplete']; description?: string }) => (
  <PasswordInput
    maxLength={400}
    visibilityToggleFocusable
    visibilityToggleButtonProps={{ 'aria-label': 'Show the password' }}
    {...(description && { description })}
    {...props}
  />
);

/** A password to be chosen, with the rule said before it can be broken. */
export const NewPasswordField = (props: FieldProps) => (
  <PasswordField
    autoComplete="new-password"
    description="At least 8 characters. A few words in a row are easy to keep in mind and hard to guess."
    {...props}
  />
);
