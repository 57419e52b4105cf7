-- Trusted since PostgreSQL 13: the owner of the database may create it.
create extension if not exists pg_trgm;

create table catalogue.procedure (
  id uuid constraint procedure_pk primary key,
  code text not null constraint procedure_code_unique unique,
  national_code text not null,
  current_version_id uuid not null,
  -- Digest of the national half, to tell at once what an import changes; null when the province made it alone.
  national_sha text,
  name text not null,
  sector text not null,
  levels text[] not null,
  configured boolean not null,
  online boolean not null,
  online_level text not null,
  limit_text text,
  demo boolean not null,
  search_name text not null,
  search_keys text not null,
  search_words text not null,
  search_vector tsvector not null generated always as (to_tsvector('simple', search_words)) stored,
  search_sound text not null,
  weight int not null
);
create unique index procedure_national_code_unique on catalogue.procedure (national_code);
create index procedure_search_vector on catalogue.procedure using gin (search_vector) with (fastupdate = off);
create index procedure_search_sound on catalogue.procedure using gin (search_sound gin_trgm_ops) with (fastupdate = off);

create table catalogue.procedure_version (
  id uuid constraint procedure_version_pk primary key,
  procedure_id uuid not null,
  version int not null,
  name text not null,
  source text not null constraint procedure_version_source check (source in ('national', 'province')),
  -- {national, configured}: domain/content.ts.
  content jsonb not null,
  content_sha text not null,
  valid_from date,
  published_at timestamptz not null,
  published_by uuid not null,
  form_version_id uuid,
  process_version_id uuid,
  configured boolean not null,
  -- [{field, label, text}] against the version before; null for the first.
  changes jsonb,
  constraint procedure_version_number unique (procedure_id, version),
  constraint procedure_version_procedure foreign key (procedure_id) references catalogue.procedure
    deferrable initially deferred
);
alter table catalogue.procedure add constraint procedure_current_version
  foreign key (current_version_id) references catalogue.procedure_version deferrable initially deferred;

create view catalogue.public_procedure as
  select id, code, national_code, current_version_id, name, sector, levels, configured from catalogue.procedure;
create view catalogue.public_procedure_version as
  select v.id, v.procedure_id, p.code, v.version, v.name, v.form_version_id, v.process_version_id
    from catalogue.procedure_version v join catalogue.procedure p on p.id = v.procedure_id;
