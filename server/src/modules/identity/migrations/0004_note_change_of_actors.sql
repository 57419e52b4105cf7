-- What a remembered actor was read from; a new session or account is not remembered yet.
create trigger session_changed after update or delete on identity.session
  for each statement execute function platform.public_note_change_of_actors();
create trigger account_changed after update of kind, name, id_number_index, closed_at or delete on identity.account
  for each statement execute function platform.public_note_change_of_actors();
