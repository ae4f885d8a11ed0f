import { Select } from '@mantine/core';
import type { ReactNode } from 'react';

/** "America/Port of Spain" as one reads it. */
export const zoneText = (zone: string): string => zone.replaceAll('_', ' ');

const zones = () => Intl.supportedValuesOf('timeZone').map((value) => ({ value, label: zoneText(value) }));

/** A time zone, found by some of its name. */
export const TimeZoneField = ({
  empty = false,
  value,
  ...props
}: {
  label: string;
  description?: string;
  placeholder?: string;
  value: string;
  error?: ReactNode;
  /** May there be none? */
  empty?: boolean;
  onChange: (zone: string) => void;
}) => {
  const all = zones();
  const given = value && !all.some((each) => each.value === value);
  return (
    <Select
      size="sm"
      searchable
      clearable={empty}
      allowDeselect={false}
      limit={80}
      nothingFoundMessage="No time zone found"
      data={given ? [{ value, label: zoneText(value) }, ...all] : all}
      {...props}
      value={value || null}
      onChange={(zone) => props.onChange(zone ?? '')}
      clearButtonProps={{ 'aria-label': `Clear ${props.label}` }}
    />
  );
};
