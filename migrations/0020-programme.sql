-- The district's programme, its work and its results.

create table programme_version (
  number integer primary key,
  document jsonb not null,
  reason text not null,
  made_by uuid references person,
  made_at timestamptz not null default now()
);
comment on table programme_version is 'append-only; the newest number is in force, nothing is overwritten';

create table task (
  id uuid primary key default uuidv7(),
  organisation_id uuid not null references organisation,
  item_id text not null check (item_id ~ '^\d\.\d{1,2}$'),
  person_id uuid references person,
  title text not null,
  description text not null default '',
  starts_on date,
  due_on date not null,
  state text not null check (state in ('planned','under-way','done','dropped')),
  progress integer not null default 0 check (progress between 0 and 100),
  created_by uuid references person,
  created_at timestamptz not null default now(),
  closed_at timestamptz,
  check (starts_on is null or starts_on <= due_on)
);
create index task_organisation on task (organisation_id, due_on);
create index task_item on task (item_id);
create index task_person on task (person_id) where state in ('planned','under-way');

create table task_report (
  id uuid primary key default uuidv7(),
  task_id uuid not null references task,
  organisation_id uuid not null references organisation,
  act text not null,
  progress integer not null,
  note text not null default '',
  reported_by uuid references person,
  reported_at timestamptz not null default now()
);
create index task_report_task on task_report (task_id, reported_at);

create table outcome (
  id uuid primary key default uuidv7(),
  organisation_id uuid not null references organisation,
  item_id text not null check (item_id ~ '^\d\.\d{1,2}$'),
  task_id uuid references task,
  target_id text check (target_id ~ '^T\d{1,2}$'),
  kind text not null check (kind in ('institutional','record','activity','conferral')),
  title text not null,
  description text not null default '',
  happened_on date not null,
  replicable boolean not null default false,
  state text not null default 'recorded' check (state in ('recorded','withdrawn')),
  revision integer not null default 1,
  fictitious boolean not null default false,
  recorded_by uuid references person,
  recorded_at timestamptz not null default now()
);
create index outcome_organisation on outcome (organisation_id, happened_on desc);
create index outcome_item on outcome (item_id);
create index outcome_target on outcome (target_id) where state = 'recorded';

create table outcome_revision (
  outcome_id uuid not null references outcome,
  revision integer not null,
  organisation_id uuid not null references organisation,
  document jsonb not null,
  reason text not null,
  made_by uuid references person,
  made_at timestamptz not null default now(),
  primary key (outcome_id, revision)
);

create table outcome_attachment (
  outcome_id uuid not null references outcome,
  attachment_id uuid not null references attachment,
  organisation_id uuid not null references organisation,
  removed_at timestamptz,
  primary key (outcome_id, attachment_id)
);

-- What the official text leaves open and the office decides: append-only, the newest counts.
create table target_definition (
  id uuid primary key default uuidv7(),
  target_id text not null,
  definition text not null,
  denominator text check (denominator in ('admitted-enterprises','named-number')),
  named_number integer check (named_number > 0),
  source text not null,
  reason text not null,
  made_by uuid references person,
  made_at timestamptz not null default now(),
  check ((denominator = 'named-number') = (named_number is not null))
);
create index target_definition_target on target_definition (target_id, made_at desc);

-- A target as it stood on a day. Written by the daily job and by whoever asks for it; never typed in.
create table target_reading (
  target_id text not null,
  as_of date not null,
  numerator integer not null,
  denominator integer,
  computed_at timestamptz not null default now(),
  primary key (target_id, as_of)
);

create table dossier (
  id uuid primary key default uuidv7(),
  organisation_id uuid not null references organisation,
  requested_by uuid references person,
  requested_at timestamptz not null default now(),
  state text not null default 'waiting' check (state in ('waiting','running','ready','failed')),
  done integer not null default 0,
  total integer not null default 0,
  file text,
  size_bytes bigint,
  sha256 text,
  finished_at timestamptz
);

alter table programme_version enable row level security;
alter table task enable row level security;
alter table task_report enable row level security;
alter table outcome enable row level security;
alter table outcome_revision enable row level security;
alter table outcome_attachment enable row level security;
alter table target_definition enable row level security;
alter table target_reading enable row level security;
alter table dossier enable row level security;

create policy read on programme_version for select using (true);
create policy make on programme_version for insert with check (shoumi.is_office());

create policy read on task for select using (shoumi.sees(organisation_id));
create policy assign on task for insert with check (shoumi.is_office());
create policy work on task for update using (shoumi.sees(organisation_id));
create policy read on task_report for select using (shoumi.sees(organisation_id));
create policy report on task_report for insert with check (shoumi.sees(organisation_id));

create policy read on outcome for select using (shoumi.sees(organisation_id));
create policy record on outcome for insert with check (organisation_id = shoumi.organisation() or shoumi.scope() = 'system');
create policy revise on outcome for update using (shoumi.sees(organisation_id));
create policy read on outcome_revision for select using (shoumi.sees(organisation_id));
create policy append on outcome_revision for insert with check (shoumi.sees(organisation_id));
create policy read on outcome_attachment for select using (shoumi.sees(organisation_id));
create policy attach on outcome_attachment for insert with check (shoumi.sees(organisation_id));
create policy detach on outcome_attachment for update using (shoumi.sees(organisation_id));

create policy read on target_definition for select using (true);
create policy define on target_definition for insert with check (shoumi.is_office());
create policy read on target_reading for select using (true);
create policy compute on target_reading for insert with check (shoumi.is_office());
create policy recompute on target_reading for update using (shoumi.is_office());

create policy own on dossier for select using (shoumi.is_office());
create policy ask on dossier for insert with check (shoumi.is_office());
create policy work on dossier for update using (shoumi.is_office());

grant select, insert on programme_version, task_report, outcome_revision, target_definition to shoumi_app;
grant select, insert, update on task, outcome, outcome_attachment, target_reading, dossier to shoumi_app;
