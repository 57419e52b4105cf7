-- What a grant is good for stands in its row: the unit alone or all below it, some procedures, some steps of processes
-- (null: all). A delegation is never wider than what its giver holds.
alter table organisations.appointment
  add column reach text not null default 'self' constraint appointment_reach check (reach in ('self', 'subtree')),
  add column procedures text[] constraint appointment_procedures check (cardinality(procedures) > 0),
  add column steps text[] constraint appointment_steps check (cardinality(steps) > 0);
alter table organisations.delegation
  add column reach text not null default 'self' constraint delegation_reach check (reach in ('self', 'subtree')),
  add column steps text[] constraint delegation_steps check (cardinality(steps) > 0);

-- Auditors and administrators have always reached the units below theirs.
update organisations.appointment set reach = 'subtree' where role in ('kiemtra', 'quantri');
update organisations.delegation set reach = 'subtree' where role in ('kiemtra', 'quantri');

-- What two limits both let through; null: no limit.
create function organisations.narrower(one text[], other text[]) returns text[] language sql immutable as $$
  select case when one is null then other when other is null then one
    else array(select item from unnest(one) with ordinality as o(item, place) where item = any(other) order by place) end
$$;

drop function organisations.public_roles_of;
-- The roles an account holds at a moment, by appointment or lent by somebody who holds them. One rule for
-- organisations itself and for whoever looks up a session and its roles in one statement.
create function organisations.public_roles_of(account uuid, moment timestamptz, day date)
returns table (role text, unit_id uuid, via text, from_account_id uuid, procedures text[], steps text[], reach text)
language sql stable as $$
  with held as (
    select a.account_id, a.unit_id, a.role, a.procedures, a.steps, a.reach from organisations.appointment a
     where a.account_id in (select account union select d.from_account_id from organisations.delegation d
                             where d.to_account_id = account and (d.revoked_at is null or d.revoked_at > moment))
       and a.valid_from <= day and (a.valid_to is null or a.valid_to >= day)
       and (a.ended_at is null or a.ended_at > moment)
  )
  select held.role, held.unit_id, 'appointment', null::uuid, held.procedures, held.steps, held.reach
    from held where held.account_id = account
  union all
  -- 'self' sorts before 'subtree', so the least reach is the narrower.
  select d.role, d.unit_id, 'delegation', d.from_account_id, organisations.narrower(h.procedures, d.procedures),
         organisations.narrower(h.steps, d.steps), least(h.reach, d.reach)
    from organisations.delegation d
    join held h on h.account_id = d.from_account_id and h.unit_id = d.unit_id and h.role = d.role
   where d.to_account_id = account and d.valid_from <= day and d.valid_to >= day
     and (d.revoked_at is null or d.revoked_at > moment)
$$;
