import { TextInput, UnstyledButton } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { Icon } from './icon.tsx';

interface FieldProps {
  readonly name: string;
  readonly label: string;
  readonly value?: string;
  readonly error?: ReactNode;
  readonly onChange?: (event: { currentTarget: { value: string } }) => void;
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
export function PasswordField(
  props: FieldProps & { autoComplete: string; description?: string; 'data-autofocus'?: boolean },
) {
  const [shown, setShown] = useState(false);
  return (
    <TextInput
      type={shown ? 'text' : 'password'}
      maxLength={400}
      autoCapitalize="none"
      spellCheck={false}
      rightSection={
        <UnstyledButton
          className="reveal"
          aria-label="Show the password"
          aria-pressed={shown}
          onClick={() => setShown(!shown)}
        >
          <Icon name={shown ? 'eyeShut' : 'eye'} size={20} />
        </UnstyledButton>
      }
      {...props}
    />
  );
}

/** A password to be chosen, with the rule said before it can be broken. */
export const NewPasswordField = (props: FieldProps) => (
  <PasswordField
    autoComplete="new-password"
    description="At least 8 characters. A few unrelated words are easy to remember and hard to guess."
    {...props}
  />
);
