-- The forms (文书) of matters: drafts, what was issued and frozen, the office's own templates, and numbers that are never given twice.

create table document (
  id uuid primary key default uuidv7(),
  proceeding_id uuid not null references proceeding,
  form integer not null check (form between 1 and 56),
  title text not null,
  state text not null default 'draft' check (state in ('draft', 'issued', 'voided')),
  revision integer not null default 1,
  -- What the record said when it was last taken over, and what a person put in its place.
  filled jsonb not null default '{}',
  changed jsonb not null default '{}',
  -- The office's own version of the template it was issued with; 0 is the one shipped.
  template_version integer,
  number text unique,
  confidential boolean not null default false,
  volume text check (volume in ('main', 'side', 'confidential')),
  -- The document that this one serves, releases or extends; the one it stands in place of.
  about_id uuid references document deferrable,
  replaces_id uuid references document deferrable,
  drafted_by uuid references person,
  drafted_at timestamptz not null default now(),
  issued_by uuid references person,
  issued_on date,
  issued_at timestamptz,
  -- SHA-256 of the file as issued, and its name in the object store. It is never made again.
  digest text check (digest ~ '^[0-9a-f]{64}$'),
  served_on date,
  served_manner text check (served_manner in ('direct', 'left', 'electronic', 'entrusted', 'post', 'announcement')),
  served_to text,
  service_note text not null default '',
  voided_by uuid references person,
  voided_at timestamptz,
  void_reason text,
  check (state = 'draft' or state = 'voided' or (digest is not null and issued_on is not null and template_version is not null)),
  check ((state = 'voided') = (void_reason is not null)),
  check ((served_on is null) = (served_manner is null) and (served_on is null) = (served_to is null))
);
create index document_proceeding on document (proceeding_id, form, id);
create index document_about on document (about_id) where about_id is not null;

-- Once issued, a document may only be served and voided; once voided, nothing at all.
create function shoumi.keep_issued_document() returns trigger language plpgsql as $$
begin
  if old.state = 'draft' then return new; end if;
  if old.state = 'voided' then raise exception 'a voided document cannot change'; end if;
  if new.state not in ('issued', 'voided')
     or (new.proceeding_id, new.form, new.title, new.revision, new.filled, new.changed, new.template_version, new.confidential)
        is distinct from (old.proceeding_id, old.form, old.title, old.revision, old.filled, old.changed, old.template_version, old.confidential)
     or (new.number, new.volume, new.about_id, new.replaces_id, new.drafted_by, new.drafted_at, new.issued_by, new.issued_on, new.issued_at, new.digest)
        is distinct from (old.number, old.volume, old.about_id, old.replaces_id, old.drafted_by, old.drafted_at, old.issued_by, old.issued_on, old.issued_at, old.digest)
  then raise exception 'an issued document cannot change'; end if;
  return new;
end $$;
create trigger keep_issued_document before update on document for each row execute function shoumi.keep_issued_document();

-- The office's own format in place of the shipped one: every edit a whole new version, none ever gone.
create table document_template (
  form integer not null check (form between 1 and 56),
  version integer not null check (version >= 1),
  content jsonb not null,
  reason text not null check (length(reason) between 2 and 500),
  made_by uuid not null references person,
  made_at timestamptz not null default now(),
  primary key (form, version)
);

-- How the office writes its numbers; the newest rule of a series holds.
create table number_rule (
  id uuid primary key default uuidv7(),
  series text not null,
  kind text not null check (length(kind) between 1 and 20),
  pattern text not null check (pattern ~ '\{n(:[0-9])?\}' and length(pattern) <= 100),
  reason text not null check (length(reason) between 2 and 500),
  made_by uuid not null references person,
  made_at timestamptz not null default now()
);
create index number_rule_newest on number_rule (series, id desc);

-- What the authority says of itself in its forms, and 机关代字, its short name in numbers; the newest row holds.
create table agency_particulars (
  id uuid primary key default uuidv7(),
  short_name text not null check (length(short_name) between 1 and 40),
  review_body text not null,
  court text not null,
  address text not null default '',
  contact_name text not null default '',
  contact_phone text not null default '',
  reason text not null check (length(reason) between 2 and 500),
  made_by uuid references person,
  made_at timestamptz not null default now()
);

-- The last number drawn. Year 0 holds series that never begin anew.
create table number_counter (
  series text not null,
  year integer not null check (year = 0 or year between 2000 and 2200),
  last integer not null check (last >= 0),
  primary key (series, year)
);

-- Draws the next number. Whoever draws from the same series waits until this transaction ends: if it fails, the number was never
-- drawn; if it stands, nobody gets it again. The app role has no other way to the counter.
create function shoumi.draw_number(of_series text, of_year integer) returns integer
language sql volatile security definer set search_path = public, pg_temp as $$
  insert into number_counter (series, year, last) values (of_series, of_year, 1)
  on conflict (series, year) do update set last = number_counter.last + 1
  returning last
$$;
-- For an office that used numbers on paper before: upwards only.
create function shoumi.skip_numbers(of_series text, of_year integer, up_to integer) returns boolean
language sql volatile security definer set search_path = public, pg_temp as $$
  with raised as (
    insert into number_counter (series, year, last) select of_series, of_year, up_to where shoumi.is_office()
    on conflict (series, year) do update set last = excluded.last where number_counter.last < excluded.last
    returning 1)
  select exists (select 1 from raised)
$$;

alter table document enable row level security;
alter table document_template enable row level security;
alter table number_rule enable row level security;
alter table agency_particulars enable row level security;
alter table number_counter enable row level security;

-- Who sees the confidential volume (涉密附卷): whoever takes part in this matter for the office, reviews, or answers for it.
create function shoumi.cleared_for(matter uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select shoumi.scope() = 'system'
    or (shoumi.scope() = 'office' and (shoumi.holds('head', 'principal', 'case-reviewer')
      or exists (select 1 from proceeding_person p where p.proceeding_id = matter and p.person_id = shoumi.person() and p.until is null)))
$$;

-- Other bodies that take part see what was issued, never drafts and never the confidential volume.
create policy read on document for select using (
  exists (select 1 from proceeding p where p.id = proceeding_id)
  and (shoumi.enforces() or state = 'issued')
  and (not confidential or shoumi.cleared_for(proceeding_id)));
create policy draft on document for insert with check (
  exists (select 1 from proceeding p where p.id = proceeding_id)
  and (shoumi.enforces() or shoumi.takes_part(proceeding_id)) and (not confidential or shoumi.cleared_for(proceeding_id)));
create policy change on document for update using (
  shoumi.enforces() and exists (select 1 from proceeding p where p.id = proceeding_id)
  and (not confidential or shoumi.cleared_for(proceeding_id)));

create policy read on document_template for select using (shoumi.is_office() or shoumi.scope() = 'member');
create policy write on document_template for insert with check (shoumi.is_office());
create policy read on number_rule for select using (shoumi.is_office() or shoumi.scope() = 'member');
create policy write on number_rule for insert with check (shoumi.is_office());
create policy read on agency_particulars for select using (shoumi.is_office() or shoumi.scope() = 'member');
create policy write on agency_particulars for insert with check (shoumi.is_office());
create policy read on number_counter for select using (shoumi.is_office());

revoke execute on function shoumi.draw_number, shoumi.skip_numbers, shoumi.cleared_for from public;
grant execute on function shoumi.draw_number, shoumi.skip_numbers, shoumi.cleared_for to shoumi_app;
grant select, insert, update on document to shoumi_app;
grant select, insert on document_template, number_rule, agency_particulars to shoumi_app;
grant select on number_counter to shoumi_app;
