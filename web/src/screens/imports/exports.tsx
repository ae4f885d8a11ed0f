import { Button } from '@mantine/core';
import { exportPath } from '../../ui/export-menu.tsx';
import { Icon } from '../../ui/icon.tsx';
import { useMe } from '../../ui/me.tsx';
import { importKinds } from './import-words.ts';

const formats = [
  { extension: 'csv', label: 'CSV' },
  { extension: 'xlsx', label: 'Excel' },
  { extension: 'geojson', label: 'GeoJSON' },
] as const;

/** All of one's own agency's records of a kind, as a file. A part of them is exported from its list. */
export function Exports() {
  const { agency, permissions } = useMe();
  const kinds = Object.values(importKinds).filter(({ read }) => permissions.includes(read));
  return (
    <>
      <ul className="exports">
        {kinds
          .flatMap(({ many, path }) =>
            path === 'inspections'
              ? [
                  { many, path },
                  { many: 'Violations', path: 'violations' },
                ]
              : [{ many, path }],
          )
          .map(({ many, path }) => (
            <li key={path}>
              <h2>{many}</h2>
              <div className="exports-ways">
                {formats
                  .filter(({ extension }) => path !== 'violations' || extension !== 'geojson')
                  .map(({ extension, label }) => (
                    <Button
                      key={extension}
                      component="a"
                      href={exportPath(path, extension)}
                      download={`${path}.${extension}`}
                      size="sm"
                      variant="default"
                      leftSection={<Icon name="download" size={16} />}
                      aria-label={`${many} as ${label}`}
                    >
                      {label}
                    </Button>
                  ))}
              </div>
            </li>
          ))}
      </ul>
      <p className="imports-note">
        {kinds.length === 0
          ? 'To export records one needs the permission to read them; your administrators give it.'
          : `All that ${agency?.name} owns, and nothing of partners. For a part, filter the list and use its Export menu. Each export is written into your change log.`}
      </p>
    </>
  );
}
