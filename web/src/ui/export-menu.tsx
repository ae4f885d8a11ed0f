import { Button, Menu } from '@mantine/core';
import { pathOf } from '../api/call.ts';
import { Icon } from './icon.tsx';
import { useMe, useReadOnly } from './me.tsx';
import type { FilterValues } from './use-filters.ts';

const formats = [
  { extension: 'csv', label: 'CSV', note: 'for spreadsheets' },
  { extension: 'xlsx', label: 'Excel', note: 'a workbook' },
  { extension: 'geojson', label: 'GeoJSON', note: 'for maps' },
] as const;

/** What pages or orders a list, or chooses whose records it shows: an export is of the own agency's, all of them. */
const ofLists = new Set(['sort', 'access', 'agency', 'cursor', 'limit', 'count', 'view']);

/** The address of an export of one's own agency's records, narrowed as a list is. */
export const exportPath = (many: string, extension: string, filters: FilterValues = {}): string =>
  `/api${pathOf(
    `/v1/exports/${many}.${extension}`,
    Object.fromEntries(Object.entries(filters).filter(([name]) => !ofLists.has(name))),
  )}`;

/** The own agency's records of a list as a file, with the filters that are set. Not there while one reads as a partner. */
export function ExportMenu({ many, filters = {} }: { many: string; filters?: FilterValues }) {
  const me = useMe();
  const readOnly = useReadOnly();
  // Only the own agency's records are exported, so a list of what partners share has nothing to export.
  if (readOnly || !me.agency || filters.access === 'shared') return null;
  return (
    <Menu position="bottom-end" width={250}>
      <Menu.Target>
        <Button
          size="sm"
          variant="default"
          className="sign-on-phone"
          leftSection={<Icon name="download" size={16} />}
        >
          Export
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          {me.agency.name}’s {many}, as filtered
        </Menu.Label>
        {formats.map(({ extension, label, note }) => (
          <Menu.Item
            key={extension}
            component="a"
            href={exportPath(many, extension, filters)}
            download={`${many}.${extension}`}
          >
            {label} <span className="nothing">{note}</span>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
