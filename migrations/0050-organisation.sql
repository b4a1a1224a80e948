-- Invitations: a membership that waits for the invited person's word.
create table invitation (
  id uuid primary key default uuidv7(),
  organisation_id uuid not null references organisation,
  person_id uuid not null references person,
  -- As whoever invites wrote them: an organisation may not look up people who are not its members.
  name text not null,
  email text not null,
  roles text[] not null check (cardinality(roles) > 0),
  invited_by uuid references person,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  accepted_at timestamptz,
  withdrawn_at timestamptz
);
create index invitation_organisation on invitation (organisation_id);
create unique index invitation_open on invitation (organisation_id, person_id) where accepted_at is null and withdrawn_at is null;

alter table invitation enable row level security;
create policy read on invitation for select using (organisation_id = shoumi.organisation() or shoumi.is_office() or shoumi.is_identity());
create policy invite on invitation for insert with check (organisation_id = shoumi.organisation() or shoumi.is_office() or shoumi.is_identity());
create policy change on invitation for update using (organisation_id = shoumi.organisation() or shoumi.is_office() or shoumi.is_identity());
grant select, insert, update on invitation to shoumi_app;

-- Inviting needs to know whether an address has an account, which a member may not look up: this answers just that, and makes the
-- invited person's empty account when there is none.
create function shoumi.person_for_invitation(address text, called text) returns uuid
language plpgsql security definer set search_path = public, pg_temp as $$
declare found uuid;
begin
  if shoumi.scope() not in ('member', 'office', 'identity', 'system') then raise insufficient_privilege; end if;
  insert into person (name, email, state) values (called, address, 'invited') on conflict (lower(email)) do nothing returning id into found;
  if found is null then select id into found from person where lower(email) = lower(address); end if;
  return found;
end $$;
revoke execute on function shoumi.person_for_invitation from public;
grant execute on function shoumi.person_for_invitation to shoumi_app;
