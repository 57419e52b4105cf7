-- In which role of which unit a thing was read: what the person it is about is told.
alter table platform.access add column unit_id uuid, add column role text;
