import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { registryOf } from '../../test/registry.ts';

const permitHeader =
  'permit_number,permit_status,permit_type,issue_date,address,work_type,latitude,longitude,work_description';

/** A registry of two departments of one county, and a row of no state. */
export function writeRegistry(folder: string): string {
  const rest = ',Career,,,,,,';
  const rows = [
    `LA382,Zion Fire Rescue Department,Zion,Lake,IL,60099${rest}`,
    `LA172,Gurnee Fire Department,Gurnee,Lake,IL,60031${rest}`,
    `X,Nowhere Fire,Nowhere,Lake,QQ,00000${rest}`,
  ];
  return write(folder, 'registry.csv', registryOf(rows));
}

/** So many permits, three to an address; the second row has no point. */
export function writePermits(folder: string, count: number): string {
  const rows = Array.from({ length: count }, (_, n) => {
    const point = n === 1 ? ',' : '41.8,-87.65';
    return `B${n},ACTIVE,PERMIT - SIGNS,2025-01-02,${Math.floor(n / 3)} W LAKE ST,Signs,${point},A sign`;
  });
  return write(folder, 'permits.csv', `${[permitHeader, ...rows].join('\n')}\n`);
}

function write(folder: string, name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}
