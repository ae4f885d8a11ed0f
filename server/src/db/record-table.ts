/** The SQL of a table of records: what every kind's table has, so that a migration says only what is its own. */
interface RecordTable {
  /** The kind's name in the rules, and its table. */
  readonly kind: string;
  readonly table: string;
  /** The kind's own columns, as SQL. */
  readonly columns: string;
  /** The text that words are looked for in, as an SQL expression on the table's columns. */
  readonly search: string;
  /** Is it made by an agency that need not own the place (`author_id`), or by the owner alone? */
  readonly author?: true;
  /** Is a record tied to a place, and does it carry the place's address line, point and withheld mark? */
  readonly atPlace?: true;
  /** What the counters take as its status: a column, or an expression. */
  readonly status: string;
  /** Is it without an address line and a point of its own? */
  readonly pointless?: true;
}

const place = `
  place_id uuid not null,
  place_withheld boolean not null default false,
  place_retired boolean not null default false,`;

/** Keeps the number of records, and the box that holds them, up to date for each scope. */
const counters = ({ kind, table, atPlace, status, pointless }: RecordTable) => {
  const columns = `scope_id, ${status}, withheld, ${atPlace ? 'place_withheld' : 'false'}`;
  const counted = (sign: string, rows: string) =>
    `insert into record_count select '${kind}', ${columns}, ${sign}count(*) from ${rows} group by 2, 3, 4, 5;`;
  return `
create function count_${table}() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if tg_op <> 'INSERT' then ${counted('-', 'before')} end if;
  if tg_op <> 'DELETE' then ${counted('', 'after')} end if;
  return null;
end $$;
create trigger ${table}_counted_insert after insert on ${table} referencing new table as after
  for each statement execute function count_${table}();
create trigger ${table}_counted_update after update on ${table} referencing old table as before new table as after
  for each statement execute function count_${table}();
create trigger ${table}_counted_delete after delete on ${table} referencing old table as before
  for each statement execute function count_${table}();${pointless ? '' : extents(kind, table)}`;
};

/** Extends the box that holds the records of a scope. */
const extents = (kind: string, table: string) => `
create function extend_${table}() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into scope_extent
    select '${kind}', scope_id, min(lng), min(lat), max(lng), max(lat) from after a
    where not exists (select from scope_extent e where e.kind = '${kind}' and e.scope_id = a.scope_id
      and a.lng between e.west and e.east and a.lat between e.south and e.north)
    group by scope_id order by scope_id
  on conflict (kind, scope_id) do update set
    west = least(scope_extent.west, excluded.west), south = least(scope_extent.south, excluded.south),
    east = greatest(scope_extent.east, excluded.east), north = greatest(scope_extent.north, excluded.north);
  return null;
end $$;
create trigger ${table}_extends_new after insert on ${table} referencing new table as after
  for each statement execute function extend_${table}();
create trigger ${table}_extends_changed after update on ${table} referencing new table as after
  for each statement execute function extend_${table}();`;

/** Row-level security: read in open scopes, made for one's own agency, changed and deleted in writable scopes. */
const security = ({ kind, table, author }: RecordTable) => `
alter table ${table} enable row level security, force row level security;
create policy everything on ${table} to current_user, standpipe_system using (true);
create policy open_scope on ${table} for select to standpipe_viewer
  using (scope_id in (select unnest(current_scopes('${kind}'))));
create policy own_adds on ${table} for insert to standpipe_viewer
  with check (${author ? 'author_id' : 'owner_id'} = current_agency());
create policy writable_changes on ${table} for update to standpipe_viewer
  using (scope_id in (select unnest(current_writable('${kind}'))))
  with check (scope_id in (select unnest(current_writable('${kind}'))));
create policy writable_deletes on ${table} for delete to standpipe_viewer
  using (scope_id in (select unnest(current_writable('${kind}'))));
grant select, insert, update, delete on ${table} to standpipe_viewer, standpipe_system;`;

/** The whole SQL of a kind's table, with its indexes, counters and row-level security. */
export const recordTable = (given: RecordTable): string => {
  const { kind, table, columns, search, author, atPlace, pointless } = given;
  const facts = atPlace
    ? `'{${[...(author ? ['author_id'] : []), 'status', 'withheld', 'place_withheld'].join()}}'`
    : 'null';
  return `
create table ${table} (
  id uuid primary key,
  ${author ? 'author_id uuid not null references agency,' : ''}
  owner_id uuid not null references agency,${atPlace ? place : ''}
  scope_id integer not null references scope,
  version integer not null default 1,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  created_by uuid,
  withheld boolean not null default false,${
    pointless
      ? ''
      : `
  address_line text collate "C",
  lng double precision not null,
  lat double precision not null,
  cell bigint generated always as (map_cell(lng, lat)) stored,`
  }
  notes text,
  external_id text,
  ${columns},
  search text generated always as (lower(${search})) stored${
    atPlace
      ? `,
  foreign key (place_id, owner_id) references place (id, owner_id) on update cascade`
      : ''
  }
);
insert into record_kind values ('${kind}', '${table}', ${facts});
create unique index ${table}_external on ${table} (${author ? 'author_id' : 'owner_id'}, external_id)
  where external_id is not null;
create index ${table}_created on ${table} (scope_id, created_at desc, id desc)
  include (withheld${atPlace ? ', place_withheld' : ''}${pointless ? '' : ', lng, lat'});
create index ${table}_updated on ${table} (scope_id, updated_at desc, id desc);${
    pointless
      ? ''
      : `
create index ${table}_addressed on ${table} (scope_id, address_line, id);
create index ${table}_addressed_desc on ${table} (scope_id, address_line desc nulls last, id desc);
create index ${table}_cell on ${table} (scope_id, cell) include (withheld, lng, lat);`
  }${
    atPlace
      ? `
create index ${table}_place on ${table} (place_id, scope_id);`
      : ''
  }
-- Tables older than migration 0060 get their index on words there.
do $$ begin
  if to_regproc('index_in_scopes') is not null then perform index_in_scopes('${kind}'); end if;
end $$;
create trigger ${table}_scope before insert or update of ${author ? 'author_id, ' : ''}owner_id on ${table}
  for each row execute function ${author ? 'set_scope' : 'set_place_scope'}();
create trigger ${table}_periods after update or delete on ${table} for each row
  execute function keep_periods('withheld', 'owner_id'${atPlace ? ", 'place_withheld'" : ''});
${security(given)}
${counters(given)}
`;
};
