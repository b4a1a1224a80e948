-- The confidential sub-dossier (涉密附卷) and the evidence ledger of a case.
-- The sub-dossier has tables and eyes of its own: whoever handles a case sees it only under a grant for this case.

-- Whoever is to see it promises secrecy first; only then may a head let them in.
create table confidential_pledge (
  proceeding_id uuid not null references proceeding,
  person_id uuid not null references person,
  pledged_at timestamptz not null default now(),
  primary key (proceeding_id, person_id)
);

create table confidential_grant (
  id uuid primary key default uuidv7(),
  proceeding_id uuid not null references proceeding,
  person_id uuid not null references person,
  granted_by uuid not null references person,
  reason text not null check (length(reason) between 2 and 500),
  granted_at timestamptz not null default now(),
  expires_on date not null,
  revoked_at timestamptz,
  check (person_id <> granted_by)
);
create index confidential_grant_matter on confidential_grant (proceeding_id, person_id) where revoked_at is null;

-- The right holder whose secrets these are: it sees every look.
create table confidential_owner (
  proceeding_id uuid not null references proceeding,
  organisation_id uuid not null references organisation,
  named_at timestamptz not null default now(),
  primary key (proceeding_id, organisation_id)
);

create table confidential_item (
  id uuid primary key default uuidv7(),
  proceeding_id uuid not null references proceeding,
  kind text not null check (kind in ('secret-point', 'accused-information', 'appraisal', 'other')),
  -- A neutral name (秘密点 1): it says nothing of the content.
  label text not null check (length(label) between 1 and 100),
  version int not null default 1 check (version > 0),
  replaces uuid references confidential_item,
  content bytea not null,
  -- Who holds the key: the installation now; the handlers themselves once their keys are there.
  sealing text not null default 'installation' check (sealing in ('installation', 'handlers')),
  derived_from_public boolean not null default false,
  attachment_ids uuid[] not null default '{}',
  made_by uuid not null references person,
  made_at timestamptz not null default now(),
  -- From then on no newer version may take its place.
  locked_at timestamptz,
  locked_by uuid references person,
  check ((locked_at is null) = (locked_by is null))
);
create index confidential_item_matter on confidential_item (proceeding_id, id);
create unique index confidential_item_replaced_once on confidential_item (replaces) where replaces is not null;

-- One cell of the comparison, each time it is filled; the newest counts.
create table confidential_comparison (
  id uuid primary key default uuidv7(),
  proceeding_id uuid not null references proceeding,
  point_id uuid not null references confidential_item,
  accused_id uuid not null references confidential_item,
  outcome text not null check (outcome in ('same', 'different', 'easily-thought-of', 'effect-differs', 'undecided')),
  reasons bytea not null,
  evidence_ids uuid[] not null default '{}',
  appraisal_ids uuid[] not null default '{}',
  made_by uuid not null references person,
  made_at timestamptz not null default now()
);
create index confidential_comparison_matter on confidential_comparison (proceeding_id, id);

-- Every look at a content: who, when, why. Append-only, and for the right holder to read.
create table confidential_look (
  id uuid primary key default uuidv7(),
  proceeding_id uuid not null references proceeding,
  item_id uuid references confidential_item,
  person_id uuid not null references person,
  -- As they were called then: the right holder cannot look into the office's people.
  person_name text not null,
  item_label text not null,
  matter_number text,
  reason text not null check (length(reason) between 2 and 500),
  looked_at timestamptz not null default now()
);
create index confidential_look_matter on confidential_look (proceeding_id, id desc);

