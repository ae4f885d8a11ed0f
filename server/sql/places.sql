-- GET /places
start transaction isolation level repeatable read;
/* prepared */ select sight, ( with asked as (select array(select (sight->'agency'->>'id')::uuid union all select (each->>'grantor')::uuid from jsonb_array_elements(sight->'received') each) as agencies), found as materialized (select scopes.* from asked, candidate_scopes(agencies) scopes) select json_build_object( 'scopes', (select coalesce(json_agg(json_build_array(id, author_id, owner_id)), '[]') from found), 'agencies', (select coalesce(json_agg(json_build_array(id, name, color)), '[]') from agency where id in ( select unnest(agencies) from asked union select author_id from found union select owner_id from found)))) as candidates, (select id from cluster_life) as life from (select sight_of_key($1) as sight offset 0) asked;
/* ahead *//* prepared */ select set_config('standpipe.agency', $1, true), set_config('standpipe.place_scopes', $2, true);
/* prepared */ select t.id, t.owner_id, t.scope_id, t.version, t.created_at, t.updated_at, t.created_by, t.withheld, t.address_line, t.lng, t.lat, t.notes, t.external_id, t.retired_at, t.unit, t.city, t.state, t.zip, t.name, t.occupancy_type, t.construction_type, t.stories, t.year_built, t.floor_area_sq_ft, t.location_source, t.object_id from (select each.id, each.key from ((select 0 as part, walked.*, x.id, x.key from unnest($1::integer[], $2::integer[]) as walked (scope, branch) cross join lateral ( select t.id, "t"."created_at" as key from "place" t where t.scope_id = walked.scope and (walked.branch <> 1 or not "t"."withheld") and "t"."retired_at" is null and true order by "t"."created_at" desc, t.id desc limit $3) x where true)) each order by each.key desc, each.id desc limit $4) page join "place" t on t.id = page.id order by page.key desc, page.id desc;
/* ahead */ set local synchronous_commit = off;
/* ahead *//* prepared */ insert into view_entry (agency_id, viewer_agency_id, viewer_person_id, kind, ids, way, filter) select agency, $1, $2, $3, ids, $4, $5::jsonb from jsonb_to_recordset($6::jsonb) as view (agency uuid, ids uuid[]);
commit;

-- GET /places?q=main&sort=addressLine&count=exact
start transaction isolation level repeatable read;
/* ahead *//* prepared */ select set_config('standpipe.agency', $1, true), set_config('standpipe.place_scopes', $2, true), hold_sight($3::pg_snapshot, $4::timestamptz, $5::uuid);
/* prepared */ select holding_words($1, $2, $3::integer[], $4::text[], $5) as "ids_0";
/* prepared */ select t.id, t.owner_id, t.scope_id, t.version, t.created_at, t.updated_at, t.created_by, t.withheld, t.address_line, t.lng, t.lat, t.notes, t.external_id, t.retired_at, t.unit, t.city, t.state, t.zip, t.name, t.occupancy_type, t.construction_type, t.stories, t.year_built, t.floor_area_sq_ft, t.location_source, t.object_id from (select t.id, "t"."address_line" as key from "place" t where t.id = any ($1::uuid[]) and (t.scope_id = any ($2::integer[]) and t."search" like lower($3) and "t"."retired_at" is null or t.scope_id = any ($4::integer[]) and not "t"."withheld" and t."search" like lower($5) and "t"."retired_at" is null) and true order by "t"."address_line", t.id limit $6) page join "place" t on t.id = page.id order by page.key, page.id;
/* ahead */ set local synchronous_commit = off;
/* ahead *//* prepared */ insert into view_entry (agency_id, viewer_agency_id, viewer_person_id, kind, ids, way, filter) select agency, $1, $2, $3, ids, $4, $5::jsonb from jsonb_to_recordset($6::jsonb) as view (agency uuid, ids uuid[]);
select count(*) as n from "place" t where t.scope_id = any ($1::integer[]) and (not "t"."withheld" and t."search" like lower($2) or t."search" like lower($3) and t.scope_id = any ($4::integer[])) and "t"."retired_at" is null and t.id = any ($5::uuid[]);
commit;

-- GET /places?bbox=-88,42,-87,43
start transaction isolation level repeatable read;
/* ahead *//* prepared */ select set_config('standpipe.agency', $1, true), set_config('standpipe.place_scopes', $2, true), hold_sight($3::pg_snapshot, $4::timestamptz, $5::uuid);
/* prepared */ select within_box($1, $2::integer[], $3::float8[], $4::bigint[], $5) as "ids_0";
/* prepared */ select t.id, t.owner_id, t.scope_id, t.version, t.created_at, t.updated_at, t.created_by, t.withheld, t.address_line, t.lng, t.lat, t.notes, t.external_id, t.retired_at, t.unit, t.city, t.state, t.zip, t.name, t.occupancy_type, t.construction_type, t.stories, t.year_built, t.floor_area_sq_ft, t.location_source, t.object_id from (select t.id, "t"."created_at" as key from "place" t where t.id = any ($1::uuid[]) and (t.scope_id = any ($2::integer[]) and "t"."retired_at" is null and t.lng between $3 and $4 and t.lat between $5 and $6 or t.scope_id = any ($7::integer[]) and not "t"."withheld" and "t"."retired_at" is null and t.lng between $8 and $9 and t.lat between $10 and $11) and true order by "t"."created_at" desc, t.id desc limit $12) page join "place" t on t.id = page.id order by page.key desc, page.id desc;
/* ahead */ set local synchronous_commit = off;
/* ahead *//* prepared */ insert into view_entry (agency_id, viewer_agency_id, viewer_person_id, kind, ids, way, filter) select agency, $1, $2, $3, ids, $4, $5::jsonb from jsonb_to_recordset($6::jsonb) as view (agency uuid, ids uuid[]);
commit;

