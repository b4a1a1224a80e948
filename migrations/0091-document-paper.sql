-- What an issued document says, laid out: the screen and its printed copy show this, whatever the template becomes later.
alter table document add column paper jsonb;
alter table document add constraint document_issued_paper check (state <> 'issued' or paper is not null);

create or replace function shoumi.keep_issued_document() returns trigger language plpgsql as $$
begin
  if old.state = 'draft' then return new; end if;
  if old.state = 'voided' then raise exception 'a voided document cannot change'; end if;
  if new.state not in ('issued', 'voided')
     or (new.proceeding_id, new.form, new.title, new.revision, new.filled, new.changed, new.template_version, new.confidential)
        is distinct from (old.proceeding_id, old.form, old.title, old.revision, old.filled, old.changed, old.template_version, old.confidential)
     or (new.number, new.volume, new.about_id, new.replaces_id, new.drafted_by, new.drafted_at, new.issued_by, new.issued_on, new.issued_at, new.digest, new.paper)
        is distinct from (old.number, old.volume, old.about_id, old.replaces_id, old.drafted_by, old.drafted_at, old.issued_by, old.issued_on, old.issued_at, old.digest, old.paper)
  then raise exception 'an issued document cannot change'; end if;
  return new;
end $$;

-- A masked copy (脱敏件) of what was issued: to be served, published or filed where the secret may not stand. The words that were
-- masked are not kept: they are the secret.
create table document_copy (
  id uuid primary key default uuidv7(),
  document_id uuid not null references document,
  purpose text not null check (purpose in ('serve', 'publish', 'file')),
  -- As of the document, which not everybody who may read the copy may see.
  form integer not null,
  issued_on date not null,
  paper jsonb not null,
  digest text not null check (digest ~ '^[0-9a-f]{64}$'),
  masked integer not null check (masked >= 0),
  made_by uuid not null references person,
  made_at timestamptz not null default now()
);
create index document_copy_document on document_copy (document_id, id);
alter table document_copy enable row level security;

-- Of which matter a document is: also for those who may see its masked copy, but not the document.
create function shoumi.matter_of_document(document uuid) returns uuid
language sql stable security definer set search_path = public, pg_temp as $$
  select proceeding_id from document where id = matter_of_document.document
$$;

create policy read on document_copy for select using (
  exists (select 1 from proceeding p where p.id = shoumi.matter_of_document(document_id)));
create policy make on document_copy for insert with check (
  shoumi.enforces() and exists (select 1 from document d where d.id = document_id and d.state = 'issued'));

revoke execute on function shoumi.matter_of_document from public;
grant execute on function shoumi.matter_of_document to shoumi_app;
grant select, insert on document_copy to shoumi_app;

-- Every number of a series that stands on something, also on what the reader may not see: that no number is missing is for
-- the whole office to check. Numbers only.
create function shoumi.used_numbers(of_series text) returns table (number text, voided boolean)
language sql stable security definer set search_path = public, pg_temp as $$
  select d.number, d.state = 'voided' from document d
   where shoumi.is_office() and d.number is not null and of_series = 'form-' || d.form
  union all
  select p.number, false from proceeding p where shoumi.is_office() and p.number is not null and p.kind = of_series
$$;
revoke execute on function shoumi.used_numbers from public;
grant execute on function shoumi.used_numbers to shoumi_app;
