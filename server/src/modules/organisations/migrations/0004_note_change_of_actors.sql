create trigger appointment_changed after insert or update or delete on organisations.appointment
  for each statement execute function platform.public_note_change_of_actors();
create trigger delegation_changed after insert or update or delete on organisations.delegation
  for each statement execute function platform.public_note_change_of_actors();
