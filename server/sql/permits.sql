-- GET /permits
start transaction isolation level repeatable read;
/* ahead *//* prepared */ select set_config('standpipe.agency', $1, true), set_config('standpipe.permit_scopes', $2, true), hold_sight($3::pg_snapshot, $4::timestamptz, $5::uuid);
/* prepared */ select t.id, t.owner_id, t.scope_id, t.version, t.created_at, t.updated_at, t.created_by, t.withheld, t.address_line, t.lng, t.lat, t.notes, t.external_id, t.author_id, t.place_id, t.place_withheld, t.place_retired, t.number, t.type, t.status, t.class, t.description, t.issued_on, t.expires_on, t.edition, t.section, t.holder, t.contact_name, t.contact_phone, t.contact_email, t.fee_cents from (select each.id, each.key from ((select 0 as part, walked.*, x.id, x.key from unnest($1::integer[], $2::integer[]) as walked (scope, branch) cross join lateral ( select t.id, "t"."created_at" as key from "permit" t where t.scope_id = walked.scope and (walked.branch <> 1 or not "t"."withheld" and not "t"."place_withheld") and true order by "t"."created_at" desc, t.id desc limit $3) x where true)) each order by each.key desc, each.id desc limit $4) page join "permit" t on t.id = page.id order by page.key desc, page.id desc;
/* ahead */ set local synchronous_commit = off;
/* ahead *//* prepared */ insert into view_entry (agency_id, viewer_agency_id, viewer_person_id, kind, ids, way, filter) select agency, $1, $2, $3, ids, $4, $5::jsonb from jsonb_to_recordset($6::jsonb) as view (agency uuid, ids uuid[]);
commit;

-- GET /permits?status=applied&count=exact
start transaction isolation level repeatable read;
/* ahead *//* prepared */ select set_config('standpipe.agency', $1, true), set_config('standpipe.permit_scopes', $2, true), hold_sight($3::pg_snapshot, $4::timestamptz, $5::uuid);
/* prepared */ select t.id, t.owner_id, t.scope_id, t.version, t.created_at, t.updated_at, t.created_by, t.withheld, t.address_line, t.lng, t.lat, t.notes, t.external_id, t.author_id, t.place_id, t.place_withheld, t.place_retired, t.number, t.type, t.status, t.class, t.description, t.issued_on, t.expires_on, t.edition, t.section, t.holder, t.contact_name, t.contact_phone, t.contact_email, t.fee_cents from (select each.id, each.key from ((select 0 as part, walked.*, x.id, x.key from unnest($1::integer[], $2::integer[]) as walked (scope, branch) cross join lateral ( select t.id, "t"."created_at" as key from "permit" t where t.scope_id = walked.scope and (walked.branch <> 1 or not "t"."withheld" and not "t"."place_withheld") and t.status = $3 and true order by "t"."created_at" desc, t.id desc limit $4) x where true)) each order by each.key desc, each.id desc limit $5) page join "permit" t on t.id = page.id order by page.key desc, page.id desc;
/* ahead */ set local synchronous_commit = off;
/* ahead *//* prepared */ insert into view_entry (agency_id, viewer_agency_id, viewer_person_id, kind, ids, way, filter) select agency, $1, $2, $3, ids, $4, $5::jsonb from jsonb_to_recordset($6::jsonb) as view (agency uuid, ids uuid[]);
/* prepared */ select coalesce(sum(t.n), 0)::bigint as n, pg_current_snapshot()::text as seen from record_count t where t.kind = $1 and t.scope_id = any ($2::integer[]) and (not "t"."withheld" and not "t"."place_withheld" or t.scope_id = any ($3::integer[])) and t.status = $4;
commit;

