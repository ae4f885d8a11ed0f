import { recordTable } from '../src/db/record-table.ts';

/** Hydrants and other water points of an agency. The serial is a stable 32-bit number for GIS clients. */
export const up = `
${recordTable({
  kind: 'hydrant',
  table: 'hydrant',
  columns: `
  serial integer generated always as identity unique,
  number text not null collate "C",
  type text not null,
  status text not null default 'inService',
  rated_flow_gpm double precision,
  color text`,
  search: `number collate "default" || ' ' || coalesce(address_line, '')`,
  status: 'status',
})}
create index hydrant_numbered on hydrant (scope_id, number, id);
create index hydrant_status on hydrant (scope_id, status, created_at desc, id desc) include (withheld);
`;
