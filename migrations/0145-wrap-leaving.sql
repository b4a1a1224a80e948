-- Somebody leaves while the key is being given or changed: the wrap waits until the leaving is decided, and one for whoever has left has ended
-- from the first. Otherwise it would hold, and nothing would tell that the key is to be changed.
create function shoumi.begin_wrap() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if new.holder = 'member' then
    perform from membership
      where organisation_id = new.organisation_id and person_id = new.person_id
        and left_at is null and roles && array['representative', 'secret-keeper']
      for share;
    if not found then new.ended_at = now(); end if;
  end if;
  return new;
end $$;
create trigger begin_wrap before insert on vault_wrap for each row execute function shoumi.begin_wrap();
revoke execute on function shoumi.begin_wrap from public;
