-- What the applicant says of how his dossier was handled: one rating each, changed in place.
create table feedback.rating (
  dossier_id uuid constraint rating_pk primary key,
  -- The agency that decided, which the rating is about.
  unit_id uuid not null,
  -- From 1 (very dissatisfied) to 5 (very satisfied).
  information smallint not null,
  simplicity smallint not null,
  attitude smallint not null,
  punctuality smallint not null,
  result smallint not null,
  -- Whether papers or money beyond what is published were asked for.
  asked_beyond boolean not null,
  -- Sealed with the key of the dossier: when that is erased, the words go with it.
  remark bytea,
  given_at timestamptz not null,
  changed_at timestamptz,
  constraint rating_scores check (least(information, simplicity, attitude, punctuality, result) >= 1
    and greatest(information, simplicity, attitude, punctuality, result) <= 5)
);
create index rating_unit on feedback.rating (unit_id, given_at, dossier_id);
create index rating_given on feedback.rating (given_at);
-- The applicant's own is read and written by the system after `dossiers` has said that the dossier is his.
alter table feedback.rating enable row level security;
create policy rating_pass on feedback.rating using (
  (select split_part(current_setting('motcua.pass', true), '|', 1)) = 'all'
  or unit_id = any ((select string_to_array(split_part(current_setting('motcua.pass', true), '|', 2), ',')::uuid[])::uuid[])
) with check (true);
