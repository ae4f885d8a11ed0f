import { SegmentedControl, VisuallyHidden } from '@mantine/core';
import { Icon } from './icon.tsx';
import { type Scheme, schemes, useScheme } from './scheme.ts';

/** Light, dark, red for the night, or as the system has it; kept in this browser. */
export function SchemeSwitch() {
  const [scheme, choose] = useScheme();
  return (
    <SegmentedControl
      size="xs"
      aria-label="Appearance"
      className="scheme-switch"
      value={scheme}
      onChange={(value) => choose(value as Scheme)}
      data={schemes.map(({ value, label, icon }) => ({
        value,
        label: (
          <span title={label}>
            <Icon name={icon} size={16} />
            <VisuallyHidden>{label}</VisuallyHidden>
          </span>
        ),
      }))}
    />
  );
}
