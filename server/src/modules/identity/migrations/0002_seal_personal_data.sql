-- Numbers and addresses of people stand sealed with the account's own key; the number is found by a blind index.
-- Rows that exist are sealed at the next start, which then drops the plain columns; an empty table loses them here.
alter table identity.account
  add column id_number_index text,
  add column personal bytea;
create unique index account_id_number_index on identity.account (id_number_index)
  where id_number_index is not null and closed_at is null;
do $$ begin
  if not exists (select from identity.account) then
    alter table identity.account drop column id_number, drop column phone, drop column email, drop column address;
  end if;
end $$;
