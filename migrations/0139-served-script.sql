-- Which files the web was ever served with: a list of digests for each build, entered in the public log when it was new. Nobody is named in it.
create table served_script_list (
  -- SHA-256 of the list.
  digest text primary key check (digest ~ '^[0-9a-f]{64}$'),
  request_id text not null unique check (request_id ~ '^[0-9a-f]{32}$'),
  list text not null check (length(list) between 1 and 1000000),
  first_served_at timestamptz not null default now()
);
alter table served_script_list enable row level security;
create policy read on served_script_list for select using (true);
create policy enter on served_script_list for insert with check (shoumi.scope() = 'system');
grant select, insert on served_script_list to shoumi_app;
