-- GET /places
start transaction isolation level repeatable read;
select viewer_of_key($1) as viewer;
select * from candidate_scopes($1::uuid[]);
select set_config('standpipe.agency', $1, true), set_config('standpipe.place_scopes', $2, true), set_config('standpipe.permit_scopes', $3, true), set_config('standpipe.inspection_scopes', $4, true);
select t.*, author.name as agency_name, author.color as agency_color, owner.name as owner_name, owner.color as owner_color from (select * from ( (select x.id, x.key from unnest($1::integer[]) s cross join lateral ( select t.id, "t"."created_at" as key from "place" t where t.scope_id = s and t.retired_at is null order by "t"."created_at" desc, t.id desc limit $2) x order by x.key desc, x.id desc limit $3) union (select x.id, x.key from unnest($4::integer[]) s cross join lateral ( select t.id, "t"."created_at" as key from "place" t where t.scope_id = s and not t.withheld and t.retired_at is null order by "t"."created_at" desc, t.id desc limit $5) x order by x.key desc, x.id desc limit $6)) each order by each.key desc, each.id desc limit $7) page join "place" t on t.id = page.id join agency author on author.id = t.owner_id join agency owner on owner.id = t.owner_id order by page.key desc, page.id desc;
set local synchronous_commit = off;
insert into view_entry (agency_id, viewer_agency_id, viewer_person_id, kind, ids, way, filter) values ($1, $2, $3, $4, $5::uuid[], $6, $7::jsonb);
commit;

-- GET /places?q=main&sort=addressLine&count=exact
start transaction isolation level repeatable read;
select viewer_of_key($1) as viewer;
select * from candidate_scopes($1::uuid[]);
select set_config('standpipe.agency', $1, true), set_config('standpipe.place_scopes', $2, true), set_config('standpipe.permit_scopes', $3, true), set_config('standpipe.inspection_scopes', $4, true);
select narrow($1, $2::integer[], array(select lower(each) from unnest($3::text[]) each), $4::float8[], $5) as ids;
select t.*, author.name as agency_name, author.color as agency_color, owner.name as owner_name, owner.color as owner_color from (select * from ( (select t.id, "t"."address_line" as key from "place" t where t.id = any ($1::uuid[]) and t.scope_id = any ($2::integer[]) and t.retired_at is null and t."search" like lower($3) and true order by "t"."address_line", t.id limit $4) union (select t.id, "t"."address_line" as key from "place" t where t.id = any ($5::uuid[]) and t.scope_id = any ($6::integer[]) and not t.withheld and t.retired_at is null and t."search" like lower($7) and true order by "t"."address_line", t.id limit $8)) each order by each.key, each.id limit $9) page join "place" t on t.id = page.id join agency author on author.id = t.owner_id join agency owner on owner.id = t.owner_id order by page.key, page.id;
set local synchronous_commit = off;
insert into view_entry (agency_id, viewer_agency_id, viewer_person_id, kind, ids, way, filter) values ($1, $2, $3, $4, $5::uuid[], $6, $7::jsonb);
select narrow($1, $2::integer[], array(select lower(each) from unnest($3::text[]) each), $4::float8[], $5) as ids;
select count(*) as total from "place" t where (t.scope_id = any ($1::integer[]) and t.retired_at is null and t."search" like lower($2) or t.scope_id = any ($3::integer[]) and not t.withheld and t.retired_at is null and t."search" like lower($4)) and t.id = any ($5::uuid[]);
commit;

-- GET /places?bbox=-88,42,-87,43
start transaction isolation level repeatable read;
select viewer_of_key($1) as viewer;
select * from candidate_scopes($1::uuid[]);
select set_config('standpipe.agency', $1, true), set_config('standpipe.place_scopes', $2, true), set_config('standpipe.permit_scopes', $3, true), set_config('standpipe.inspection_scopes', $4, true);
select narrow($1, $2::integer[], array(select lower(each) from unnest($3::text[]) each), $4::float8[], $5) as ids;
select t.*, author.name as agency_name, author.color as agency_color, owner.name as owner_name, owner.color as owner_color from (select * from ( (select t.id, "t"."created_at" as key from "place" t where t.id = any ($1::uuid[]) and t.scope_id = any ($2::integer[]) and t.retired_at is null and t.lng between $3 and $4 and t.lat between $5 and $6 and true order by "t"."created_at" desc, t.id desc limit $7) union (select t.id, "t"."created_at" as key from "place" t where t.id = any ($8::uuid[]) and t.scope_id = any ($9::integer[]) and not t.withheld and t.retired_at is null and t.lng between $10 and $11 and t.lat between $12 and $13 and true order by "t"."created_at" desc, t.id desc limit $14)) each order by each.key desc, each.id desc limit $15) page join "place" t on t.id = page.id join agency author on author.id = t.owner_id join agency owner on owner.id = t.owner_id order by page.key desc, page.id desc;
set local synchronous_commit = off;
insert into view_entry (agency_id, viewer_agency_id, viewer_person_id, kind, ids, way, filter) values ($1, $2, $3, $4, $5::uuid[], $6, $7::jsonb);
commit;

-- GET /places/:id
start transaction isolation level repeatable read;
select viewer_of_key($1) as viewer;
select * from candidate_scopes($1::uuid[]);
select set_config('standpipe.agency', $1, true), set_config('standpipe.place_scopes', $2, true), set_config('standpipe.permit_scopes', $3, true), set_config('standpipe.inspection_scopes', $4, true);
select t.*, owner.name as agency_name, owner.color as agency_color from place t join agency owner on owner.id = t.owner_id where t.id = $1 and t.retired_at is null;
insert into view_entry (agency_id, viewer_agency_id, viewer_person_id, kind, ids, way, filter) values ($1, $2, $3, $4, $5::uuid[], $6, $7::jsonb);
commit;

-- PATCH /places/:id
start transaction isolation level read committed;
select viewer_of_key($1) as viewer;
select pg_advisory_xact_lock_shared(hashtextextended(id, 731)) from unnest($1::text[]) with ordinality as agency(id, at) order by at;
select viewer_of_key($1) as viewer;
select * from candidate_scopes($1::uuid[]);
select set_config('standpipe.agency', $1, true), set_config('standpipe.place_scopes', $2, true), set_config('standpipe.permit_scopes', $3, true), set_config('standpipe.inspection_scopes', $4, true);
select t.*, owner.name as agency_name, owner.color as agency_color from place t join agency owner on owner.id = t.owner_id where t.id = $1 and t.retired_at is null;
update "place" set "withheld" = $1, "version" = $2, "updated_at" = now() where "id" = $3 and "version" = $4 and "retired_at" is null;
insert into audit_entry (agency_id, person_id, credential, action, kind, record_id, before, after, way, request_id) select agency, $1::uuid, $2, action, kind, id, before, after, way, $3 from jsonb_to_recordset($4::jsonb) as entry (agency uuid, action text, kind text, id uuid, before jsonb, after jsonb, way text);
select t.*, owner.name as agency_name, owner.color as agency_color from place t join agency owner on owner.id = t.owner_id where t.id = $1 and t.retired_at is null;
insert into change_event (type, kind, record_id, before, after) select 'record', kind, id, before, after from jsonb_to_recordset($1::jsonb) as change (kind text, id uuid, before jsonb, after jsonb);
select * from records_at_place($1);
insert into change_event (type, kind, record_id, before, after) select 'record', kind, id, before, after from jsonb_to_recordset($1::jsonb) as change (kind text, id uuid, before jsonb, after jsonb);
commit;
