-- GET /notices
start transaction isolation level repeatable read;
/* ahead *//* prepared */ select set_config('standpipe.agency', $1, true), hold_sight($2::pg_snapshot, $3::timestamptz, $4::uuid);
select n.id, n.topic, n.kind, n.record_id, n.text, n.count, a.id as about_id, a.name as about_name, a.color as about_color, n.created_at, n.updated_at, r.notice_id is not null as read from notice n left join agency a on a.id = n.about_agency_id left join notice_read r on r.notice_id = n.id and r.membership_id = $1 where n.agency_id = current_agency() and n.needs <@ $2::text[] order by n.updated_at desc, n.id desc limit $3;
select n.id, n.topic, n.kind, n.record_id, n.text, n.count, a.id as about_id, a.name as about_name, a.color as about_color, n.created_at, n.updated_at, r.notice_id is not null as read from notice n left join agency a on a.id = n.about_agency_id left join notice_read r on r.notice_id = n.id and r.membership_id = $1 where n.agency_id = current_agency() and n.needs <@ $2::text[] and r.notice_id is null order by n.updated_at desc, n.id desc limit $3;
commit;

-- POST /notices/read
start transaction isolation level read committed;
/* prepared */ select viewer from (select viewer_of_key($1) as viewer offset 0) asked;
select pg_advisory_xact_lock_shared(hashtextextended(id, 731)) from unnest($1::text[]) with ordinality as agency(id, at) order by at;
/* prepared */ select viewer from (select viewer_of_key($1) as viewer offset 0) asked;
/* ahead *//* prepared */ select set_config('standpipe.agency', $1, true);
insert into notice_read (notice_id, membership_id) select n.id, $1 from notice n where n.agency_id = current_agency() on conflict do nothing;
commit;