-- GET /permits?sort=-issuedOn&access=shared
start transaction isolation level repeatable read;
/* ahead *//* prepared */ select set_config('standpipe.agency', $1, true), set_config('standpipe.permit_scopes', $2, true), hold_sight($3::pg_snapshot, $4::timestamptz, $5::uuid);
/* prepared */ select t.id, t.owner_id, t.scope_id, t.version, t.created_at, t.updated_at, t.created_by, t.withheld, t.address_line, t.lng, t.lat, t.notes, t.external_id, t.author_id, t.place_id, t.place_withheld, t.place_retired, t.number, t.type, t.status, t.class, t.description, t.issued_on, t.expires_on, t.edition, t.section, t.holder, t.contact_name, t.contact_phone, t.contact_email, t.fee_cents from (select each.id, each.key from ((select 0 as part, walked.*, x.id, x.key from unnest($1::integer[], $2::integer[]) as walked (scope, branch) cross join lateral ( select t.id, "t"."issued_on" as key from "permit" t where t.scope_id = walked.scope and (walked.branch <> 0 or not "t"."withheld" and not "t"."place_withheld") and true order by "t"."issued_on" desc nulls last, t.id desc limit $3) x where true)) each order by each.key desc nulls last, each.id desc limit $4) page join "permit" t on t.id = page.id order by page.key desc nulls last, page.id desc;
/* ahead */ set local synchronous_commit = off;
/* ahead *//* prepared */ insert into view_entry (agency_id, viewer_agency_id, viewer_person_id, kind, ids, way, filter) select agency, $1, $2, $3, ids, $4, $5::jsonb from jsonb_to_recordset($6::jsonb) as view (agency uuid, ids uuid[]);
commit;

-- GET /permits/:id
start transaction isolation level repeatable read;
/* ahead *//* prepared */ select set_config('standpipe.agency', $1, true), set_config('standpipe.permit_scopes', $2, true), hold_sight($3::pg_snapshot, $4::timestamptz, $5::uuid);
select t.id, t.owner_id, t.scope_id, t.version, t.created_at, t.updated_at, t.created_by, t.withheld, t.address_line, t.lng, t.lat, t.notes, t.external_id, t.author_id, t.place_id, t.place_withheld, t.place_retired, t.number, t.type, t.status, t.class, t.description, t.issued_on, t.expires_on, t.edition, t.section, t.holder, t.contact_name, t.contact_phone, t.contact_email, t.fee_cents, author.name as agency_name, author.color as agency_color, owner.name as owner_name, owner.color as owner_color from "permit" t join agency author on author.id = t."author_id" join agency owner on owner.id = t.owner_id where t.id = $1 and true;
/* ahead *//* prepared */ insert into view_entry (agency_id, viewer_agency_id, viewer_person_id, kind, ids, way, filter) select agency, $1, $2, $3, ids, $4, $5::jsonb from jsonb_to_recordset($6::jsonb) as view (agency uuid, ids uuid[]);
commit;

