-- What the office has set for values of the law that are still to be verified (○ ◐) or are its own (拟). The shipped tables
-- stay as they are: this is beside them, with who set it and why.

create table law_override (
  id bigint generated always as identity primary key,
  -- A parameter (`counting.referral-days`) or a field of a period (`T-03.length`).
  path text not null check (length(path) between 3 and 100),
  -- JSON null: back to what was shipped.
  value jsonb not null check (jsonb_typeof(value) in ('number', 'boolean', 'string', 'null')),
  reason text not null check (length(reason) between 1 and 1000),
  set_by uuid not null references person,
  organisation_id uuid not null references organisation,
  set_at timestamptz not null default now()
);
create index law_override_path on law_override (path, id desc);
comment on table law_override is 'append-only; the newest row of a path is in force';

alter table law_override enable row level security;
-- Everybody may check how the office counts.
create policy read on law_override for select using (true);
create policy append on law_override for insert
  with check (shoumi.scope() = 'office' and set_by = shoumi.person() and organisation_id = shoumi.organisation());
grant select, insert on law_override to shoumi_app;
