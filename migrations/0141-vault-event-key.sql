-- An event of the vault names the public key that something was sealed to and the generation it was of, so that a keeper can compare them later.
alter table vault_event
  add column recipient text check (recipient ~ '^age1[0-9a-z]{58}$'),
  add column generation int check (generation > 0);

-- A share is of use to its holder as long as they have the key it was sealed to: who replaced theirs holds none any more.
create or replace function shoumi.share_holders(share_set uuid) returns table (person_id uuid)
language sql stable security definer set search_path = public, pg_temp as $$
  select s.person_id from vault_share s
    join member_key k on k.person_id = s.person_id and k.recipient = s.recipient and k.ended_at is null
  where s.set_id = share_set and shoumi.is_own(s.organisation_id)
$$;
