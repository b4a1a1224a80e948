-- The sealed room. Everything here is public (recipients) or sealed in a browser; no key of an enterprise is in this database.
-- The office sees nothing of it: an enterprise's rows are its own, whoever asks.
create function shoumi.is_own(owner uuid) returns boolean language sql stable parallel safe as
  $$ select shoumi.scope() = 'system' or (shoumi.scope() in ('member', 'office') and owner = shoumi.organisation()) $$;
create function shoumi.keeps(owner uuid) returns boolean language sql stable parallel safe as
  $$ select shoumi.scope() = 'system' or (shoumi.is_own(owner) and shoumi.holds('representative', 'secret-keeper')) $$;

-- One key per person; a lost one is replaced, and what was wrapped for it is lost to it.
create table member_key (
  id uuid primary key default uuidv7(),
  person_id uuid not null references person,
  recipient text not null check (recipient ~ '^age1[0-9a-z]{58}$'),
  made_at timestamptz not null default now(),
  ended_at timestamptz
);
create unique index member_key_one on member_key (person_id) where ended_at is null;

-- The same key, sealed under what its owner has or knows.
create table member_key_lock (
  id uuid primary key default uuidv7(),
  key_id uuid not null references member_key,
  person_id uuid not null references person,
  kind text not null check (kind in ('passphrase', 'passkey')),
  label text not null check (length(label) between 1 and 100),
  credential_id text check (length(credential_id) <= 1400),
  prf_salt bytea check (length(prf_salt) = 32),
  sealed bytea not null check (length(sealed) between 40 and 4096),
  made_at timestamptz not null default now(),
  removed_at timestamptz,
  check ((kind = 'passkey') = (credential_id is not null)),
  check ((credential_id is null) = (prf_salt is null))
);
create index member_key_lock_person on member_key_lock (person_id) where removed_at is null;

create table vault_generation (
  organisation_id uuid not null references organisation,
  number int not null check (number > 0),
  recipient text not null check (recipient ~ '^age1[0-9a-z]{58}$'),
  -- The key of the generation before, sealed to this one.
  link bytea check (length(link) <= 4096),
  made_by uuid not null references person,
  made_at timestamptz not null default now(),
  primary key (organisation_id, number),
  check ((number = 1) = (link is null))
);

create table vault_wrap (
  organisation_id uuid not null,
  generation int not null,
  holder text not null check (holder in ('member', 'printed', 'shared')),
  person_id uuid references person,
  recipient text not null,
  sealed bytea not null check (length(sealed) between 40 and 4096),
  made_by uuid not null references person,
  made_at timestamptz not null default now(),
  ended_at timestamptz,
  foreign key (organisation_id, generation) references vault_generation,
  check ((holder = 'member') = (person_id is not null))
);
create unique index vault_wrap_member on vault_wrap (organisation_id, generation, person_id) where holder = 'member' and ended_at is null;
create unique index vault_wrap_other on vault_wrap (organisation_id, generation, holder) where holder <> 'member' and ended_at is null;

-- Whoever leaves, or is no longer a keeper, holds nothing from that moment; the next keeper who unlocks changes the vault's key.
create function shoumi.end_wraps() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if new.left_at is not null or not new.roles && array['representative', 'secret-keeper'] then
    update vault_wrap set ended_at = now()
      where organisation_id = new.organisation_id and person_id = new.person_id and ended_at is null;
    if found then
      insert into vault_event (organisation_id, person_id, event, subject)
        values (new.organisation_id, shoumi.person(), 'holder-left', new.person_id);
    end if;
  end if;
  return new;
end $$;
create trigger end_wraps after update of left_at, roles on membership for each row execute function shoumi.end_wraps();

-- The recovery key, split among people; a new set takes the place of the one before.
create table vault_share_set (
  id uuid primary key default uuidv7(),
  organisation_id uuid not null references organisation,
  recipient text not null,
  threshold int not null check (threshold between 2 and 16),
  made_by uuid not null references person,
  made_at timestamptz not null default now(),
  rehearsed_at timestamptz,
  ended_at timestamptz
);
create unique index vault_share_set_one on vault_share_set (organisation_id) where ended_at is null;
create table vault_share (
  set_id uuid not null references vault_share_set,
  organisation_id uuid not null references organisation,
  person_id uuid not null references person,
  recipient text not null,
  sealed bytea not null check (length(sealed) between 40 and 4096),
  primary key (set_id, person_id)
);

