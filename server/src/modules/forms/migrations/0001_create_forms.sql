-- A published form: what people wrote, and what servers and browsers run. Dossiers refer to it for ever.
create table forms.form_version (
  id uuid constraint form_version_pk primary key,
  key text not null,
  version int not null,
  source jsonb not null,
  compiled jsonb not null,
  -- of the source with its keys in order
  sha256 text not null,
  created_at timestamptz not null,
  created_by uuid not null,
  constraint form_version_number unique (key, version),
  -- Publishing the same source again is the same version.
  constraint form_version_content unique (key, sha256)
);

create function forms.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'a published form version is never changed';
end $$;
create trigger form_version_immutable before update or delete on forms.form_version
  for each row execute function forms.refuse_change();