-- POST /permits
start transaction isolation level read committed;
/* prepared */ select viewer from (select viewer_of_key($1) as viewer offset 0) asked;
select pg_advisory_xact_lock_shared(hashtextextended(id, 731)) from unnest($1::text[]) with ordinality as agency(id, at) order by at;
/* prepared */ select viewer from (select viewer_of_key($1) as viewer offset 0) asked;
/* prepared */ select ( with asked as (select $1::uuid[] as agencies), found as materialized (select scopes.* from asked, candidate_scopes(agencies) scopes) select json_build_object( 'scopes', (select coalesce(json_agg(json_build_array(id, author_id, owner_id)), '[]') from found), 'agencies', (select coalesce(json_agg(json_build_array(id, name, color)), '[]') from agency where id in ( select unnest(agencies) from asked union select author_id from found union select owner_id from found)))) as candidates;
/* ahead *//* prepared */ select set_config('standpipe.agency', $1, true), set_config('standpipe.permit_scopes', $2, true), set_config('standpipe.permit_writable', $3, true);
select * from place_door($1);
select pg_advisory_xact_lock_shared(hashtextextended(id, 731)) from unnest($1::text[]) with ordinality as agency(id, at) order by at;
select received_by($1) as received;
/* prepared */ select ( with asked as (select $1::uuid[] as agencies), found as materialized (select scopes.* from asked, candidate_scopes(agencies) scopes) select json_build_object( 'scopes', (select coalesce(json_agg(json_build_array(id, author_id, owner_id)), '[]') from found), 'agencies', (select coalesce(json_agg(json_build_array(id, name, color)), '[]') from agency where id in ( select unnest(agencies) from asked union select author_id from found union select owner_id from found)))) as candidates;
/* ahead *//* prepared */ select set_config('standpipe.agency', $1, true), set_config('standpipe.permit_scopes', $2, true), set_config('standpipe.permit_writable', $3, true);
select * from hold_place($1);
insert into number_series (agency_id, kind, year, last) values ($1, $2, $3, 1) on conflict (agency_id, kind, year) do update set last = number_series.last + 1 returning last;
select number_taken($1, $2, $3) as taken;
insert into "permit" ("id", "created_by", "withheld", "author_id", "owner_id", "place_id", "place_withheld", "address_line", "lng", "lat", "number", "type", "notes", "issued_on", "expires_on", "class", "status", "description", "edition", "section", "holder", "contact_name", "contact_phone", "contact_email", "fee_cents") values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25);
/* prepared */ select ( with asked as (select $1::uuid[] as agencies), found as materialized (select scopes.* from asked, candidate_scopes(agencies) scopes) select json_build_object( 'scopes', (select coalesce(json_agg(json_build_array(id, author_id, owner_id)), '[]') from found), 'agencies', (select coalesce(json_agg(json_build_array(id, name, color)), '[]') from agency where id in ( select unnest(agencies) from asked union select author_id from found union select owner_id from found)))) as candidates;
/* ahead *//* prepared */ select set_config('standpipe.agency', $1, true), set_config('standpipe.permit_scopes', $2, true), set_config('standpipe.permit_writable', $3, true);
insert into audit_entry (agency_id, person_id, credential, action, kind, record_id, before, after, way, request_id) select agency, $1::uuid, $2, action, kind, id, before, after, way, $3 from jsonb_to_recordset($4::jsonb) as entry (agency uuid, action text, kind text, id uuid, before jsonb, after jsonb, way text);
insert into change_event (type, kind, record_id, before, after, agencies) select 'record', kind, id, before, after, coalesce(agencies, '{}') from jsonb_to_recordset($1::jsonb) as change (kind text, id uuid, before jsonb, after jsonb, agencies uuid[]);
select t.id, t.owner_id, t.scope_id, t.version, t.created_at, t.updated_at, t.created_by, t.withheld, t.address_line, t.lng, t.lat, t.notes, t.external_id, t.author_id, t.place_id, t.place_withheld, t.place_retired, t.number, t.type, t.status, t.class, t.description, t.issued_on, t.expires_on, t.edition, t.section, t.holder, t.contact_name, t.contact_phone, t.contact_email, t.fee_cents, author.name as agency_name, author.color as agency_color, owner.name as owner_name, owner.color as owner_color from "permit" t join agency author on author.id = t."author_id" join agency owner on owner.id = t.owner_id where t.id = $1 and true;
commit;

