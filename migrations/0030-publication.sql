-- Publications, their versions, the public's comments on drafts, and what the public search finds.

create table publication (
  id uuid primary key default uuidv7(),
  kind text not null check (kind in ('rule','guideline','interpretation','notice','article','law','question')),
  slug text not null unique check (slug ~ '^[a-z0-9][a-z0-9-]{1,79}$'),
  organisation_id uuid references organisation,
  current_version integer check (current_version >= 1),
  created_by uuid references person,
  created_at timestamptz not null default now()
);
comment on column publication.current_version is 'null until the first version is published; the text itself is in publication_version';
create index publication_kind on publication (kind, id desc);

-- The working text: one for each publication, apart from what was published, so that a correction under way stays inside the office.
create table publication_draft (
  publication_id uuid primary key references publication,
  state text not null default 'draft' check (state in ('draft','under-review','returned','in-comment','published','repealed','discarded')),
  round integer not null default 1,
  revision integer not null default 1,
  title text not null check (length(title) between 1 and 300),
  summary text not null default '',
  body jsonb not null,
  document_number text not null default '',
  issuing_body text not null default '',
  issued_on date,
  mark text not null check (mark in ('官','校','例','拟')),
  source text not null default '',
  in_force_from date,
  in_force_to date,
  attachment_ids uuid[] not null default '{}',
  reason text not null default '',
  authors uuid[] not null default '{}',
  comment_opens_on date,
  comment_closes_on date,
  updated_at timestamptz not null default now(),
  check (in_force_from is null or in_force_to is null or in_force_from <= in_force_to),
  check (comment_opens_on <= comment_closes_on),
  check (state <> 'in-comment' or comment_closes_on is not null)
);
comment on column publication_draft.round is 'the number the next published version will have';
comment on column publication_draft.authors is 'everybody who wrote in this round; none of them may approve it';
create index publication_draft_state on publication_draft (state);

create table publication_version (
  publication_id uuid not null references publication,
  number integer not null check (number >= 1),
  state text not null default 'in-force' check (state in ('in-force','superseded','repealed')),
  title text not null,
  summary text not null,
  body jsonb not null,
  document_number text not null,
  issuing_body text not null,
  issued_on date,
  mark text not null check (mark in ('官','校','例','拟')),
  source text not null,
  in_force_from date,
  in_force_to date,
  attachment_ids uuid[] not null,
  reason text not null,
  digest text not null check (digest ~ '^[0-9a-f]{64}$'),
  published_by uuid references person,
  published_at timestamptz not null,
  ended_at timestamptz,
  end_reason text not null default '',
  primary key (publication_id, number)
);
comment on table publication_version is 'immutable but for its end: the app role may update only state, ended_at and end_reason';
create index publication_version_newest on publication_version (published_at desc) where state <> 'superseded';

-- Everything that was done to a text on its way: who, when, why.
create table publication_act (
  id uuid primary key default uuidv7(),
  publication_id uuid not null references publication,
  round integer not null,
  act text not null,
  to_state text not null,
  note text not null default '',
  done_by uuid references person,
  done_at timestamptz not null default now()
);
create index publication_act_publication on publication_act (publication_id, id);

create table publication_comment (
  id uuid primary key default uuidv7(),
  publication_id uuid not null references publication,
  round integer not null,
  name text not null default '' check (length(name) <= 60),
  body text not null check (length(body) between 2 and 4000),
  state text not null default 'waiting' check (state in ('waiting','shown','withheld')),
  withheld_reason text not null default '',
  reply text not null default '',
  decided_by uuid references person,
  decided_at timestamptz,
  replied_at timestamptz,
  received_at timestamptz not null default now()
);
create index publication_comment_publication on publication_comment (publication_id, id);

create table search_document (
  kind text not null,
  ref text not null,
  url text not null,
  title text not null,
  plain text not null,
  tsv tsvector not null,
  published boolean not null,
  updated_at timestamptz not null,
  primary key (kind, ref)
);
create index search_document_tsv on search_document using gin (tsv) with (fastupdate = off) where published;
create index search_document_newest on search_document (updated_at desc) where published;

