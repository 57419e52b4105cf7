-- Which step a place in a queue stands for: a grant limited to steps finds its work by it.
alter table dossiers.queue_entry add column step text;
update dossiers.queue_entry e set step = t.node from process.public_open_task t
 where e.queue in ('task', 'waiting-payment') and t.subject_id = e.dossier_id and t.unit_id = e.unit_id
   and (cardinality(t.roles) = 0 or e.role = any(t.roles)) and t.assignee_id is not distinct from e.assignee_id;