-- PATCH /permits/:id
start transaction isolation level read committed;
/* prepared */ select viewer from (select viewer_of_key($1) as viewer offset 0) asked;
select pg_advisory_xact_lock_shared(hashtextextended(id, 731)) from unnest($1::text[]) with ordinality as agency(id, at) order by at;
/* prepared */ select viewer from (select viewer_of_key($1) as viewer offset 0) asked;
/* prepared */ select ( with asked as (select $1::uuid[] as agencies), found as materialized (select scopes.* from asked, candidate_scopes(agencies) scopes) select json_build_object( 'scopes', (select coalesce(json_agg(json_build_array(id, author_id, owner_id)), '[]') from found), 'agencies', (select coalesce(json_agg(json_build_array(id, name, color)), '[]') from agency where id in ( select unnest(agencies) from asked union select author_id from found union select owner_id from found)))) as candidates;
/* ahead *//* prepared */ select set_config('standpipe.agency', $1, true), set_config('standpipe.permit_scopes', $2, true), set_config('standpipe.permit_writable', $3, true);
select t.id, t.owner_id, t.scope_id, t.version, t.created_at, t.updated_at, t.created_by, t.withheld, t.address_line, t.lng, t.lat, t.notes, t.external_id, t.author_id, t.place_id, t.place_withheld, t.place_retired, t.number, t.type, t.status, t.class, t.description, t.issued_on, t.expires_on, t.edition, t.section, t.holder, t.contact_name, t.contact_phone, t.contact_email, t.fee_cents, author.name as agency_name, author.color as agency_color, owner.name as owner_name, owner.color as owner_color from "permit" t join agency author on author.id = t."author_id" join agency owner on owner.id = t.owner_id where t.id = $1 and true;
update "permit" set "status" = $1, "version" = $2, "updated_at" = now() where "id" = $3 and "version" = $4;
select t.id, t.owner_id, t.scope_id, t.version, t.created_at, t.updated_at, t.created_by, t.withheld, t.address_line, t.lng, t.lat, t.notes, t.external_id, t.author_id, t.place_id, t.place_withheld, t.place_retired, t.number, t.type, t.status, t.class, t.description, t.issued_on, t.expires_on, t.edition, t.section, t.holder, t.contact_name, t.contact_phone, t.contact_email, t.fee_cents, author.name as agency_name, author.color as agency_color, owner.name as owner_name, owner.color as owner_color from "permit" t join agency author on author.id = t."author_id" join agency owner on owner.id = t.owner_id where t.id = $1 and true;
insert into audit_entry (agency_id, person_id, credential, action, kind, record_id, before, after, way, request_id) select agency, $1::uuid, $2, action, kind, id, before, after, way, $3 from jsonb_to_recordset($4::jsonb) as entry (agency uuid, action text, kind text, id uuid, before jsonb, after jsonb, way text);
insert into change_event (type, kind, record_id, before, after, agencies) select 'record', kind, id, before, after, coalesce(agencies, '{}') from jsonb_to_recordset($1::jsonb) as change (kind text, id uuid, before jsonb, after jsonb, agencies uuid[]);
commit;

-- POST /permits/similar
start transaction isolation level repeatable read;
/* ahead *//* prepared */ select set_config('standpipe.agency', $1, true), set_config('standpipe.permit_scopes', $2, true), hold_sight($3::pg_snapshot, $4::timestamptz, $5::uuid);
select * from place_door($1);
rollback;
start transaction isolation level repeatable read;
/* prepared */ select sight, ( with asked as (select array(select (sight->'agency'->>'id')::uuid union all select (each->>'grantor')::uuid from jsonb_array_elements(sight->'received') each) as agencies), found as materialized (select scopes.* from asked, candidate_scopes(agencies) scopes) select json_build_object( 'scopes', (select coalesce(json_agg(json_build_array(id, author_id, owner_id)), '[]') from found), 'agencies', (select coalesce(json_agg(json_build_array(id, name, color)), '[]') from agency where id in ( select unnest(agencies) from asked union select author_id from found union select owner_id from found)))) as candidates, (select id from cluster_life) as life from (select sight_of_key($1) as sight offset 0) asked;
/* ahead *//* prepared */ select set_config('standpipe.agency', $1, true), set_config('standpipe.permit_scopes', $2, true);
select * from place_door($1);
/* prepared */ select t.id, t.owner_id, t.scope_id, t.version, t.created_at, t.updated_at, t.created_by, t.withheld, t.address_line, t.lng, t.lat, t.notes, t.external_id, t.author_id, t.place_id, t.place_withheld, t.place_retired, t.number, t.type, t.status, t.class, t.description, t.issued_on, t.expires_on, t.edition, t.section, t.holder, t.contact_name, t.contact_phone, t.contact_email, t.fee_cents from (select each.id, each.key from ((select 0 as part, walked.*, x.id, x.key from unnest($1::integer[], $2::integer[]) as walked (scope, branch) cross join lateral ( select t.id, "t"."created_at" as key from "permit" t where t.scope_id = walked.scope and (walked.branch <> 1 or not "t"."withheld" and not "t"."place_withheld") and lower(t.type) = lower($3) and t.place_id = (select $4::uuid) and (t.status in ('applied', 'issued') or t.updated_at > now() - interval '1 year') and true order by "t"."created_at" desc, t.id desc limit $5) x where true)) each order by each.key desc, each.id desc limit $6) page join "permit" t on t.id = page.id order by page.key desc, page.id desc;
/* ahead */ set local synchronous_commit = off;
/* ahead *//* prepared */ insert into view_entry (agency_id, viewer_agency_id, viewer_person_id, kind, ids, way, filter) select agency, $1, $2, $3, ids, $4, $5::jsonb from jsonb_to_recordset($6::jsonb) as view (agency uuid, ids uuid[]);
commit;

