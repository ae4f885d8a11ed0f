import { TextInput } from '@mantine/core';
import { RoleBoxes } from './role-boxes.tsx';
import type { UserValues } from './user-form.ts';

/** What these fields need of a form. */
interface FormPart {
  readonly values: UserValues;
  readonly errors: Record<string, React.ReactNode>;
  readonly getInputProps: (name: never) => object;
  readonly setFieldValue: (name: never, value: never) => void;
}

/** Who a user is, and in which roles they act. */
export const UserFields = ({ form, had }: { form: FormPart; had?: string }) => (
  <>
    <fieldset>
      <legend>Person</legend>
      <div className="form-grid">
        <TextInput
          size="sm"
          label="Name"
          required
          maxLength={200}
          autoComplete="off"
          {...form.getInputProps('name' as never)}
        />
        <TextInput
          size="sm"
          label="E-mail"
          type="email"
          required
          maxLength={254}
          autoComplete="off"
          spellCheck={false}
          description="They sign in with it."
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          {...form.getInputProps('email' as never)}
        />
      </div>
    </fieldset>
    <fieldset>
      <legend>Roles</legend>
      <RoleBoxes
        value={form.values.roles}
        {...(had !== undefined && { had })}
        error={form.errors.roles}
        onChange={(roles) => form.setFieldValue('roles' as never, roles as never)}
      />
    </fieldset>
  </>
);
