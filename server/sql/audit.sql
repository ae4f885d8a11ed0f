-- GET /audit?kind=permit
start transaction isolation level repeatable read;
/* ahead *//* prepared */ select set_config('standpipe.agency', $1, true), hold_sight($2::pg_snapshot, $3::timestamptz, $4::uuid);
select e.id, e.at, e.action, e.kind, e.record_id, e.before, e.after, e.way, e.person_id, p.name as person_name, exists (select from membership m where m.person_id = e.person_id and m.agency_id = e.agency_id) as person_own, coalesce(case when e.kind = 'inspection' then (select jsonb_agg(jsonb_build_object('id', m.id, 'name', u.name)) from membership m join person u on u.id = m.person_id where m.agency_id = e.agency_id and m.id::text in (e.before ->> 'assignedTo', e.after ->> 'assignedTo')) when e.kind in ('clientDataSharing', 'userDataSharing') then (select jsonb_agg(jsonb_build_object('id', a.id, 'name', a.name)) from agency a where a.id = e.record_id) end, '[]') as names, s.seq, encode(s.hash, 'hex') as hash from audit_entry e left join person p on p.id = e.person_id left join audit_seal s on s.entry_id = e.id and s.log = 'change' where e.agency_id = current_agency() and e.kind = $1 order by e.id desc limit $2;
commit;

-- GET /audit/views
start transaction isolation level repeatable read;
/* ahead *//* prepared */ select set_config('standpipe.agency', $1, true), hold_sight($2::pg_snapshot, $3::timestamptz, $4::uuid);
select v.id, v.at, v.viewer_agency_id, a.name as viewer_name, a.color as viewer_color, v.viewer_person_id, v.kind, v.ids, v.way, v.filter, s.seq, encode(s.hash, 'hex') as hash from view_entry v join agency a on a.id = v.viewer_agency_id left join audit_seal s on s.entry_id = v.id and s.log = 'view' where v.agency_id = current_agency() order by v.id desc limit $1;
commit;