create table vault_recovery (
  id uuid primary key default uuidv7(),
  organisation_id uuid not null references organisation,
  set_id uuid not null references vault_share_set,
  asked_by uuid not null references person,
  recipient text not null,
  purpose text not null check (purpose in ('recovery', 'rehearsal')),
  reason text not null check (length(reason) between 2 and 500),
  asked_at timestamptz not null default now(),
  ended_at timestamptz,
  outcome text check (outcome in ('opened', 'failed', 'withdrawn')),
  check ((ended_at is null) = (outcome is null))
);
create unique index vault_recovery_one on vault_recovery (organisation_id, asked_by) where ended_at is null;
create table vault_recovery_share (
  recovery_id uuid not null references vault_recovery,
  organisation_id uuid not null references organisation,
  person_id uuid not null references person,
  -- Sealed to whoever asked; removed when the recovery has ended.
  sealed bytea check (length(sealed) <= 4096),
  given_at timestamptz not null default now(),
  primary key (recovery_id, person_id)
);

-- Every wrap, every request for one, every recovery: for the organisation to read. Nothing in it ever changes.
create table vault_event (
  id uuid primary key default uuidv7(),
  organisation_id uuid not null references organisation,
  -- Null where a person left by the act of somebody outside the organisation.
  person_id uuid references person,
  event text not null,
  -- The person it concerns, where another.
  subject uuid references person,
  note text not null default '' check (length(note) <= 500),
  at timestamptz not null default now()
);
create index vault_event_organisation on vault_event (organisation_id, id desc);

-- Values sealed under the vault: entries of the register, people, assessments, incidents, packs.
create sequence sealed_record_change;
create table sealed_record (
  id uuid not null,
  organisation_id uuid not null references organisation,
  collection text not null,
  revision int not null check (revision > 0),
  generation int not null,
  -- Null when the record was removed or erased.
  sealed bytea check (length(sealed) <= 400000),
  made_by uuid not null references person,
  made_at timestamptz not null default now(),
  -- Grows with every change, so that a reader asks only for what is new.
  change bigint not null default nextval('sealed_record_change'),
  primary key (organisation_id, collection, id)
);
create unique index sealed_record_changes on sealed_record (organisation_id, collection, change);
-- Earlier revisions, as they were.
create table sealed_revision (
  organisation_id uuid not null,
  collection text not null,
  id uuid not null,
  revision int not null,
  generation int not null,
  sealed bytea,
  made_by uuid not null references person,
  made_at timestamptz not null,
  primary key (organisation_id, collection, id, revision),
  foreign key (organisation_id, collection, id) references sealed_record
);

-- Anyone proposes: sealed to the vault, so that whoever proposed cannot read it again, and the server never could.
create table sealed_proposal (
  id uuid primary key default uuidv7(),
  organisation_id uuid not null references organisation,
  collection text not null,
  sealed bytea not null check (length(sealed) <= 100000),
  made_by uuid not null references person,
  made_at timestamptz not null default now(),
  decision text check (decision in ('admitted', 'amended', 'declined')),
  -- Sealed to whoever proposed.
  answer bytea check (length(answer) <= 20000),
  decided_by uuid references person,
  decided_at timestamptz,
  check ((decision is null) = (decided_at is null))
);
create index sealed_proposal_organisation on sealed_proposal (organisation_id, id);

-- What is handed to one person of the organisation, sealed to that person: to acknowledge, to learn, to hand back, to read.
create table handout (
  id uuid primary key default uuidv7(),
  organisation_id uuid not null references organisation,
  person_id uuid not null references person,
  kind text not null check (kind in ('acknowledge', 'learn', 'hand-back', 'read')),
  sealed bytea not null check (length(sealed) <= 100000),
  digest text not null check (digest ~ '^[0-9a-f]{64}$'),
  due_on date,
  made_by uuid not null references person,
  made_at timestamptz not null default now(),
  opened_at timestamptz,
  answered_at timestamptz,
  -- Sealed to the vault.
  answer bytea check (length(answer) <= 20000),
  withdrawn_at timestamptz
);
create index handout_person on handout (person_id, id) where answered_at is null and withdrawn_at is null;
create index handout_organisation on handout (organisation_id, id);

-- How many secrets of which level and kind: only where the enterprise agreed, only numbers.
create table register_count (
  organisation_id uuid primary key references organisation,
  agreed_by uuid not null references person,
  agreed_at timestamptz not null default now(),
  counts jsonb not null default '{}',
  counted_at timestamptz,
  withdrawn_at timestamptz
);

