import { permissions } from '@standpipe/policy';

/** What permissions are about, as their names begin, and what people call it. */
export const areas = [
  ['FD Permits', 'Permits'],
  ['Fire Inspections', 'Inspections'],
  ['Addresses', 'Places'],
  ['Pre-Plans', 'Pre-plans'],
  ['Hydrants', 'Hydrants'],
  ['Community Connect', 'Community Connect'],
  ['Device Locations', 'Device locations'],
  ['Units', 'Units'],
  ['Incident Commands', 'Command'],
  ['Messaging', 'Messages'],
  ['Admin', 'Administration'],
] as const;

/** Every permission there is, subject by subject. */
export const permissionAreas = areas.map(([area, name]) => ({
  area,
  name,
  permissions: permissions.filter((each) => each.startsWith(`${area} - `)) as readonly string[],
}));

/** What a permission lets one do, after its subject: "Read" of "FD Permits - Read". */
export const verbOf = (permission: string): string => permission.slice(permission.indexOf(' - ') + 3);
