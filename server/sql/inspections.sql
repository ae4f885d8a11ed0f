-- GET /inspections
start transaction isolation level repeatable read;
select viewer_of_key($1) as viewer;
select * from candidate_scopes($1::uuid[]);
select set_config('standpipe.agency', $1, true), set_config('standpipe.place_scopes', $2, true), set_config('standpipe.permit_scopes', $3, true), set_config('standpipe.inspection_scopes', $4, true);
select t.*, author.name as agency_name, author.color as agency_color, owner.name as owner_name, owner.color as owner_color, assignee.name as assignee_name, prior.number as prior_number, prior.status as prior_status, prior.withheld as prior_withheld from (select each.id, each.key from ((select 0 as walk, s, x.id, x.key from unnest($1::integer[]) s cross join lateral ( select t.id, "t"."created_at" as key from "inspection" t where t.scope_id = s and true order by "t"."created_at" desc, t.id desc limit $2) x) union all (select 1 as walk, s, x.id, x.key from unnest($3::integer[]) s cross join lateral ( select t.id, "t"."created_at" as key from "inspection" t where t.scope_id = s and t.status = any ($4::text[]) and not t.withheld and not t.place_withheld and true order by "t"."created_at" desc, t.id desc limit $5) x)) each order by each.key desc, each.id desc limit $6) page join "inspection" t on t.id = page.id join agency author on author.id = t.author_id join agency owner on owner.id = t.owner_id left join person assignee on assignee.id = t.assigned_person left join inspection prior on prior.id = t.reinspection_of order by page.key desc, page.id desc;
set local synchronous_commit = off;
insert into view_entry (agency_id, viewer_agency_id, viewer_person_id, kind, ids, way, filter) select agency, $1, $2, $3, ids, $4, $5::jsonb from jsonb_to_recordset($6::jsonb) as view (agency uuid, ids uuid[]);
commit;

-- GET /inspections?sort=scheduledFor&q=annual
start transaction isolation level repeatable read;
select viewer_of_key($1) as viewer;
select * from candidate_scopes($1::uuid[]);
select set_config('standpipe.agency', $1, true), set_config('standpipe.place_scopes', $2, true), set_config('standpipe.permit_scopes', $3, true), set_config('standpipe.inspection_scopes', $4, true);
select narrow($1, $2::integer[], array(select lower(each) from unnest($3::text[]) each), $4::float8[], $5) as ids;
select t.*, author.name as agency_name, author.color as agency_color, owner.name as owner_name, owner.color as owner_color, assignee.name as assignee_name, prior.number as prior_number, prior.status as prior_status, prior.withheld as prior_withheld from (select t.id, "t"."scheduled_for" as key from "inspection" t where t.id = any ($1::uuid[]) and ((t.scope_id = any ($2::integer[]) and t."search" like lower($3)) or (t.scope_id = any ($4::integer[]) and t.status = any ($5::text[]) and not t.withheld and not t.place_withheld and t."search" like lower($6))) and ((true)) order by "t"."scheduled_for", t.id limit $7) page join "inspection" t on t.id = page.id join agency author on author.id = t.author_id join agency owner on owner.id = t.owner_id left join person assignee on assignee.id = t.assigned_person left join inspection prior on prior.id = t.reinspection_of order by page.key, page.id;
set local synchronous_commit = off;
insert into view_entry (agency_id, viewer_agency_id, viewer_person_id, kind, ids, way, filter) select agency, $1, $2, $3, ids, $4, $5::jsonb from jsonb_to_recordset($6::jsonb) as view (agency uuid, ids uuid[]);
commit;