-- Officers to whom a pack can be sealed: name and recipient, nothing else of them.
create function shoumi.office_recipients()
returns table (person_id uuid, name text, recipient text)
language sql stable security definer set search_path = public, pg_temp as $$
  select p.id, p.name, k.recipient from person p
    join member_key k on k.person_id = p.id and k.ended_at is null
    join membership m on m.person_id = p.id and m.left_at is null
    join organisation o on o.id = m.organisation_id and o.kind = 'office'
  where m.roles && array['registrar', 'case-handler'] and shoumi.scope() in ('member', 'office', 'system')
  order by p.name
$$;
-- Who holds a share, for everybody of the organisation; the shares are for their holders alone.
create function shoumi.share_holders(share_set uuid) returns table (person_id uuid)
language sql stable security definer set search_path = public, pg_temp as $$
  select s.person_id from vault_share s where s.set_id = share_set and shoumi.is_own(s.organisation_id)
$$;
-- Whether somebody belongs to the organisation that is acted for.
create function shoumi.is_colleague(person uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select 1 from membership m
    where m.person_id = person and m.organisation_id = shoumi.organisation() and m.left_at is null)
$$;

alter table member_key enable row level security;
alter table member_key_lock enable row level security;
alter table vault_generation enable row level security;
alter table vault_wrap enable row level security;
alter table vault_share_set enable row level security;
alter table vault_share enable row level security;
alter table vault_recovery enable row level security;
alter table vault_recovery_share enable row level security;
alter table vault_event enable row level security;
alter table sealed_record enable row level security;
alter table sealed_revision enable row level security;
alter table sealed_proposal enable row level security;
alter table handout enable row level security;
alter table register_count enable row level security;

create policy own on member_key using (person_id = shoumi.person() or shoumi.scope() = 'system');
create policy colleagues on member_key for select using (shoumi.is_colleague(person_id));
create policy own on member_key_lock using (person_id = shoumi.person() or shoumi.scope() = 'system');
create policy own on vault_generation using (shoumi.is_own(organisation_id));
create policy keepers on vault_wrap using (shoumi.keeps(organisation_id));
create policy own on vault_share_set using (shoumi.is_own(organisation_id));
create policy holder on vault_share for select using (shoumi.is_own(organisation_id) and person_id = shoumi.person());
create policy named on vault_share for insert with check (shoumi.keeps(organisation_id));
create policy own on vault_recovery using (shoumi.is_own(organisation_id));
create policy own on vault_recovery_share using (shoumi.is_own(organisation_id));
create policy own on vault_event using (shoumi.is_own(organisation_id));
create policy keepers on sealed_record using (shoumi.keeps(organisation_id));
create policy keepers on sealed_revision using (shoumi.keeps(organisation_id));
create policy keepers on sealed_proposal using (shoumi.keeps(organisation_id));
create policy proposer on sealed_proposal using (shoumi.is_own(organisation_id) and made_by = shoumi.person());
create policy keepers on handout using (shoumi.keeps(organisation_id));
create policy receiver on handout using (shoumi.is_own(organisation_id) and person_id = shoumi.person());
create policy keepers on register_count using (shoumi.keeps(organisation_id));
create policy office on register_count for select using (shoumi.is_office() and withdrawn_at is null);

grant select, insert on member_key, member_key_lock, vault_generation, vault_wrap, vault_share_set, vault_share, vault_recovery,
  vault_recovery_share, vault_event, sealed_record, sealed_revision, sealed_proposal, handout, register_count to shoumi_app;
grant update (ended_at) on member_key to shoumi_app;
grant update (removed_at) on member_key_lock to shoumi_app;
grant update (ended_at) on vault_wrap to shoumi_app;
grant update (ended_at, rehearsed_at) on vault_share_set to shoumi_app;
grant update (ended_at, outcome) on vault_recovery to shoumi_app;
grant update (sealed) on vault_recovery_share to shoumi_app;
grant update (revision, generation, sealed, made_by, made_at, change) on sealed_record to shoumi_app;
-- Erasing takes the ciphertext away; that there was a revision stays.
grant update (sealed) on sealed_revision to shoumi_app;
grant update (decision, answer, decided_by, decided_at) on sealed_proposal to shoumi_app;
grant update (opened_at, answered_at, answer, withdrawn_at) on handout to shoumi_app;
grant update (agreed_by, agreed_at, counts, counted_at, withdrawn_at) on register_count to shoumi_app;
grant usage on sequence sealed_record_change to shoumi_app;

revoke execute on function shoumi.end_wraps, shoumi.office_recipients, shoumi.share_holders, shoumi.is_colleague from public;
grant execute on function shoumi.office_recipients, shoumi.share_holders, shoumi.is_colleague to shoumi_app;
