-- The policy of 0001 with the pass in one setting: part 1 is the reach, part 5 the account (platform/access/pass.ts).
drop policy saved_filter_pass on workplace.saved_filter;
create policy saved_filter_pass on workplace.saved_filter using (
  (select split_part(current_setting('motcua.pass', true), '|', 1)) = 'all'
  or account_id = (select nullif(split_part(current_setting('motcua.pass', true), '|', 5), '')::uuid)
) with check (true);
