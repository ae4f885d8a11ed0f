import { NativeSelect, type NativeSelectProps, TextInput, type TextInputProps } from '@mantine/core';

/** A whole day; empty text for none. */
export const DayInput = (props: TextInputProps) => <TextInput type="date" max="9999-12-31" {...props} />;

/** One of a few; the device's own way of choosing, which works with gloves, keys and screen readers. */
export const Choice = ({
  choices,
  empty,
  ...props
}: NativeSelectProps & {
  choices: readonly { readonly value: string; readonly label: string }[];
  /** The words for no choice, where there may be none. */
  empty?: string;
}) => (
  <NativeSelect
    data={[...(empty === undefined ? [] : [{ value: '', label: empty }]), ...choices]}
    {...props}
  />
);
