-- Grows with every change of who somebody is or what he may do: an ended session, a closed account, an appointment, a
-- delegation. A process compares it with what it remembers, in the first round trip of each request.
create table platform.actor_revision (
  one boolean constraint actor_revision_pk primary key default true,
  n bigint not null,
  constraint actor_revision_one check (one)
);
insert into platform.actor_revision (n) values (1);

-- For triggers on the tables of the modules.
create function platform.public_note_change_of_actors() returns trigger language plpgsql as $$
begin
  update platform.actor_revision set n = n + 1;
  return null;
end
$$;

-- Ends the transaction of an actor who was remembered before the last change: nothing of it is kept or shown.
create function platform.confirm_actor(remembered bigint) returns void language plpgsql stable as $$
begin
  if remembered <> (select n from platform.actor_revision) then
    raise exception 'the actor was remembered before the last change of rights' using errcode = 'MC001';
  end if;
end
$$;

-- For whoever reads an actor: in the same statement, so that the number is never newer than what was read.
create view platform.public_actor_revision as select n from platform.actor_revision;
