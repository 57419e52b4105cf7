-- The unit whose administrators look after the account of an officer; null for accounts made before and for all others.
alter table identity.account add column unit_id uuid;
create index account_by_unit on identity.account (unit_id) where unit_id is not null;
