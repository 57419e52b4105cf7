-- The roles an account holds at a moment, by appointment or lent by somebody who holds them. One rule for
-- organisations itself and for whoever looks up a session and its roles in one statement.
create function organisations.public_roles_of(account uuid, moment timestamptz, day date)
returns table (role text, unit_id uuid, via text, from_account_id uuid, procedures text[])
language sql stable as $$
  with held as (
    select a.account_id, a.unit_id, a.role from organisations.appointment a
     where a.account_id in (select account union select d.from_account_id from organisations.delegation d
                             where d.to_account_id = account and (d.revoked_at is null or d.revoked_at > moment))
       and a.valid_from <= day and (a.valid_to is null or a.valid_to >= day)
       and (a.ended_at is null or a.ended_at > moment)
  )
  select held.role, held.unit_id, 'appointment', null::uuid, null::text[] from held where held.account_id = account
  union all
  select d.role, d.unit_id, 'delegation', d.from_account_id, d.procedures
    from organisations.delegation d
    join held h on h.account_id = d.from_account_id and h.unit_id = d.unit_id and h.role = d.role
   where d.to_account_id = account and d.valid_from <= day and d.valid_to >= day
     and (d.revoked_at is null or d.revoked_at > moment)
$$;
