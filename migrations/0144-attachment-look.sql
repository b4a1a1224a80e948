-- Every time somebody of another organisation takes a file that is not published: append-only, and for its owner to read.
create table attachment_look (
  id uuid primary key default uuidv7(),
  attachment_id uuid not null references attachment,
  -- Whose file it was: the owner reads it without looking the file up again.
  organisation_id uuid not null references organisation,
  person_id uuid not null references person,
  -- As they were called then: the owner cannot look into the office's people.
  person_name text not null,
  looked_at timestamptz not null
);
create index attachment_look_of on attachment_look (attachment_id, id);
create index attachment_look_organisation on attachment_look (organisation_id, id);
create index attachment_look_person on attachment_look (person_id);

alter table attachment_look enable row level security;
create policy read on attachment_look for select using (shoumi.is_office() or organisation_id = shoumi.organisation());
create policy add on attachment_look for insert with check (
  person_id = shoumi.person()
  and exists (select 1 from attachment a where a.id = attachment_id and a.organisation_id = attachment_look.organisation_id));
grant select, insert on attachment_look to shoumi_app;
