/**
 * Effective level, spelled as one function: what pauses a row between two accounts, saved or not. share_state now
 * reads it; so does the Client sheet for partners whose row was never saved.
 */
export const up = `
create function pauses(sheet text, grantor agency, partner agency, starts_at timestamptz, ends_at timestamptz)
returns text[] language sql stable as $$
  select array_remove(array[
    case when not case sheet when 'client' then grantor.client_data_sharing else grantor.user_data_sharing end
      then 'grantorFeatureOff' end,
    case when not case sheet when 'client' then partner.client_data_sharing else partner.user_data_sharing end
      then 'partnerFeatureOff' end,
    case when sheet = 'client' and listed_because(grantor.id, partner.id) is null then 'notListed' end,
    case when starts_at > now() then 'notStarted' end,
    case when ends_at <= now() then 'ended' end,
    case when not grantor.active then 'grantorDeactivated' end,
    case when not partner.active then 'partnerDeactivated' end
  ], null)
$$;

create or replace view share_state with (security_invoker = true) as
select r.id, r.sheet, r.grantor_id, r.partner_id, r.version, r.starts_at, r.ends_at,
  pauses(r.sheet, g, p, r.starts_at, r.ends_at) as paused
from share_row r join agency g on g.id = r.grantor_id join agency p on p.id = r.partner_id
where r.ended_at is null;

-- Rows whose date passes are looked for every second.
create index share_row_starting on share_row (starts_at) where ended_at is null and starts_at is not null;
create index share_row_ending on share_row (ends_at) where ended_at is null and ends_at is not null;
drop index share_row_dates;
`;
