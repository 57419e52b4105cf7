-- What proves that a result was given to the right person: a signature, a code, or paper; who it is stands sealed in
-- the act of the hand-over.
create table dossiers.handover_proof (
  dossier_id uuid constraint handover_proof_pk primary key references dossiers.dossier,
  identity text not null constraint handover_identity check (identity in ('self', 'authorised')),
  kind text not null constraint handover_kind check (kind in ('signature', 'code', 'paper')),
  -- The picture of the signature or the signed paper.
  file_id uuid,
  -- Of the file as it was given, or of the facts of the code.
  sha256 text,
  at timestamptz not null,
  by_account uuid not null
);
create index handover_proof_file on dossiers.handover_proof (file_id) where file_id is not null;
alter table dossiers.handover_proof enable row level security;
create policy handover_proof_pass on dossiers.handover_proof using (
  (select split_part(current_setting('motcua.pass', true), '|', 1)) = 'all'
  or exists (
    select from dossiers.scope c where c.dossier_id = handover_proof.dossier_id
      and c.unit_id = any ((select string_to_array(split_part(current_setting('motcua.pass', true), '|', 2), ',')::uuid[])::uuid[])
      offset 0
  )
  or dossiers.sees(dossier_id)
) with check (true);
