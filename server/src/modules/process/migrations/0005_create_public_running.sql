-- For neighbours: which version each running process is on. `revision` grows with everything that moves it.
create view process.public_running as
  select subject_id, version_id, version as revision from process.instance where ended_at is null;
