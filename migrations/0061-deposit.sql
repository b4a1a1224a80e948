-- Deposits: whose entries these are, which the log itself does not say. Removing a row here makes an entry nobody's.

create table deposit (
  id uuid primary key default uuidv7(),
  organisation_id uuid not null references organisation,
  person_id uuid not null references person,
  request_id bytea not null unique check (length(request_id) = 16),
  origin text not null,
  index bigint not null,
  source text not null check (source in ('browser', 'command-line')),
  label text not null default '' check (length(label) <= 200),
  remark text not null default '' check (length(remark) <= 2000),
  -- Only if the depositor wants them on the certificate; the log has neither.
  file_count bigint check (file_count >= 0),
  total_bytes bigint check (total_bytes >= 0),
  show_depositor boolean not null default false,
  made_at timestamptz not null default now(),
  withdrawn_at timestamptz,
  withdrawn_because text,
  superseded_by uuid references deposit deferrable,
  recheck_months int check (recheck_months between 1 and 120),
  recheck_on date,
  rechecked_on date,
  recheck_result text check (recheck_result in ('matches', 'differs')),
  check ((withdrawn_at is null) = (withdrawn_because is null)),
  check (superseded_by <> id)
);
create index deposit_organisation on deposit (organisation_id, id desc);
create index deposit_recheck on deposit (recheck_on) where recheck_on is not null and withdrawn_at is null;

-- A key that may deposit and nothing else, for command lines and build servers. The digest is kept, never the key.
create table deposit_key (
  id uuid primary key default uuidv7(),
  organisation_id uuid not null references organisation,
  person_id uuid not null references person,
  name text not null check (length(name) between 1 and 100),
  token_digest bytea not null unique,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_at timestamptz,
  revoked_at timestamptz
);
create index deposit_key_organisation on deposit_key (organisation_id);

alter table deposit enable row level security;
alter table deposit_key enable row level security;

-- A label may say what the secret is called: the organisation's own eyes only, not even the office's.
create policy own on deposit for select using (organisation_id = shoumi.organisation() or shoumi.scope() = 'system');
create policy make on deposit for insert with check (organisation_id = shoumi.organisation() and person_id = shoumi.person());
create policy change on deposit for update using (organisation_id = shoumi.organisation() or shoumi.scope() = 'system');
create policy own on deposit_key for select using (organisation_id = shoumi.organisation());
create policy make on deposit_key for insert with check (organisation_id = shoumi.organisation() and person_id = shoumi.person());
create policy change on deposit_key for update using (organisation_id = shoumi.organisation());
grant select, insert, update on deposit, deposit_key to shoumi_app;

-- What everybody who holds a receipt may know: whether it was withdrawn or superseded, and, if the depositor wants it, by whom it was made.
create function shoumi.deposit_standing(request bytea)
returns table (origin text, index bigint, state text, withdrawn_at timestamptz, withdrawn_because text, superseded_by bytea, depositor text, credit_code text)
language sql stable security definer set search_path = public, pg_temp as $$
  select d.origin, d.index,
    case when d.withdrawn_at is not null then 'withdrawn' when d.superseded_by is not null then 'superseded' else 'current' end,
    d.withdrawn_at, d.withdrawn_because, n.request_id,
    case when d.show_depositor then o.name end, case when d.show_depositor then o.credit_code end
  from deposit d join organisation o on o.id = d.organisation_id left join deposit n on n.id = d.superseded_by
  where d.request_id = request
$$;

-- Opens a transaction for the holder of a deposit key: the organisation's own eyes, whatever kind it is.
create function shoumi.enter_key(digest bytea)
returns table (session_id uuid, person_id uuid, person_name text, person_email text, person_locale text,
               organisation_id uuid, organisation_kind text, organisation_name text, roles text[])
language plpgsql security definer set search_path = public, pg_temp as $$
#variable_conflict use_column
declare found record;
begin
  select k.id, k.used_at, p.id as person_id, p.name, p.email, p.locale, o.id as organisation_id, o.kind, o.name as organisation_name, m.roles
    into found
    from deposit_key k
    join person p on p.id = k.person_id and p.state = 'active'
    join membership m on m.person_id = p.id and m.organisation_id = k.organisation_id and m.left_at is null
    join organisation o on o.id = k.organisation_id and o.state = 'admitted'
   where k.token_digest = digest and k.revoked_at is null and k.expires_at > now();
  perform set_config('shoumi.person', coalesce(found.person_id::text, ''), true);
  perform set_config('shoumi.organisation', coalesce(found.organisation_id::text, ''), true);
  perform set_config('shoumi.scope', case when found.person_id is null then 'public' else 'member' end, true);
  if found.person_id is null then return; end if;
  if found.used_at is null or found.used_at < now() - interval '5 minutes' then
    update deposit_key set used_at = now() where id = found.id;
  end if;
  return query select null::uuid, found.person_id, found.name, found.email, found.locale,
    found.organisation_id, found.kind, found.organisation_name, found.roles;
end $$;

revoke execute on function shoumi.deposit_standing from public;
revoke execute on function shoumi.enter_key from public;
grant execute on function shoumi.deposit_standing, shoumi.enter_key to shoumi_app;
