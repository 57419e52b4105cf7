-- Personal data stand sealed with the dossier's own key (docs/adr/0006-keys.md); what people search by is a blind
-- index. Rows that exist are sealed at the next start, which then drops the plain columns; empty tables lose them here.
alter table dossiers.dossier
  add column applicant_index text,
  add column applicant_phone_index text,
  -- Numbers and addresses of the applicant, address of delivery, note of the authorisation.
  add column personal bytea,
  add column sealed_answers bytea,
  alter column applicant_id_number drop not null,
  alter column answers drop not null;
drop index dossiers.dossier_applicant;
create index dossier_applicant on dossiers.dossier (applicant_index, id desc);
create index dossier_phone on dossiers.dossier (applicant_phone_index) where applicant_phone_index is not null;

alter table dossiers.act add column sealed bytea;

alter table dossiers.supplement_request
  add column sealed bytea,
  alter column reason drop not null,
  alter column items drop not null;

alter table dossiers.receipt add column sealed bytea, alter column changes drop not null;

alter table dossiers.draft add column sealed bytea, alter column body drop not null;

do $$ begin
  if not exists (select from dossiers.dossier) then
    alter table dossiers.dossier
      drop column applicant_id_number, drop column applicant_phone, drop column applicant_email,
      drop column applicant_address, drop column answers,
      alter column applicant_index set not null, alter column personal set not null,
      alter column sealed_answers set not null;
    alter table dossiers.supplement_request
      drop column reason, drop column items, alter column sealed set not null;
    alter table dossiers.receipt
      drop column reason, drop column changes, alter column sealed set not null;
  end if;
  if not exists (select from dossiers.draft) then
    alter table dossiers.draft drop column body, alter column sealed set not null;
  end if;
end $$;
