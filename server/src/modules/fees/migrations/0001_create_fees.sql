-- A book of fee receipts of a unit: what is printed on each, and the number that comes next. Its row stays locked from
-- the drawing of a number until the commit, so numbers have no gap and no double.
create table fees.receipt_book (
  id uuid constraint receipt_book_pk primary key,
  unit_id uuid not null,
  form text not null,
  series text not null,
  tax_code text not null,
  first_number int not null,
  last_number int not null,
  next_number int not null,
  opened_at timestamptz not null,
  opened_by uuid not null,
  -- Set when it is closed before its last number, which is then the last one that was drawn.
  closed_at timestamptz,
  constraint receipt_book_numbers check (first_number between 1 and next_number
    and next_number <= last_number + 1 and last_number <= 9999999),
  -- A receipt is known by these, whatever unit gives it out.
  constraint receipt_book_numbers_once exclude using gist
    (tax_code with =, form with =, series with =, int4range(first_number, last_number + 1) with &&)
);
create index receipt_book_unit on fees.receipt_book (unit_id, id);