-- GET /inspections/:id
start transaction isolation level repeatable read;
select viewer_of_key($1) as viewer;
select * from candidate_scopes($1::uuid[]);
select set_config('standpipe.agency', $1, true), set_config('standpipe.place_scopes', $2, true), set_config('standpipe.permit_scopes', $3, true), set_config('standpipe.inspection_scopes', $4, true);
select t.*, author.name as agency_name, author.color as agency_color, owner.name as owner_name, owner.color as owner_color, assignee.name as assignee_name, prior.number as prior_number, prior.status as prior_status, prior.withheld as prior_withheld from "inspection" t join agency author on author.id = t.author_id join agency owner on owner.id = t.owner_id left join person assignee on assignee.id = t.assigned_person left join inspection prior on prior.id = t.reinspection_of where t.id = $1;
insert into view_entry (agency_id, viewer_agency_id, viewer_person_id, kind, ids, way, filter) select agency, $1, $2, $3, ids, $4, $5::jsonb from jsonb_to_recordset($6::jsonb) as view (agency uuid, ids uuid[]);
commit;

-- PATCH /inspections/:id
start transaction isolation level read committed;
select viewer_of_key($1) as viewer;
select pg_advisory_xact_lock_shared(hashtextextended(id, 731)) from unnest($1::text[]) with ordinality as agency(id, at) order by at;
select viewer_of_key($1) as viewer;
select * from candidate_scopes($1::uuid[]);
select set_config('standpipe.agency', $1, true), set_config('standpipe.place_scopes', $2, true), set_config('standpipe.permit_scopes', $3, true), set_config('standpipe.inspection_scopes', $4, true);
select t.*, author.name as agency_name, author.color as agency_color, owner.name as owner_name, owner.color as owner_color, assignee.name as assignee_name, prior.number as prior_number, prior.status as prior_status, prior.withheld as prior_withheld from "inspection" t join agency author on author.id = t.author_id join agency owner on owner.id = t.owner_id left join person assignee on assignee.id = t.assigned_person left join inspection prior on prior.id = t.reinspection_of where t.id = $1;
update "inspection" set "status" = $1, "started_at" = $2, "version" = $3, "updated_at" = now() where "id" = $4 and "version" = $5;
select t.*, author.name as agency_name, author.color as agency_color, owner.name as owner_name, owner.color as owner_color, assignee.name as assignee_name, prior.number as prior_number, prior.status as prior_status, prior.withheld as prior_withheld from "inspection" t join agency author on author.id = t.author_id join agency owner on owner.id = t.owner_id left join person assignee on assignee.id = t.assigned_person left join inspection prior on prior.id = t.reinspection_of where t.id = $1;
insert into audit_entry (agency_id, person_id, credential, action, kind, record_id, before, after, way, request_id) select agency, $1::uuid, $2, action, kind, id, before, after, way, $3 from jsonb_to_recordset($4::jsonb) as entry (agency uuid, action text, kind text, id uuid, before jsonb, after jsonb, way text);
insert into change_event (type, kind, record_id, before, after) select 'record', kind, id, before, after from jsonb_to_recordset($1::jsonb) as change (kind text, id uuid, before jsonb, after jsonb);
commit;

-- GET /inspections/:id/report.pdf
start transaction isolation level repeatable read;
select viewer_of_key($1) as viewer;
select * from candidate_scopes($1::uuid[]);
select set_config('standpipe.agency', $1, true), set_config('standpipe.place_scopes', $2, true), set_config('standpipe.permit_scopes', $3, true), set_config('standpipe.inspection_scopes', $4, true);
select t.*, author.name as agency_name, author.color as agency_color, owner.name as owner_name, owner.color as owner_color, assignee.name as assignee_name, prior.number as prior_number, prior.status as prior_status, prior.withheld as prior_withheld from "inspection" t join agency author on author.id = t.author_id join agency owner on owner.id = t.owner_id left join person assignee on assignee.id = t.assigned_person left join inspection prior on prior.id = t.reinspection_of where t.id = $1;
select "id", "preview", "width", "height" from "inspection_photo" where "inspection_id" = $1 and "id" in ($2);
insert into audit_entry (agency_id, person_id, credential, action, kind, record_id, before, after, way, request_id) select agency, $1::uuid, $2, action, kind, id, before, after, way, $3 from jsonb_to_recordset($4::jsonb) as entry (agency uuid, action text, kind text, id uuid, before jsonb, after jsonb, way text);
commit;
