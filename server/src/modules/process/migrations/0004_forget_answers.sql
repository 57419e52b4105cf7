-- Earlier versions copied all answers of a form into the process, and notes that the history holds too. Set at the next
-- start, when the process holds only what its expressions read; the column then goes.
do $$ begin
  if exists (select from process.instance) then
    alter table process.instance add column holds_all_answers boolean;
    update process.task set note = null where note is not null;
  end if;
end $$;
