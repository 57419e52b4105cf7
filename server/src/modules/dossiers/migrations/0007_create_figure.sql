-- What each dossier counts for, and under which day: the slow truth behind the counters. `figuresOf` (domain/figures.ts)
-- says the same of one dossier. A sub-dossier counts with its parent only. '-infinity' is the day of what stands now.
create view dossiers.figure_source as
select d.competent_unit_id as unit_id, f.day, f.measure
  from dossiers.dossier d
  left join dossiers.supplement_request s on s.dossier_id = d.id
 cross join lateral (values
    ('submitted', (d.submitted_at at time zone 'Asia/Ho_Chi_Minh')::date, true),
    ('received', (coalesce(d.received_at, d.accepted_at) at time zone 'Asia/Ho_Chi_Minh')::date,
      d.accepted_at is not null),
    ('refused', (d.closed_at at time zone 'Asia/Ho_Chi_Minh')::date, d.status = 3),
    ('withdrawn', (d.closed_at at time zone 'Asia/Ho_Chi_Minh')::date, d.status = 7),
    ('stopped', (d.closed_at at time zone 'Asia/Ho_Chi_Minh')::date, d.status = 8),
    ('finishedEarly', (d.finished_at at time zone 'Asia/Ho_Chi_Minh')::date,
      d.status in (9, 10) and d.finished_at <= d.first_due_at
        and (d.finished_at at time zone 'Asia/Ho_Chi_Minh')::date < (d.first_due_at at time zone 'Asia/Ho_Chi_Minh')::date),
    ('finishedOnTime', (d.finished_at at time zone 'Asia/Ho_Chi_Minh')::date,
      d.status in (9, 10) and d.finished_at <= d.first_due_at
        and (d.finished_at at time zone 'Asia/Ho_Chi_Minh')::date = (d.first_due_at at time zone 'Asia/Ho_Chi_Minh')::date),
    ('finishedLate', (d.finished_at at time zone 'Asia/Ho_Chi_Minh')::date,
      d.status in (9, 10) and d.finished_at > d.first_due_at),
    ('finishedNoLimit', (d.finished_at at time zone 'Asia/Ho_Chi_Minh')::date,
      d.status in (9, 10) and d.first_due_at is null),
    ('atReception', '-infinity'::date,
      d.status = 1 or d.status = 5 and d.accepted_at is null and s.received_at is not null),
    ('processing', '-infinity'::date, d.status in (2, 4)),
    ('waitingApplicant', '-infinity'::date,
      d.status = 6 or d.status = 5 and not (d.accepted_at is null and s.received_at is not null)),
    ('toHandOver', '-infinity'::date, d.status = 9)
  ) as f(measure, day, counts)
 where d.parent_id is null and f.counts;

-- Appended by the act itself: nobody waits for another's counter row. The fold takes rows away in the transaction
-- that adds them up.
create table dossiers.figure_delta (
  id bigint generated always as identity constraint figure_delta_pk primary key,
  unit_id uuid not null,
  day date not null,
  measure text not null,
  n int not null
);

-- Sums, by day and again by month (first day), so that a year is read in a few rows a unit.
create table dossiers.figure (
  span text not null constraint figure_span check (span in ('now', 'day', 'month')),
  day date not null,
  unit_id uuid not null,
  measure text not null,
  n bigint not null,
  constraint figure_pk primary key (span, day, unit_id, measure)
);

insert into dossiers.figure (span, day, unit_id, measure, n)
select case when day = '-infinity' then 'now' else 'day' end, day, unit_id, measure, count(*)
  from dossiers.figure_source group by 1, 2, 3, 4
union all
select 'month', date_trunc('month', day)::date, unit_id, measure, count(*)
  from dossiers.figure_source where day <> '-infinity' group by 1, 2, 3, 4;

-- What is late depends on the moment of asking. Without the status: a step must not make the row leave its page.
create index dossier_unfinished_due on dossiers.dossier (first_due_at, competent_unit_id)
  where finished_at is null and first_due_at is not null and parent_id is null;
