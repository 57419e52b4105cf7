-- Several reasons may hold a clock at once: [{kind, reason, since, legalBasis}], the first one first. It runs when there
-- is none.
alter table deadlines.clock add column pauses jsonb not null default '[]';
update deadlines.clock
   set pauses = jsonb_build_array(jsonb_build_object(
         'kind', 'PAUSE', 'reason', pause_reason, 'since', paused_at, 'legalBasis', null))
 where state = 'paused';
alter table deadlines.clock drop constraint clock_paused;
alter table deadlines.clock add constraint clock_paused
  check ((state = 'paused') = (paused_at is not null) and (state = 'paused') = (pauses <> '[]'));

-- A change of a calendar looks through the open clocks in order.
create index clock_open on deadlines.clock (subject_id) where state <> 'ended';

alter table deadlines.clock_event drop constraint clock_event_kind;
alter table deadlines.clock_event add constraint clock_event_kind check (kind in
  ('START', 'PAUSE', 'RESUME', 'EXCLUDE', 'INCLUDE', 'RESTART', 'APOLOGY', 'RECOMPUTED', 'END'));

-- Every line says all that it left behind, so that any past state can be read from the lines up to it.
alter table deadlines.clock_event
  add column first_due_after timestamptz,
  add column counted_from timestamptz,
  add column pauses_after jsonb not null default '[]';
update deadlines.clock_event e
   set counted_from = c.counted_from,
       first_due_after = case when exists (select 1 from deadlines.clock_event a
           where a.subject_id = e.subject_id and a.kind = 'APOLOGY' and a.seq <= e.seq)
         then c.first_due_at else e.due_after end,
       pauses_after = case when e.kind = 'PAUSE' then jsonb_build_array(jsonb_build_object(
           'kind', 'PAUSE', 'reason', e.reason, 'since', e.at, 'legalBasis', e.legal_basis)) else '[]' end
  from deadlines.clock c where c.subject_id = e.subject_id;
alter table deadlines.clock_event
  alter column first_due_after set not null,
  alter column counted_from set not null;
