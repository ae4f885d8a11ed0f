/**
 * A stable 32-bit number for GIS clients, on every record that they read. Numbers of a plain sequence would tell each
 * reader how many records all agencies make; so they are scattered: the sequence's value goes through four rounds of a
 * Feistel network of 2 × 15 bits, which maps each value to another one and no two to the same. Its key is drawn when
 * the database is made.
 */
const tables = ['place', 'hydrant', 'pre_plan'];
const indexed = (table: string) => (table === 'place' ? ' where retired_at is null' : '');

export const up = `
create sequence object_number as integer maxvalue 1073741823;
grant usage on sequence object_number to standpipe_viewer, standpipe_system;

do $make$
begin
  execute format($create$
    create function scatter(n integer) returns integer language plpgsql immutable strict parallel safe as $body$
    declare
      high integer := (n >> 15) & 32767;
      low integer := n & 32767;
      mixed bytea;
    begin
      for round in 1..4 loop
        mixed := sha256(convert_to(concat_ws(' ', %L, round, low), 'UTF8'));
        select low, high # (((get_byte(mixed, 0) << 8) | get_byte(mixed, 1)) & 32767) into high, low;
      end loop;
      return ((high << 15) | low) + 1;
    end $body$
  $create$, gen_random_uuid());
end $make$;

create function next_object_id() returns integer language sql volatile
  as 'select scatter(nextval(''object_number'')::integer)';

alter table hydrant drop column serial;
${tables
  .map(
    (table) => `
alter table ${table} add column object_id integer not null default next_object_id();
create unique index ${table}_object on ${table} (object_id);
create index ${table}_objects on ${table} (scope_id, object_id, id)${indexed(table)};`,
  )
  .join('')}
`;
