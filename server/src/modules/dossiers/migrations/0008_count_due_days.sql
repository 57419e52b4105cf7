-- What is in work by the day it is due: all that was due before today is late, without reading the dossiers.
alter table dossiers.figure drop constraint figure_span;
alter table dossiers.figure add constraint figure_span check (span in ('now', 'day', 'month', 'due'));

create or replace view dossiers.figure_source as
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
    ('toHandOver', '-infinity'::date, d.status = 9),
    ('due', (d.first_due_at at time zone 'Asia/Ho_Chi_Minh')::date, d.status in (2, 4) and d.first_due_at is not null)
  ) as f(measure, day, counts)
 where d.parent_id is null and f.counts;

insert into dossiers.figure (span, day, unit_id, measure, n)
select 'due', day, unit_id, measure, count(*) from dossiers.figure_source where measure = 'due' group by 2, 3, 4;
