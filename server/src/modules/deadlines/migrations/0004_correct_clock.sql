-- A desk mistake corrected: the limit counts again from the right moment, in the right working time. What stood before
-- stays explained by the lines before.
alter table deadlines.clock_event drop constraint clock_event_kind;
alter table deadlines.clock_event add constraint clock_event_kind check (kind in
  ('START', 'PAUSE', 'RESUME', 'EXCLUDE', 'INCLUDE', 'RESTART', 'APOLOGY', 'RECOMPUTED', 'CORRECTED', 'END'));
alter table deadlines.clock_event
  -- Of a CORRECTED line: the moment from which the limit counts now.
  add column corrected_from timestamptz,
  add constraint clock_event_corrected check ((kind = 'CORRECTED') = (corrected_from is not null));
