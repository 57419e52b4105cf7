-- Tokens of every kind but open tasks and timers: `join` and `wait`, and what holds others: `scope`, `multi`.
alter table process.join_token rename to token;
alter table process.token rename constraint join_token_pk to token_pk;
alter table process.token rename constraint join_token_instance to token_instance;
alter index process.join_token_by_instance rename to token_by_instance;
alter table process.token alter column flow drop not null;
alter table process.token
  add column kind text not null default 'join' constraint token_kind check (kind in ('join', 'wait', 'scope', 'multi')),
  -- The sub-process token that it runs in; null at the top.
  add column parent uuid,
  -- {items, next, done} of a repeated task.
  add column multi jsonb,
  add constraint token_flow check ((kind = 'join') = (flow is not null)),
  add constraint token_multi check ((kind = 'multi') = (multi is not null));
alter table process.token alter column kind drop default;

alter table process.task
  -- The token of the sub-process or of the repeated task that it belongs to; null at the top.
  add column parent uuid,
  -- One of several: its place, from 0, and what it is for.
  add column item_index int,
  add column item jsonb;

-- A timer may also run for a waiting token or a whole sub-process.
alter table process.timer drop constraint timer_task;
alter table process.timer rename column task_id to host_id;
