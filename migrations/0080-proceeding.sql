-- Proceedings: one mechanism for every procedure of the law (clue, case, preservation, seizure, criminal referral).
-- What a state allows is in the rules of each feature; here stands what happened, append-only.

-- The roles of whoever acts, beside person and organisation, so that policies can tell a case handler from an editor.
create function shoumi.holds(variadic wanted text[]) returns boolean language sql stable parallel safe as
  $$ select shoumi.scope() = 'system'
       or string_to_array(coalesce(current_setting('shoumi.roles', true), ''), ',') && wanted $$;

create or replace function shoumi.enter(digest bytea, sign_in_door boolean default false)
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
  perform set_config('shoumi.roles', case when found.organisation_id is null then '' else array_to_string(found.roles, ',') end, true);
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

-- Whoever in the office takes part in enforcement; an editor or a system administrator does not.
create function shoumi.enforces() returns boolean language sql stable parallel safe as
  $$ select shoumi.scope() = 'system' or (shoumi.scope() = 'office'
       and shoumi.holds('registrar', 'case-handler', 'case-reviewer', 'head', 'principal')) $$;

create table proceeding (
  id uuid primary key default uuidv7(),
  kind text not null check (kind ~ '^[a-z][a-z-]*$'),
  parent_id uuid references proceeding,
  -- 案号 or 编号: given by the rule of numbering when it is first needed, never changed.
  number text unique,
  title text not null check (length(title) between 1 and 300),
  state text not null,
  -- The body whose matter it is.
  organisation_id uuid not null references organisation,
  opened_on date not null,
  closed_on date,
  -- What is known when it is opened (source, party, place …), by the feature's schema; corrected only by acts.
  facts jsonb not null default '{}',
  created_at timestamptz not null default now()
);
create index proceeding_list on proceeding (organisation_id, kind, id desc);
create index proceeding_open on proceeding (kind, state) where closed_on is null;
create index proceeding_parent on proceeding (parent_id) where parent_id is not null;

-- The acts of a matter, each with a digest over itself and the one before: nothing can be put in or taken out later.
create table proceeding_act (
  proceeding_id uuid not null references proceeding,
  seq int not null check (seq > 0),
  act text not null,
  from_state text not null,
  to_state text not null,
  on_day date not null,
  at timestamptz not null,
  recorded_at timestamptz not null,
  person_id uuid references person,
  capacity text not null,
  approved_by uuid references person,
  approved_on date,
  fields jsonb not null default '{}',
  -- Random, so that a digest in the public log tells nothing about short texts.
  salt bytea not null check (length(salt) = 32),
  digest bytea not null check (length(digest) = 32),
  primary key (proceeding_id, seq)
);
create index proceeding_act_day on proceeding_act (act, on_day);

create table proceeding_person (
  id uuid primary key default uuidv7(),
  proceeding_id uuid not null references proceeding,
  person_id uuid not null references person,
  capacity text not null,
  since timestamptz not null default now(),
  until timestamptz
);
create unique index proceeding_person_once on proceeding_person (proceeding_id, person_id, capacity) where until is null;
create index proceeding_person_mine on proceeding_person (person_id) where until is null;

-- Other bodies that take part and see this matter: public security, the procuratorate, a complainant.
create table proceeding_party (
  proceeding_id uuid not null references proceeding,
  organisation_id uuid not null references organisation,
  capacity text not null,
  since timestamptz not null default now(),
  until timestamptz,
  primary key (proceeding_id, organisation_id)
);
create index proceeding_party_mine on proceeding_party (organisation_id) where until is null;

-- An act that waits for somebody's approval.
create table proceeding_proposal (
  id uuid primary key default uuidv7(),
  proceeding_id uuid not null references proceeding,
  act text not null,
  level text not null check (level in ('head', 'principal', 'municipal', 'collective')),
  on_day date not null,
  fields jsonb not null default '{}',
  capacity text not null,
  proposed_by uuid not null references person,
  proposed_at timestamptz not null default now(),
  -- The last day on which it may be approved.
  valid_until date not null,
  state text not null default 'waiting' check (state in ('waiting', 'approved', 'rejected', 'withdrawn', 'expired')),
  decided_by uuid references person,
  decided_at timestamptz,
  opinion text,
  check ((state in ('approved', 'rejected')) = (decided_by is not null))
);
create unique index proceeding_proposal_one on proceeding_proposal (proceeding_id, act) where state = 'waiting';
create index proceeding_proposal_waiting on proceeding_proposal (level, id) where state = 'waiting';

-- A warning is told once for each period, due day and kind, however often the job runs and however long the machine was off.
create table proceeding_warning (
  proceeding_id uuid not null references proceeding,
  period text not null,
  due_on date not null,
  kind text not null check (kind in ('lead', 'due', 'overdue', 'lapsed')),
  told_at timestamptz not null default now(),
  primary key (proceeding_id, period, due_on, kind)
);

alter table proceeding enable row level security;
alter table proceeding_act enable row level security;
alter table proceeding_person enable row level security;
alter table proceeding_party enable row level security;
alter table proceeding_proposal enable row level security;
alter table proceeding_warning enable row level security;

-- A function, because the policies of the two tables would otherwise look through each other for ever.
create function shoumi.takes_part(matter uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select 1 from proceeding_party p
    where p.proceeding_id = matter and p.organisation_id = shoumi.organisation() and p.until is null)
$$;

create policy read on proceeding for select using (shoumi.enforces() or shoumi.takes_part(id));
create policy open on proceeding for insert with check (shoumi.enforces());
create policy change on proceeding for update using (shoumi.enforces() or shoumi.takes_part(id));
create policy read on proceeding_act for select using (exists (select 1 from proceeding p where p.id = proceeding_id));
create policy append on proceeding_act for insert with check (exists (select 1 from proceeding p where p.id = proceeding_id));
create policy read on proceeding_person for select using (exists (select 1 from proceeding p where p.id = proceeding_id));
create policy assign on proceeding_person for insert with check (shoumi.enforces());
create policy change on proceeding_person for update using (shoumi.enforces());
create policy read on proceeding_party for select using (shoumi.enforces() or organisation_id = shoumi.organisation());
create policy let_in on proceeding_party for insert with check (shoumi.enforces());
create policy change on proceeding_party for update using (shoumi.enforces());
create policy read on proceeding_proposal for select using (shoumi.enforces());
create policy propose on proceeding_proposal for insert with check (shoumi.enforces());
create policy decide on proceeding_proposal for update using (shoumi.enforces());
create policy read on proceeding_warning for select using (shoumi.enforces());
create policy tell on proceeding_warning for insert with check (shoumi.scope() = 'system');

revoke execute on function shoumi.takes_part from public;
grant execute on function shoumi.takes_part to shoumi_app;
grant select, insert, update on proceeding, proceeding_person, proceeding_party, proceeding_proposal to shoumi_app;
-- No update and no delete: what was done was done.
grant select, insert on proceeding_act, proceeding_warning to shoumi_app;
