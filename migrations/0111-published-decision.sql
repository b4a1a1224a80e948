-- Penalty decisions as the public reads them (公示): the text that was checked and masked, never the one that was served.
create table published_decision (
  id uuid primary key default uuidv7(),
  proceeding_id uuid not null references proceeding,
  agency text not null,
  -- The number of the decision (文号).
  number text not null,
  decided_on date not null,
  published_on date not null,
  -- The last day of publication; from the next day on nobody finds it here.
  until date not null,
  party text not null,
  facts text not null,
  content text not null,
  -- A decision that was overturned: its text is gone, the reasons are told.
  withdrawn_on date,
  withdrawn_because text,
  ended_on date,
  check ((withdrawn_on is null) = (withdrawn_because is null)),
  check (withdrawn_on is null or (party = '' and facts = '' and content = ''))
);
create unique index published_decision_one on published_decision (proceeding_id) where withdrawn_on is null and ended_on is null;
create index published_decision_list on published_decision (published_on desc, id desc) where ended_on is null;

alter table published_decision enable row level security;
create policy read on published_decision for select using (
  shoumi.enforces() or (shoumi.scope() <> 'none' and ended_on is null));
create policy add on published_decision for insert with check (shoumi.enforces());
create policy change on published_decision for update using (shoumi.enforces());

grant select, insert on published_decision to shoumi_app;
grant update (party, facts, content, withdrawn_on, withdrawn_because, ended_on) on published_decision to shoumi_app;
