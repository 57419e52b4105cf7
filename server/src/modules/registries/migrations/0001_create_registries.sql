-- One row for every lookup, written before the register is asked: who, when, what for, and about whom (blind index).
create table registries.lookup (
  id uuid constraint lookup_pk primary key,
  at timestamptz not null,
  actor_id uuid not null,
  unit_id uuid,
  register text not null constraint lookup_register check (register in ('population', 'enterprises')),
  procedure_code text not null,
  number_index text not null,
  -- Null until the answer is there: a process that died in between leaves it so.
  outcome text
);
create index lookup_actor on registries.lookup (actor_id, at);
create index lookup_number on registries.lookup (number_index, at);
