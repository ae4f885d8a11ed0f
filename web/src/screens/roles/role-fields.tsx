import { TextInput } from '@mantine/core';
import { PermissionBoxes } from '../../ui/permission-boxes.tsx';
import { linesIn, type RoleValues } from './role-form.ts';

interface FormPart {
  readonly values: RoleValues;
  readonly getInputProps: (name: never) => object;
  readonly setFieldValue: (name: never, value: never) => void;
}

/** What a role is called, and what it holds. */
export const RoleFields = ({
  form,
  had,
  builtIn = false,
}: {
  form: FormPart;
  had?: readonly string[];
  builtIn?: boolean;
}) => (
  <>
    <fieldset>
      <legend>Role</legend>
      <div className="form-grid">
        <TextInput
          size="sm"
          className="field-wide"
          label="Name"
          required
          maxLength={100}
          autoComplete="off"
          readOnly={builtIn}
          {...(builtIn && { description: 'A built-in role keeps its name; what it holds is yours to set.' })}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          {...form.getInputProps('name' as never)}
        />
      </div>
    </fieldset>
    <fieldset>
      <legend>Permissions</legend>
      <PermissionBoxes
        value={linesIn(form.values.permissions)}
        {...(had && { had })}
        onChange={(chosen) =>
          form.setFieldValue('permissions' as never, [...chosen].sort().join('\n') as never)
        }
      />
    </fieldset>
  </>
);