-- GET /permits/:id/history
start transaction isolation level repeatable read;
/* ahead *//* prepared */ select set_config('standpipe.agency', $1, true), set_config('standpipe.permit_scopes', $2, true), hold_sight($3::pg_snapshot, $4::timestamptz, $5::uuid);
select t.id, t.owner_id, t.scope_id, t.version, t.created_at, t.updated_at, t.created_by, t.withheld, t.address_line, t.lng, t.lat, t.notes, t.external_id, t.author_id, t.place_id, t.place_withheld, t.place_retired, t.number, t.type, t.status, t.class, t.description, t.issued_on, t.expires_on, t.edition, t.section, t.holder, t.contact_name, t.contact_phone, t.contact_email, t.fee_cents, author.name as agency_name, author.color as agency_color, owner.name as owner_name, owner.color as owner_color from "permit" t join agency author on author.id = t."author_id" join agency owner on owner.id = t.owner_id where t.id = $1 and true;
select e.id, e.at, e.action, e.before, e.after, e.way, p.id as person_id, p.name as person_name from audit_entry e left join person p on p.id = e.person_id where e.kind = $1 and e.record_id = $2 order by e.id desc limit 500;
commit;

-- DELETE /permits/:id
start transaction isolation level read committed;
/* prepared */ select viewer from (select viewer_of_key($1) as viewer offset 0) asked;
select pg_advisory_xact_lock_shared(hashtextextended(id, 731)) from unnest($1::text[]) with ordinality as agency(id, at) order by at;
/* prepared */ select viewer from (select viewer_of_key($1) as viewer offset 0) asked;
/* prepared */ select ( with asked as (select $1::uuid[] as agencies), found as materialized (select scopes.* from asked, candidate_scopes(agencies) scopes) select json_build_object( 'scopes', (select coalesce(json_agg(json_build_array(id, author_id, owner_id)), '[]') from found), 'agencies', (select coalesce(json_agg(json_build_array(id, name, color)), '[]') from agency where id in ( select unnest(agencies) from asked union select author_id from found union select owner_id from found)))) as candidates;
/* ahead *//* prepared */ select set_config('standpipe.agency', $1, true), set_config('standpipe.permit_scopes', $2, true), set_config('standpipe.permit_writable', $3, true);
select t.id, t.owner_id, t.scope_id, t.version, t.created_at, t.updated_at, t.created_by, t.withheld, t.address_line, t.lng, t.lat, t.notes, t.external_id, t.author_id, t.place_id, t.place_withheld, t.place_retired, t.number, t.type, t.status, t.class, t.description, t.issued_on, t.expires_on, t.edition, t.section, t.holder, t.contact_name, t.contact_phone, t.contact_email, t.fee_cents, author.name as agency_name, author.color as agency_color, owner.name as owner_name, owner.color as owner_color from "permit" t join agency author on author.id = t."author_id" join agency owner on owner.id = t.owner_id where t.id = $1 and true;
delete from "permit" where "id" = $1 and "version" = $2;
insert into audit_entry (agency_id, person_id, credential, action, kind, record_id, before, after, way, request_id) select agency, $1::uuid, $2, action, kind, id, before, after, way, $3 from jsonb_to_recordset($4::jsonb) as entry (agency uuid, action text, kind text, id uuid, before jsonb, after jsonb, way text);
insert into change_event (type, kind, record_id, before, after, agencies) select 'record', kind, id, before, after, coalesce(agencies, '{}') from jsonb_to_recordset($1::jsonb) as change (kind text, id uuid, before jsonb, after jsonb, agencies uuid[]);
commit;
