-- Trusted since PostgreSQL 13: the owner of the database may create it without being superuser.
create extension if not exists btree_gist;

-- Administrative units (địa bàn). One row per version: a change of name, kind or parent ends one and begins another.
-- The parent is named by its code, not its row: a province that becomes a city has a new version and the same communes.
create table organisations.admin_unit (
  id uuid constraint admin_unit_pk primary key,
  code text not null,
  level smallint not null constraint admin_unit_level check (level in (1, 2, 3)),
  kind text not null constraint admin_unit_kind check (kind in
    ('TINH', 'THANH_PHO', 'QUAN', 'HUYEN', 'THI_XA', 'XA', 'PHUONG', 'THI_TRAN', 'DAC_KHU')),
  name text not null,
  full_name text not null,
  parent_code text,
  valid_from date,
  valid_to date,
  legal_basis text,
  search_text text not null,
  constraint admin_unit_period check (valid_from <= valid_to),
  constraint admin_unit_has_parent check ((level = 1) = (parent_code is null)),
  -- The "seed" commune of a merger keeps its code: a code means one unit on one day only.
  constraint admin_unit_code_once exclude using gist (code with =, daterange(valid_from, valid_to, '[]') with &&)
);
create index admin_unit_parent on organisations.admin_unit (parent_code);
create index admin_unit_search on organisations.admin_unit (search_text);

-- One act that ends old units and begins new ones on a day.
create table organisations.admin_unit_change (
  id uuid constraint admin_unit_change_pk primary key,
  kind text not null constraint admin_unit_change_kind check (kind in ('MERGE', 'KIND')),
  effective date not null,
  legal_basis text not null,
  constraint admin_unit_change_once unique (effective, kind)
);

create table organisations.admin_unit_change_part (
  change_id uuid not null constraint part_change references organisations.admin_unit_change,
  from_unit_id uuid not null constraint part_from references organisations.admin_unit,
  to_unit_id uuid not null constraint part_to references organisations.admin_unit,
  share text not null constraint part_share check (share in ('WHOLE', 'PART')),
  people text not null constraint part_people check (people in ('WHOLE', 'PART', 'NONE')),
  note text not null,
  constraint admin_unit_change_part_pk primary key (from_unit_id, to_unit_id)
);
create index admin_unit_change_part_to on organisations.admin_unit_change_part (to_unit_id);

-- Organisations (cơ quan): their own tree, their own validity.
create table organisations.unit (
  id uuid constraint unit_pk primary key,
  key text constraint unit_key_once unique constraint unit_key_form check (key ~ '^[a-z][a-z0-9-]{1,39}$'),
  kind text not null constraint unit_kind check (kind in
    ('province', 'centre', 'department', 'commune', 'division', 'land_office', 'other')),
  parent_id uuid constraint unit_parent references organisations.unit,
  admin_unit_id uuid constraint unit_admin_unit references organisations.admin_unit,
  phone text,
  address text,
  is_reception_point boolean not null,
  can_decide boolean not null,
  valid_from date not null,
  valid_to date,
  constraint unit_period check (valid_from <= valid_to)
);
create index unit_by_parent on organisations.unit (parent_id);

create table organisations.unit_name (
  unit_id uuid not null constraint unit_name_unit references organisations.unit,
  name text not null,
  search_text text not null,
  valid_from date not null,
  valid_to date,
  legal_basis text,
  constraint unit_name_pk primary key (unit_id, valid_from),
  constraint unit_name_period check (valid_from <= valid_to),
  constraint unit_name_once exclude using gist (unit_id with =, daterange(valid_from, valid_to, '[]') with &&)
);

create table organisations.unit_code (
  unit_id uuid not null constraint unit_code_unit references organisations.unit,
  scheme text not null constraint unit_code_scheme check (scheme in ('QD20', 'QCVN102', 'LOCAL')),
  value text not null,
  valid_from date not null,
  valid_to date,
  constraint unit_code_pk primary key (unit_id, scheme, valid_from, value),
  constraint unit_code_period check (valid_from <= valid_to),
  constraint unit_code_once exclude using gist
    (scheme with =, value with =, daterange(valid_from, valid_to, '[]') with &&)
);

-- Who answers for the archive and the open work of a unit that was closed.
create table organisations.unit_successor (
  unit_id uuid not null constraint unit_successor_old references organisations.unit,
  successor_id uuid not null constraint unit_successor_new references organisations.unit,
  scope text not null,
  effective date not null,
  legal_basis text,
  constraint unit_successor_pk primary key (unit_id, successor_id),
  constraint unit_successor_other check (unit_id <> successor_id)
);

-- Grows with every change of the tables above about organisations; processes compare it with what they remember.
create table organisations.revision (
  only_row boolean constraint revision_pk primary key default true constraint revision_only_row check (only_row),
  number bigint not null
);
insert into organisations.revision (number) values (1);

create table organisations.role (
  key text constraint role_pk primary key,
  name_vi text not null,
  name_en text not null,
  position smallint not null
);
insert into organisations.role (key, name_vi, name_en, position) values
  ('tiepnhan', 'Cán bộ tiếp nhận', 'Reception officer', 1),
  ('chuyenvien', 'Chuyên viên', 'Specialist', 2),
  ('truongphong', 'Trưởng phòng', 'Head of division', 3),
  ('lanhdao', 'Lãnh đạo', 'Leader', 4),
  ('vanthu', 'Văn thư', 'Clerk', 5),
  ('quantri', 'Quản trị', 'Administrator', 6),
  ('kiemtra', 'Kiểm tra, giám sát', 'Auditor', 7);

-- Accounts belong to the identity module: no foreign key across schemas.
create table organisations.position (
  id uuid constraint position_pk primary key,
  account_id uuid not null,
  unit_id uuid not null constraint position_unit references organisations.unit,
  title text not null,
  valid_from date not null,
  valid_to date,
  constraint position_period check (valid_from <= valid_to),
  constraint position_once exclude using gist
    (account_id with =, unit_id with =, title with =, daterange(valid_from, valid_to, '[]') with &&)
);
create index position_by_unit on organisations.position (unit_id);

create table organisations.appointment (
  id uuid constraint appointment_pk primary key,
  account_id uuid not null,
  unit_id uuid not null constraint appointment_unit references organisations.unit,
  role text not null constraint appointment_role references organisations.role,
  valid_from date not null,
  valid_to date,
  legal_basis text,
  -- Taken away before its last day; without effect from this moment on.
  ended_at timestamptz,
  constraint appointment_period check (valid_from <= valid_to),
  constraint appointment_once exclude using gist
    (account_id with =, unit_id with =, role with =, daterange(valid_from, valid_to, '[]') with &&)
    where (ended_at is null)
);
create index appointment_by_account on organisations.appointment (account_id);
create index appointment_by_unit on organisations.appointment (unit_id, role);

create table organisations.delegation (
  id uuid constraint delegation_pk primary key,
  from_account_id uuid not null,
  to_account_id uuid not null,
  unit_id uuid not null constraint delegation_unit references organisations.unit,
  role text not null constraint delegation_role references organisations.role,
  procedures text[],
  valid_from date not null,
  valid_to date not null,
  reason text not null,
  created_at timestamptz not null,
  revoked_at timestamptz,
  constraint delegation_period check (valid_from <= valid_to),
  constraint delegation_other check (from_account_id <> to_account_id),
  constraint delegation_procedures check (procedures is null or cardinality(procedures) > 0)
);
create index delegation_by_receiver on organisations.delegation (to_account_id) where revoked_at is null;
create index delegation_by_giver on organisations.delegation (from_account_id) where revoked_at is null;