-- Owner's rights, because the policies of the tables below rest on it and would otherwise run in circles.
create function shoumi.is_cleared(matter uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select shoumi.scope() = 'system' or exists (
    select 1 from confidential_grant g where g.proceeding_id = matter and g.person_id = shoumi.person()
      and g.revoked_at is null and g.expires_on >= (now() at time zone 'Asia/Shanghai')::date)
$$;
create function shoumi.owns_secret(matter uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select 1 from confidential_owner o where o.proceeding_id = matter and o.organisation_id = shoumi.organisation())
$$;

create table evidence_item (
  id uuid primary key default uuidv7(),
  proceeding_id uuid not null references proceeding,
  number int not null check (number > 0),
  name text not null check (length(name) between 1 and 200),
  confidential boolean not null default false,
  -- Where it comes from and how it was taken, as the reference lists it (§8.2).
  taken jsonb not null,
  taken_by uuid[] not null default '{}',
  started_at timestamptz,
  ended_at timestamptz,
  made_by uuid not null references person,
  made_at timestamptz not null default now(),
  unique (proceeding_id, number)
);

-- Confidential pieces that somebody may not see count as well.
create function shoumi.next_evidence_number(matter uuid) returns int
language sql stable security definer set search_path = public, pg_temp as $$
  select coalesce(max(number), 0) + 1 from evidence_item where proceeding_id = matter
$$;

create table evidence_file (
  evidence_id uuid not null references evidence_item,
  attachment_id uuid not null references attachment,
  name text not null,
  size_bytes bigint not null,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  sm3 text not null check (sm3 ~ '^[0-9a-f]{64}$'),
  primary key (evidence_id, attachment_id)
);

-- The chain of custody: each link's digest covers the link before.
create table evidence_custody (
  evidence_id uuid not null references evidence_item,
  seq int not null check (seq > 0),
  event text not null,
  happened_at timestamptz not null,
  from_whom text not null default '',
  to_whom text not null default '',
  place text not null default '',
  purpose text not null default '',
  result text not null default '',
  person_id uuid references person,
  recorded_at timestamptz not null,
  salt bytea not null check (length(salt) = 32),
  digest bytea not null check (length(digest) = 32),
  primary key (evidence_id, seq)
);

-- A deposit receipt that belongs to a piece of evidence, with what its verification found and when.
create table evidence_deposit (
  id uuid primary key default uuidv7(),
  evidence_id uuid not null references evidence_item,
  request_id text not null check (request_id ~ '^[0-9a-f]{32}$'),
  receipt text not null,
  verdict text not null check (verdict in ('proven', 'not-proven')),
  not_later_than timestamptz,
  matching_files int not null default 0,
  report jsonb not null,
  verified_by uuid not null references person,
  verified_at timestamptz not null default now()
);
create index evidence_deposit_of on evidence_deposit (evidence_id, id);

-- A file that was put into a matter belongs to it from then on: whoever may see the matter may see the file, and nobody else of the
-- office. A confidential one needs a grant, and is handed out by the sub-dossier's own door, which records the look.
alter table attachment add column matter_id uuid references proceeding;
alter table attachment add column confidential boolean not null default false;
alter table attachment add check (not confidential or matter_id is not null);
drop policy read on attachment;
create policy read on attachment for select using (
  published
  or (matter_id is null and shoumi.sees(organisation_id))
  or (matter_id is not null and not confidential and (shoumi.enforces() or (shoumi.scope() = 'member' and organisation_id = shoumi.organisation())))
  or (matter_id is not null and shoumi.is_cleared(matter_id)));

alter table confidential_pledge enable row level security;
alter table confidential_grant enable row level security;
alter table confidential_owner enable row level security;
alter table confidential_item enable row level security;
alter table confidential_comparison enable row level security;
alter table confidential_look enable row level security;
alter table evidence_item enable row level security;
alter table evidence_file enable row level security;
alter table evidence_custody enable row level security;
alter table evidence_deposit enable row level security;

create policy read on confidential_pledge for select using (shoumi.enforces());
create policy pledge on confidential_pledge for insert with check (shoumi.enforces() and person_id = shoumi.person());
create policy read on confidential_grant for select using (shoumi.enforces());
create policy let_in on confidential_grant for insert with check (shoumi.holds('head', 'principal') and granted_by = shoumi.person());
create policy change on confidential_grant for update using (shoumi.holds('head', 'principal'));
create policy read on confidential_owner for select using (shoumi.enforces() or organisation_id = shoumi.organisation());
create policy name on confidential_owner for insert with check (shoumi.enforces());
create policy read on confidential_item for select using (shoumi.is_cleared(proceeding_id));
create policy add on confidential_item for insert with check (shoumi.is_cleared(proceeding_id));
create policy lock on confidential_item for update using (shoumi.is_cleared(proceeding_id));
create policy read on confidential_comparison for select using (shoumi.is_cleared(proceeding_id));
create policy add on confidential_comparison for insert with check (shoumi.is_cleared(proceeding_id));
create policy read on confidential_look for select using (shoumi.enforces() or shoumi.owns_secret(proceeding_id));
create policy add on confidential_look for insert with check (shoumi.is_cleared(proceeding_id) and person_id = shoumi.person());

-- Evidence is of the office's own cases; what is confidential among it needs a grant besides.
create policy read on evidence_item for select using (
  shoumi.enforces() and (not confidential or shoumi.is_cleared(proceeding_id)));
create policy add on evidence_item for insert with check (
  shoumi.enforces() and (not confidential or shoumi.is_cleared(proceeding_id)));
create policy read on evidence_file for select using (exists (select 1 from evidence_item i where i.id = evidence_id));
create policy add on evidence_file for insert with check (exists (select 1 from evidence_item i where i.id = evidence_id));
create policy read on evidence_custody for select using (exists (select 1 from evidence_item i where i.id = evidence_id));
create policy add on evidence_custody for insert with check (exists (select 1 from evidence_item i where i.id = evidence_id));
create policy read on evidence_deposit for select using (exists (select 1 from evidence_item i where i.id = evidence_id));
create policy add on evidence_deposit for insert with check (exists (select 1 from evidence_item i where i.id = evidence_id));

revoke execute on function shoumi.is_cleared, shoumi.owns_secret, shoumi.next_evidence_number from public;
grant execute on function shoumi.is_cleared, shoumi.owns_secret, shoumi.next_evidence_number to shoumi_app;
grant select, insert on confidential_pledge, confidential_owner, confidential_comparison, confidential_look to shoumi_app;
grant select, insert, update on confidential_grant to shoumi_app;
grant select, insert on confidential_item to shoumi_app;
grant update (locked_at, locked_by) on confidential_item to shoumi_app;
grant select, insert on evidence_item, evidence_file, evidence_custody, evidence_deposit to shoumi_app;
