-- How people prove who they are. Nobody but the person (and the sign-in doors) sees any of it: not the office either.
create table credential_password (
  person_id uuid primary key references person,
  hash text not null,
  changed_at timestamptz not null default now()
);
create table credential_passkey (
  id text primary key,
  person_id uuid not null references person,
  public_key bytea not null,
  counter bigint not null,
  transports text[] not null default '{}',
  name text not null,
  created_at timestamptz not null default now(),
  used_at timestamptz
);
create index credential_passkey_person on credential_passkey (person_id);
create table credential_totp (
  person_id uuid primary key references person,
  sealed_secret bytea not null,
  confirmed_at timestamptz,
  last_step bigint not null default 0
);
create table recovery_code (
  person_id uuid not null references person,
  digest bytea not null,
  used_at timestamptz,
  primary key (person_id, digest)
);
create table federated_identity (
  issuer text not null,
  subject text not null,
  person_id uuid not null references person,
  linked_at timestamptz not null default now(),
  primary key (issuer, subject)
);
-- Links in mails, passkey challenges, second steps: known by digest, used once, short-lived.
create table one_time_secret (
  digest bytea primary key,
  purpose text not null,
  person_id uuid references person,
  data jsonb not null default '{}',
  expires_at timestamptz not null,
  used_at timestamptz
);
-- Failed sign-ins, by a digest of account and network: slows a guesser down without slowing the owner down elsewhere.
create table sign_in_failure (
  key bytea primary key,
  failures integer not null,
  last_at timestamptz not null
);

alter table credential_password enable row level security;
alter table credential_passkey enable row level security;
alter table credential_totp enable row level security;
alter table recovery_code enable row level security;
alter table federated_identity enable row level security;
alter table one_time_secret enable row level security;
alter table sign_in_failure enable row level security;
create policy own on credential_password using (person_id = shoumi.person() or shoumi.is_identity());
create policy own on credential_passkey using (person_id = shoumi.person() or shoumi.is_identity());
create policy own on credential_totp using (person_id = shoumi.person() or shoumi.is_identity());
create policy own on recovery_code using (person_id = shoumi.person() or shoumi.is_identity());
create policy own on federated_identity using (person_id = shoumi.person() or shoumi.is_identity());
-- A link is issued by anybody who acts, and read only where it is redeemed.
create policy issue on one_time_secret for insert with check (shoumi.scope() <> 'none');
create policy redeem on one_time_secret for select using (shoumi.is_identity() or person_id = shoumi.person());
create policy spend on one_time_secret for update using (shoumi.is_identity() or person_id = shoumi.person());
create policy sweep on one_time_secret for delete using (shoumi.scope() = 'system');
create policy count on sign_in_failure using (shoumi.is_identity());
grant select, insert, update, delete on credential_password, credential_passkey, credential_totp, recovery_code, federated_identity, sign_in_failure to shoumi_app;
grant select, insert, update, delete on one_time_secret to shoumi_app;
