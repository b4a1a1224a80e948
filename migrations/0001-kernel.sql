-- The kernel: who acts, for whom, and what is remembered of it.
-- Roles: the owner migrates and backs up; shoumi_app serves requests and cannot bypass row security.

create schema if not exists shoumi;

-- Who is acting, for this transaction only. Set by shoumi.enter() or by the worker; never by a request.
create function shoumi.scope() returns text language sql stable parallel safe as
  $$ select coalesce(nullif(current_setting('shoumi.scope', true), ''), 'none') $$;
create function shoumi.person() returns uuid language sql stable parallel safe as
  $$ select nullif(current_setting('shoumi.person', true), '')::uuid $$;
create function shoumi.organisation() returns uuid language sql stable parallel safe as
  $$ select nullif(current_setting('shoumi.organisation', true), '')::uuid $$;
-- Scopes: none · public (anyone) · identity (sign-in doors) · person (signed in, no organisation) ·
-- member (of one organisation) · office (member of the district's office) · system (jobs, command line)
create function shoumi.sees(owner uuid) returns boolean language sql stable parallel safe as
  $$ select shoumi.scope() in ('office', 'system') or (shoumi.scope() = 'member' and owner = shoumi.organisation()) $$;
create function shoumi.is_office() returns boolean language sql stable parallel safe as
  $$ select shoumi.scope() in ('office', 'system') $$;
create function shoumi.is_identity() returns boolean language sql stable parallel safe as
  $$ select shoumi.scope() in ('identity', 'system') $$;

create table organisation (
  id uuid primary key default uuidv7(),
  kind text not null check (kind in ('office','station','public-security','procuratorate','court','justice','association',
    'mediation','appraisal','expert','partner','enterprise','park','sister-district')),
  name text not null check (length(name) between 1 and 200),
  credit_code text unique check (credit_code ~ '^[0-9A-HJ-NP-RT-UW-Y]{18}$'),
  state text not null check (state in ('awaiting-confirmation','awaiting-admission','admitted','declined','suspended')),
  address text not null default '',
  contact_name text not null default '',
  contact_phone text not null default '',
  contact_email text not null default '',
  listed boolean not null default false,
  introduction text not null default '',
  fictitious boolean not null default false,
  created_at timestamptz not null default now(),
  decided_at timestamptz,
  decision_reason text
);
comment on column organisation.listed is 'shown in the public directory';

create table person (
  id uuid primary key default uuidv7(),
  name text not null check (length(name) between 1 and 100),
  email text not null,
  locale text not null default 'zh-CN' check (locale in ('zh-CN','en')),
  mail_mode text not null default 'digest' check (mail_mode in ('each','digest','none')),
  state text not null default 'active' check (state in ('invited','active','closed')),
  fictitious boolean not null default false,
  created_at timestamptz not null default now()
);
create unique index person_email on person (lower(email));

create table membership (
  organisation_id uuid not null references organisation,
  person_id uuid not null references person,
  roles text[] not null check (cardinality(roles) > 0),
  joined_at timestamptz not null default now(),
  left_at timestamptz,
  primary key (organisation_id, person_id)
);
create index membership_person on membership (person_id);

create table session (
  id uuid primary key default uuidv7(),
  token_digest bytea not null unique,
  person_id uuid not null references person,
  organisation_id uuid references organisation,
  method text not null,
  device text not null default '',
  created_at timestamptz not null default now(),
  seen_at timestamptz not null default now(),
  expires_at timestamptz not null,
  revoked_at timestamptz
);
create index session_person on session (person_id);

-- The journal: one entry for every official act, in the act's own transaction. Append-only for everybody who serves requests.
create table journal (
  id bigint generated always as identity primary key,
  at timestamptz not null default now(),
  request_id text not null,
  person_id uuid references person,
  organisation_id uuid references organisation,
  act text not null,
  subject text,
  detail jsonb not null default '{}',
  digest bytea not null
);
create index journal_organisation on journal (organisation_id, id desc);
create index journal_subject on journal (subject, id desc);
create index journal_act on journal (act, id desc);

create table attachment (
  id uuid primary key default uuidv7(),
  organisation_id uuid not null references organisation,
  name text not null,
  media_type text not null,
  size_bytes bigint not null check (size_bytes >= 0),
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  published boolean not null default false,
  uploaded_by uuid not null references person,
  uploaded_at timestamptz not null default now()
);
create index attachment_organisation on attachment (organisation_id);
create index attachment_sha256 on attachment (sha256);
comment on column attachment.sha256 is 'also the name of the bytes in the object store';

-- What a person must be told. Mail is only a copy of it.
create table notice (
  id uuid primary key default uuidv7(),
  person_id uuid not null references person,
  organisation_id uuid references organisation,
  kind text not null,
  params jsonb not null default '{}',
  link text,
  urgent boolean not null default false,
  created_at timestamptz not null default now(),
  read_at timestamptz,
  mailed_at timestamptz
);
create index notice_person on notice (person_id, id desc);
create index notice_unmailed on notice (person_id) where mailed_at is null;

-- Effects beyond the database. The body of a sent mail is emptied: it may carry a one-time link.
create table outgoing_mail (
  id uuid primary key default uuidv7(),
  recipient text not null,
  subject text not null,
  body text not null,
  created_at timestamptz not null default now(),
  sent_at timestamptz,
  failed_at timestamptz,
  failure text
);

create table instance_fact (
  key text primary key,
  value jsonb not null,
  set_at timestamptz not null default now()
);
comment on table instance_fact is 'facts of this installation, such as when set-up was completed';

-- Opens a transaction for whoever holds this session: finds the session, remembers that it was used, and fixes the scope.
-- Runs as owner, so that the app role can neither read other sessions nor choose its own scope by data.
create function shoumi.enter(digest bytea, sign_in_door boolean default false)
returns table (session_id uuid, person_id uuid, person_name text, person_email text, person_locale text,
               organisation_id uuid, organisation_kind text, organisation_name text, roles text[])
language plpgsql security definer set search_path = public, pg_temp as $$
#variable_conflict use_column
declare found record;
begin
  select s.id, s.seen_at, p.id as person_id, p.name, p.email, p.locale, o.id as organisation_id, o.kind, o.name as organisation_name, m.roles
    into found
    from session s
    join person p on p.id = s.person_id and p.state = 'active'
    left join membership m on m.person_id = p.id and m.organisation_id = s.organisation_id and m.left_at is null
    left join organisation o on o.id = m.organisation_id and o.state = 'admitted'
   where s.token_digest = digest and s.revoked_at is null and s.expires_at > now() and s.seen_at > now() - interval '24 hours';
  perform set_config('shoumi.person', coalesce(found.person_id::text, ''), true);
  perform set_config('shoumi.organisation', coalesce(found.organisation_id::text, ''), true);
  perform set_config('shoumi.scope', case
    when sign_in_door then 'identity'
    when found.person_id is null then 'public'
    when found.organisation_id is null then 'person'
    when found.kind = 'office' then 'office'
    else 'member' end, true);
  if found.person_id is null then return; end if;
  if found.seen_at < now() - interval '5 minutes' then
    update session set seen_at = now() where id = found.id;
  end if;
  return query select found.id, found.person_id, found.name, found.email, found.locale,
    found.organisation_id, found.kind, found.organisation_name, coalesce(case when found.organisation_id is null then null else found.roles end, '{}');
end $$;

alter table organisation enable row level security;
alter table person enable row level security;
alter table membership enable row level security;
alter table session enable row level security;
alter table journal enable row level security;
alter table attachment enable row level security;
alter table notice enable row level security;
alter table outgoing_mail enable row level security;
alter table instance_fact enable row level security;

-- organisation: the office sees all; a member its own; a person those it belongs to; the public the listed ones.
create policy read on organisation for select using (
  shoumi.sees(id) or shoumi.is_identity() or (listed and state = 'admitted')
  or exists (select 1 from membership m where m.organisation_id = organisation.id and m.person_id = shoumi.person() and m.left_at is null));
create policy register on organisation for insert with check (shoumi.is_identity() or shoumi.is_office());
create policy change on organisation for update using (shoumi.sees(id) or shoumi.is_identity());

-- person: oneself, colleagues of the organisation acted for, everyone for the office.
create policy read on person for select using (
  id = shoumi.person() or shoumi.is_office() or shoumi.is_identity()
  or (shoumi.scope() = 'member' and exists (select 1 from membership m where m.person_id = person.id and m.organisation_id = shoumi.organisation())));
create policy add on person for insert with check (shoumi.is_identity());
create policy change on person for update using (id = shoumi.person() or shoumi.is_identity());

create policy read on membership for select using (
  person_id = shoumi.person() or shoumi.sees(organisation_id) or shoumi.is_identity());
create policy add on membership for insert with check (shoumi.is_identity() or (shoumi.scope() in ('member', 'office') and organisation_id = shoumi.organisation()));
create policy change on membership for update using (
  shoumi.is_identity() or person_id = shoumi.person() or (shoumi.scope() in ('member', 'office') and organisation_id = shoumi.organisation()));

create policy own on session for select using (person_id = shoumi.person() or shoumi.is_identity());
create policy open on session for insert with check (shoumi.is_identity());
create policy change on session for update using (person_id = shoumi.person() or shoumi.is_identity());

create policy read on journal for select using (shoumi.sees(organisation_id) or person_id = shoumi.person() or shoumi.is_identity());
create policy append on journal for insert with check (person_id is not distinct from shoumi.person() or shoumi.is_identity());

create policy read on attachment for select using (shoumi.sees(organisation_id) or published);
create policy add on attachment for insert with check (organisation_id = shoumi.organisation() or shoumi.scope() = 'system');
create policy change on attachment for update using (organisation_id = shoumi.organisation() or shoumi.is_office());

create policy own on notice for select using (person_id = shoumi.person() or shoumi.scope() in ('system', 'identity'));
create policy tell on notice for insert with check (shoumi.scope() <> 'none');
create policy change on notice for update using (person_id = shoumi.person() or shoumi.scope() = 'system');

create policy queue on outgoing_mail for insert with check (shoumi.scope() <> 'none');
create policy send on outgoing_mail for all using (shoumi.scope() = 'system');

create policy read on instance_fact for select using (true);
create policy write on instance_fact for insert with check (shoumi.scope() in ('identity', 'system'));
create policy change on instance_fact for update using (shoumi.scope() = 'system');

-- Jobs are queued inside the act's transaction; the queue's own tables stay closed to the app role.
create function shoumi.enqueue(task text, payload json, key text default null, run_at timestamptz default null)
returns void language sql security definer set search_path = pg_catalog, pg_temp as $$
  select graphile_worker.add_job(task, payload, run_at => run_at, job_key => key, max_attempts => 12);
$$;

create function shoumi.jobs_waiting() returns bigint language sql security definer set search_path = pg_catalog, pg_temp as $$
  select count(*) from graphile_worker.jobs where attempts < max_attempts;
$$;

grant usage on schema public, shoumi to shoumi_app;
grant select, insert, update on organisation, person, membership, session, attachment, notice, outgoing_mail, instance_fact to shoumi_app;
grant select, insert on journal to shoumi_app;
revoke execute on function shoumi.enqueue from public;
revoke execute on function shoumi.enter from public;
revoke execute on function shoumi.jobs_waiting from public;
grant execute on function shoumi.enqueue, shoumi.enter, shoumi.jobs_waiting to shoumi_app;
