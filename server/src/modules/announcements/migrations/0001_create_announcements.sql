-- What the province tells everybody on the portal. Public words; no personal data.
create table announcements.announcement (
  id uuid constraint announcement_pk primary key,
  title text not null,
  body text not null,
  title_en text,
  body_en text,
  -- Civil days of Việt Nam, both included; without an end it is shown until it is withdrawn.
  shown_from date not null,
  shown_to date,
  written_by uuid not null,
  written_at timestamptz not null,
  changed_at timestamptz not null,
  withdrawn_at timestamptz,
  constraint announcement_period check (shown_to is null or shown_to >= shown_from)
);
create index announcement_newest on announcements.announcement (shown_from desc, id desc);
