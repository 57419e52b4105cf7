-- Since when a dossier stands in this queue, for this role of this unit: what an officer has not seen yet. Rows of
-- before count as seen.
alter table dossiers.queue_entry add column entered_at timestamptz not null default '2000-01-01';
alter table dossiers.queue_entry alter column entered_at drop default;

-- When an officer last looked at a queue.
create table dossiers.queue_look (
  account_id uuid not null,
  queue text not null,
  looked_at timestamptz not null,
  constraint queue_look_pk primary key (account_id, queue)
);
