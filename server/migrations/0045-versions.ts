/**
 * The versions of records whose kinds have them: what each change left, who made it and for which agency. They are the
 * own agency's to read; a partner who may change a record adds to them.
 */
export const up = `
create table record_version (
  kind text not null,
  record_id uuid not null,
  version integer not null,
  agency_id uuid not null references agency,
  at timestamptz(3) not null default now(),
  by_person uuid,
  by_agency uuid not null references agency,
  content jsonb not null,
  primary key (kind, record_id, version)
);

-- Is this a record that the acting agency may change, and whose own agency is the one named?
create function is_writable(kind text, record uuid, agency uuid) returns boolean
language plpgsql stable security definer set search_path = public, pg_temp as $$
declare
  records regclass := (select table_name from record_kind k where k.kind = is_writable.kind);
  found_it boolean;
begin
  if records is null then return false; end if;
  execute format('select exists (select from %s t where t.id = $1 and t.scope_id = any ($2)
    and coalesce((to_jsonb(t) ->> ''author_id'')::uuid, t.owner_id) = $3)', records)
    into found_it using record, current_writable(kind), agency;
  return found_it;
end $$;

alter table record_version enable row level security, force row level security;
create policy everything on record_version to current_user, standpipe_system using (true);
create policy own_agency on record_version for select to standpipe_viewer using (agency_id = current_agency());
create policy writer_adds on record_version for insert to standpipe_viewer
  with check (by_agency = current_agency() and is_writable(kind, record_id, agency_id));
grant select, insert on record_version to standpipe_viewer, standpipe_system;

-- A partner's change stands in the log of the agency whose record it is.
create policy partner_changes on audit_entry for insert to standpipe_viewer
  with check (is_writable(kind, record_id, agency_id));
`;