alter table publication enable row level security;
alter table publication_draft enable row level security;
alter table publication_version enable row level security;
alter table publication_act enable row level security;
alter table publication_comment enable row level security;
alter table search_document enable row level security;

create policy read on publication for select using (
  shoumi.is_office() or current_version is not null
  or exists (select 1 from publication_draft d where d.publication_id = publication.id and d.state = 'in-comment'));
create policy add on publication for insert with check (shoumi.is_office());
create policy change on publication for update using (shoumi.is_office());

create policy read on publication_draft for select using (shoumi.is_office() or state = 'in-comment');
create policy add on publication_draft for insert with check (shoumi.is_office());
create policy change on publication_draft for update using (shoumi.is_office());

create policy read on publication_version for select using (shoumi.scope() <> 'none');
create policy add on publication_version for insert with check (shoumi.is_office());
create policy change on publication_version for update using (shoumi.is_office());

create policy read on publication_act for select using (shoumi.is_office());
create policy append on publication_act for insert with check (shoumi.is_office());

create policy read on publication_comment for select using (shoumi.is_office() or state = 'shown');
-- Anybody may comment while a draft is open for it; what they wrote is read by the office first.
create policy receive on publication_comment for insert with check (
  state = 'waiting' and decided_at is null and reply = ''
  and exists (select 1 from publication_draft d where d.publication_id = publication_comment.publication_id and d.state = 'in-comment'));
create policy change on publication_comment for update using (shoumi.is_office());

create policy read on search_document for select using (published or shoumi.is_office());
create policy add on search_document for insert with check (shoumi.is_office());
create policy change on search_document for update using (shoumi.is_office());

grant select, insert, update on publication, publication_draft, search_document to shoumi_app;
grant select, insert on publication_version, publication_act, publication_comment to shoumi_app;
grant update (state, ended_at, end_reason) on publication_version to shoumi_app;
grant update (state, withheld_reason, reply, decided_by, decided_at, replied_at) on publication_comment to shoumi_app;

-- The public search. Runs as owner: the match operator of full text is not leak-proof, so under row security the planner could not
-- use the index; instead this function itself never looks at anything unpublished.
create function shoumi.search_published(query tsquery, of_kind text, newest integer)
returns table (kind text, ref text, url text, title text, plain text, updated_at timestamptz, rank real)
language sql stable security definer set search_path = public, pg_temp as $$
  -- Materialised without a limit: otherwise the planner walks the newest first and looks into every text for a rare word.
  with matched as materialized (
    select d.kind, d.ref, d.updated_at from search_document d
     where d.published and d.tsv @@ query and (of_kind is null or d.kind = of_kind)),
  ranked as (select m.kind, m.ref from matched m order by m.updated_at desc limit newest)
  select d.kind, d.ref, d.url, d.title, d.plain, d.updated_at, ts_rank_cd('{0.05, 0.1, 0.3, 1}', d.tsv, query) as rank
    from ranked r join search_document d on d.kind = r.kind and d.ref = r.ref
$$;
revoke execute on function shoumi.search_published from public;
grant execute on function shoumi.search_published to shoumi_app;

-- The directory and the programme change elsewhere; their search entries follow by a job queued in the same transaction.
-- An organisation that leaves the directory is hidden at once.
create function shoumi.index_organisation() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not (new.listed and new.state = 'admitted') then
    update search_document set published = false where kind = 'organisation' and ref = new.id::text;
  else
    perform shoumi.enqueue('index-organisation', json_build_object('id', new.id), 'index-organisation-' || new.id);
  end if;
  return null;
end $$;
create trigger index_organisation_added after insert on organisation for each row when (new.listed)
  execute function shoumi.index_organisation();
create trigger index_organisation_changed after update of name, introduction, address, listed, state on organisation for each row
  when (new.listed or old.listed) execute function shoumi.index_organisation();

create function shoumi.index_programme() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform shoumi.enqueue('index-programme', '{}', 'index-programme');
  return null;
end $$;
create trigger index_programme_added after insert on programme_version for each row execute function shoumi.index_programme();
