-- Of the forms issued in a referral another body sees those that were handed to it in a packet, and no others: how the office
-- came to refer the case stays with the office.
create function shoumi.was_handed_document(matter uuid, of_digest text) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select not exists (select 1 from proceeding p where p.id = matter and p.kind = 'criminal-referral')
    or exists (select 1 from referral_item i join referral_delivery d on d.packet_id = i.packet_id
        where d.proceeding_id = matter and d.receiver_id = shoumi.organisation() and i.sha256 = of_digest)
$$;
revoke execute on function shoumi.was_handed_document from public;
grant execute on function shoumi.was_handed_document to shoumi_app;

create policy handed on document as restrictive for select
  using (shoumi.enforces() or shoumi.was_handed_document(proceeding_id, digest));
