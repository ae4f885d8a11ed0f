import { recordTable } from '../src/db/record-table.ts';

/**
 * Notes to the owner of a record. A note stays when its record is deleted. When the record gets another owner, so do the
 * notes about it: triggers on the tables of those records see to it.
 */
const noted = { place: 'place', prePlan: 'pre_plan', hydrant: 'hydrant' };

export const up = `
${recordTable({
  kind: 'note',
  table: 'note',
  author: true,
  pointless: true,
  columns: `
  record_kind text not null check (record_kind in ('${Object.keys(noted).join("', '")}')),
  record_id uuid not null,
  record_label text not null,
  text text not null,
  status text not null default 'open' check (status in ('open', 'resolved')),
  resolved_at timestamptz(3)`,
  search: `record_label || ' ' || text`,
  status: 'status',
})}
create index note_record on note (record_id, created_at desc);
create index note_status on note (scope_id, status, created_at desc, id desc);

create function carry_notes() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update note set owner_id = new.owner_id where record_id = new.id and record_kind = tg_argv[0];
  return null;
end $$;
${Object.entries(noted)
  .map(
    ([
      kind,
      table,
    ]) => `create trigger ${table}_carries_notes after update of owner_id on ${table} for each row
  when (old.owner_id is distinct from new.owner_id) execute function carry_notes('${kind}');`,
  )
  .join('\n')}
`;
