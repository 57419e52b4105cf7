alter table dossiers.dossier
  -- Trích yếu as the desk wrote it; null: made of the procedure and the applicant's name.
  add column abstract text,
  -- When a paper dossier entered late was truly received; null: with the acceptance.
  add column received_at timestamptz;

-- Every receipt (form 01) handed out: the facts as printed. A correction issues the next one and says what changed.
-- No personal data but the name: the rest is printed from the dossier.
create table dossiers.receipt (
  dossier_id uuid not null references dossiers.dossier,
  issue int not null,
  issued_at timestamptz not null,
  issued_by uuid not null,
  issued_by_name text not null,
  unit_id uuid not null,
  reason text,
  -- [{field, before, after}], personal data masked.
  changes jsonb not null,
  facts jsonb not null,
  constraint receipt_pk primary key (dossier_id, issue),
  constraint receipt_issue check (issue >= 1)
);
