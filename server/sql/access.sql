-- POST /access/explain
start transaction isolation level repeatable read;
/* ahead *//* prepared */ select set_config('standpipe.agency', $1, true), set_config('standpipe.place_scopes', $2, true), set_config('standpipe.permit_scopes', $3, true), set_config('standpipe.inspection_scopes', $4, true), set_config('standpipe.hydrant_scopes', $5, true), set_config('standpipe.prePlan_scopes', $6, true), set_config('standpipe.device_scopes', $7, true), set_config('standpipe.commandBoard_scopes', $8, true), set_config('standpipe.communityConnect_scopes', $9, true), set_config('standpipe.note_scopes', $10, true), hold_sight($11::pg_snapshot, $12::timestamptz, $13::uuid);
select t.author_id, t.owner_id, t.withheld, t.place_withheld, t.status, t.place_retired from "inspection" t where t.id = $1 and true;
select "id", "name", "active" from "agency" where "id" in ($1, $2);
select s.sheet, s.grantor_id, s.starts_at, s.ends_at, s.paused, f.levels as in_force, coalesce((select jsonb_object_agg(x.module, x.level) from share_grant x where x.row_id = s.id and upper_inf(x.valid)), '{}') as levels from share_state s left join share_in_force f using (sheet, grantor_id, partner_id) where s.partner_id = $1 and s.grantor_id = any ($2::uuid[]);
commit;

-- POST /admin/sharing/preview
start transaction isolation level repeatable read;
/* ahead *//* prepared */ select set_config('standpipe.agency', $1, true), set_config('standpipe.place_scopes', $2, true), set_config('standpipe.permit_scopes', $3, true), set_config('standpipe.inspection_scopes', $4, true), hold_sight($5::pg_snapshot, $6::timestamptz, $7::uuid);
select p.id as partner_id, p.name, r.id as row_id, listed_because(g.id, p.id) is not null as listed, pauses($1, g, p, null, null) as paused, coalesce((select jsonb_object_agg(x.module, x.level) from share_grant x where x.row_id = r.id and upper_inf(x.valid)), '{}') as levels, coalesce(f.levels, '{}') as beside, r.starts_at, r.ends_at, now() as now from agency p join agency g on g.id = $2 left join share_row r on r.sheet = $3 and r.grantor_id = g.id and r.partner_id = p.id and r.ended_at is null left join share_in_force f on f.sheet = $4 and f.grantor_id = g.id and f.partner_id = p.id where p.id = any ($5::uuid[]);
select c.kind, c.scope_id, s.author_id, s.owner_id, c.status, c.withheld, c.place_withheld, sum(c.n)::bigint as n from scope s join record_count c on c.scope_id = s.id where (s.author_id = $1 or s.owner_id = $2) and c.kind = any ($3::text[]) and (c.kind <> all ($4::text[]) or c.status = 'current') group by 1, 2, 3, 4, 5, 6, 7 having sum(c.n) > 0 order by 1, 2, 5, 6, 7;
commit;

-- GET /admin/dark-records
start transaction isolation level repeatable read;
/* ahead *//* prepared */ select set_config('standpipe.agency', $1, true), hold_sight($2::pg_snapshot, $3::timestamptz, $4::uuid);
select c.kind, c.scope_id, s.author_id, s.owner_id, c.status, c.withheld, c.place_withheld, sum(c.n)::bigint as n from scope s join record_count c on c.scope_id = s.id where (s.author_id = $1 or s.owner_id = $2) and c.kind = any ($3::text[]) and (c.kind <> all ($4::text[]) or c.status = 'current') group by 1, 2, 3, 4, 5, 6, 7 having sum(c.n) > 0 order by 1, 2, 5, 6, 7;
select "id", "name", "active" from "agency" where "id" in ($1);
commit;
