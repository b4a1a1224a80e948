-- The public log: append-only by construction, written by one sequencer at a time, readable by everybody.

create table log (
  origin text primary key,
  state text not null default 'open' check (state in ('open', 'frozen')),
  size bigint not null default 0 check (size >= 0),
  root bytea not null check (length(root) = 32),
  -- Which keys sign for it, in the C2SP spelling; the secret halves are with the signer, never here.
  verifier_keys text[] not null check (cardinality(verifier_keys) > 0),
  opened_at timestamptz not null default now(),
  frozen_at timestamptz,
  frozen_because text,
  check ((state = 'frozen') = (frozen_at is not null))
);
create unique index log_one_open on log (state) where state = 'open';

-- No foreign key from the many rows to the one: the sequencer writes both in one statement, and a check per entry would be
-- a quarter of its time.
create table log_entry (
  origin text not null,
  index bigint not null check (index >= 0),
  data bytea not null check (length(data) between 91 and 229),
  -- The sixteen bytes that the client chose: the same request gets the same place.
  request_id bytea not null generated always as (substring(data from 75 for 16)) stored,
  primary key (origin, index)
);
create unique index log_entry_request on log_entry (request_id);

create table log_tile (
  origin text not null,
  level int not null check (level between 0 and 63),
  index bigint not null check (index >= 0),
  -- 32 bytes for each hash there is so far, at most 256 of them.
  data bytea not null check (length(data) between 32 and 8192 and length(data) % 32 = 0),
  primary key (origin, level, index)
);
-- Hashes do not compress; trying costs time.
alter table log_tile alter column data set storage external;

-- What was published: a tree head with the log's signatures and, as they come in, those of witnesses.
create table log_checkpoint (
  origin text not null references log,
  size bigint not null,
  note text not null,
  published_at timestamptz not null default now(),
  primary key (origin, size)
);

-- Timestamps over the text of a published checkpoint, with all that is needed to check them later.
create table log_timestamp (
  origin text not null,
  size bigint not null,
  authority text not null,
  algorithm text not null check (algorithm in ('sha256', 'sm3')),
  token bytea not null,
  certificates bytea[] not null default '{}',
  revocation bytea[] not null default '{}',
  generated_at timestamptz not null,
  primary key (origin, size, authority),
  foreign key (origin, size) references log_checkpoint
);

-- Every act in the journal becomes an entry: what the log sees is a blinded commitment, so nothing can be guessed from it.
-- Without the blind the entry says nothing about anybody; that is how a fact can later be forgotten.
create table journal_seal (
  journal_id bigint primary key references journal,
  request_id bytea not null default uuid_send(gen_random_uuid()),
  blind bytea not null default uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()),
  origin text references log,
  index bigint,
  -- Written before there was a log, with a finer moment than the database keeps: its digest cannot be computed again.
  predates boolean not null default false
);
create index journal_seal_waiting on journal_seal (journal_id) where index is null;

create function shoumi.seal_journal() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into journal_seal (journal_id) values (new.id);
  return null;
end $$;
create trigger seal after insert on journal for each row execute function shoumi.seal_journal();
insert into journal_seal (journal_id, predates) select id, true from journal;

alter table log enable row level security;
alter table log_entry enable row level security;
alter table log_tile enable row level security;
alter table log_checkpoint enable row level security;
alter table log_timestamp enable row level security;
alter table journal_seal enable row level security;

-- Nobody is named in any of it, so everybody may read; only the sequencer, which acts as the system, may write.
create policy read on log for select using (true);
create policy open on log for insert with check (shoumi.scope() = 'system');
create policy grow on log for update using (shoumi.scope() = 'system');
create policy read on log_entry for select using (true);
create policy append on log_entry for insert with check (shoumi.scope() = 'system');
create policy read on log_tile for select using (true);
create policy append on log_tile for insert with check (shoumi.scope() = 'system');
create policy fill on log_tile for update using (shoumi.scope() = 'system');
create policy read on log_checkpoint for select using (true);
create policy publish on log_checkpoint for insert with check (shoumi.scope() = 'system');
create policy cosign on log_checkpoint for update using (shoumi.scope() = 'system');
create policy read on log_timestamp for select using (true);
create policy stamp on log_timestamp for insert with check (shoumi.scope() = 'system');
create policy complete on log_timestamp for update using (shoumi.scope() = 'system');
create policy read on journal_seal for select using (
  shoumi.scope() = 'system' or exists (select 1 from journal j where j.id = journal_id));
create policy place on journal_seal for update using (shoumi.scope() = 'system');

grant select, insert on log_entry to shoumi_app;
grant select, insert, update on log, log_tile, log_checkpoint, log_timestamp to shoumi_app;
grant select, update on journal_seal to shoumi_app;
