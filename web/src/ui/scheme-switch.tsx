import { SegmentedControl, useMantineColorScheme, VisuallyHidden } from '@mantine/core';
import { Icon } from './icon.tsx';

const schemes = [
  { value: 'auto', label: 'As the system', icon: 'system' },
  { value: 'light', label: 'Light', icon: 'sun' },
  { value: 'dark', label: 'Dark', icon: 'moon' },
] as const;

/** Light, dark, or as the system has it; kept in this browser. */
export function SchemeSwitch() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <SegmentedControl
      size="xs"
      aria-label="Colours"
      className="scheme-switch"
      value={colorScheme}
      onChange={(value) => setColorScheme(value as (typeof schemes)[number]['value'])}
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