-- GET /places/:id
start transaction isolation level repeatable read;
/* ahead *//* prepared */ select set_config('standpipe.agency', $1, true), set_config('standpipe.place_scopes', $2, true), hold_sight($3::pg_snapshot, $4::timestamptz, $5::uuid);
select t.id, t.owner_id, t.scope_id, t.version, t.created_at, t.updated_at, t.created_by, t.withheld, t.address_line, t.lng, t.lat, t.notes, t.external_id, t.retired_at, t.unit, t.city, t.state, t.zip, t.name, t.occupancy_type, t.construction_type, t.stories, t.year_built, t.floor_area_sq_ft, t.location_source, t.object_id, author.name as agency_name, author.color as agency_color, owner.name as owner_name, owner.color as owner_color from "place" t join agency author on author.id = t."owner_id" join agency owner on owner.id = t.owner_id where t.id = $1 and "t"."retired_at" is null;
/* ahead *//* prepared */ insert into view_entry (agency_id, viewer_agency_id, viewer_person_id, kind, ids, way, filter) select agency, $1, $2, $3, ids, $4, $5::jsonb from jsonb_to_recordset($6::jsonb) as view (agency uuid, ids uuid[]);
commit;

-- PATCH /places/:id
start transaction isolation level read committed;
/* prepared */ select viewer from (select viewer_of_key($1) as viewer offset 0) asked;
select pg_advisory_xact_lock_shared(hashtextextended(id, 731)) from unnest($1::text[]) with ordinality as agency(id, at) order by at;
/* prepared */ select viewer from (select viewer_of_key($1) as viewer offset 0) asked;
/* prepared */ select ( with asked as (select $1::uuid[] as agencies), found as materialized (select scopes.* from asked, candidate_scopes(agencies) scopes) select json_build_object( 'scopes', (select coalesce(json_agg(json_build_array(id, author_id, owner_id)), '[]') from found), 'agencies', (select coalesce(json_agg(json_build_array(id, name, color)), '[]') from agency where id in ( select unnest(agencies) from asked union select author_id from found union select owner_id from found)))) as candidates;
/* ahead *//* prepared */ select set_config('standpipe.agency', $1, true), set_config('standpipe.place_scopes', $2, true), set_config('standpipe.place_writable', $3, true);
select t.id, t.owner_id, t.scope_id, t.version, t.created_at, t.updated_at, t.created_by, t.withheld, t.address_line, t.lng, t.lat, t.notes, t.external_id, t.retired_at, t.unit, t.city, t.state, t.zip, t.name, t.occupancy_type, t.construction_type, t.stories, t.year_built, t.floor_area_sq_ft, t.location_source, t.object_id, author.name as agency_name, author.color as agency_color, owner.name as owner_name, owner.color as owner_color from "place" t join agency author on author.id = t."owner_id" join agency owner on owner.id = t.owner_id where t.id = $1 and "t"."retired_at" is null;
update "place" set "withheld" = $1, "version" = $2, "updated_at" = now() where "id" = $3 and "version" = $4 and "retired_at" is null;
select t.id, t.owner_id, t.scope_id, t.version, t.created_at, t.updated_at, t.created_by, t.withheld, t.address_line, t.lng, t.lat, t.notes, t.external_id, t.retired_at, t.unit, t.city, t.state, t.zip, t.name, t.occupancy_type, t.construction_type, t.stories, t.year_built, t.floor_area_sq_ft, t.location_source, t.object_id, author.name as agency_name, author.color as agency_color, owner.name as owner_name, owner.color as owner_color from "place" t join agency author on author.id = t."owner_id" join agency owner on owner.id = t.owner_id where t.id = $1 and "t"."retired_at" is null;
insert into audit_entry (agency_id, person_id, credential, action, kind, record_id, before, after, way, request_id) select agency, $1::uuid, $2, action, kind, id, before, after, way, $3 from jsonb_to_recordset($4::jsonb) as entry (agency uuid, action text, kind text, id uuid, before jsonb, after jsonb, way text);
insert into change_event (type, kind, record_id, before, after, agencies) select 'record', kind, id, before, after, coalesce(agencies, '{}') from jsonb_to_recordset($1::jsonb) as change (kind text, id uuid, before jsonb, after jsonb, agencies uuid[]);
select * from records_at_place($1);
insert into change_event (type, kind, record_id, before, after, agencies) select 'record', kind, id, before, after, coalesce(agencies, '{}') from jsonb_to_recordset($1::jsonb) as change (kind text, id uuid, before jsonb, after jsonb, agencies uuid[]);
commit;
