-- Clues: how they come in, the channel to whoever reported, and who may know who that is.
-- Whatever a reporter or a complainant wrote stands here sealed with the key of the installation, which is not in the database.

-- The channel of the reporter who came with a return code, for this transaction only.
create function shoumi.channel() returns uuid language sql stable parallel safe as
  $$ select nullif(current_setting('shoumi.channel', true), '')::uuid $$;

-- Between the office and one reporter or complainant. A clue has at most one: those of duplicates stay apart.
create table clue_channel (
  id uuid primary key,
  kind text not null check (kind in ('tip', 'complaint')),
  named boolean not null,
  -- Opened by the worker when it was sent.
  clue_id uuid unique references proceeding,
  created_at timestamptz not null,
  sent_at timestamptz,
  received_on date,
  -- What the reporter is told: the state of the clue and the last day of the inquiry, without the record behind it.
  told_state text,
  told_due_on date,
  told_paused boolean not null default false,
  told_at timestamptz,
  check ((sent_at is null) = (received_on is null)),
  check (clue_id is null or sent_at is not null)
);

create table tip (
  channel_id uuid primary key references clue_channel on delete cascade,
  sealed_body bytea not null,
  -- Number, statement and opening of the receipt, where the reporter wanted one.
  sealed_receipt bytea
);

-- A slow, keyed hash of the return code; the code itself is kept nowhere.
create table tip_code (
  digest bytea primary key check (length(digest) = 32),
  channel_id uuid not null unique references clue_channel on delete cascade,
  -- Unsent: until when it must be sent. Sent: set when the clue is archived.
  expires_at timestamptz
);

-- Who a named reporter is: apart from what was reported, and behind policies of its own.
create table tip_identity (
  channel_id uuid primary key references clue_channel on delete cascade,
  sealed_identity bytea not null
);

-- A file that a reporter added. The copy for reading is without what the file says beside what it shows.
create table tip_file (
  id uuid primary key,
  channel_id uuid not null references clue_channel on delete cascade,
  format text not null,
  size_bytes bigint not null check (size_bytes > 0),
  -- Kinds of hidden data that were found; what they said is sealed.
  found text[] not null default '{}',
  apart text,
  -- Name and findings, as the reporter is shown them.
  sealed_facts bytea not null,
  -- The object with the sealed copy and the sealed key to it; without a copy, none.
  copy_object text check (copy_object ~ '^[0-9a-f]{64}$'),
  sealed_copy_key bytea,
  -- The reporter agrees that the original is read where no copy can be made.
  agreed boolean not null default false,
  added_at timestamptz not null,
  sent_at timestamptz,
  check ((copy_object is null) = (sealed_copy_key is null))
);
create index tip_file_channel on tip_file (channel_id, added_at);

-- Originals, kept apart and released like an identity.
create table tip_original (
  file_id uuid primary key references tip_file on delete cascade,
  channel_id uuid not null references clue_channel on delete cascade,
  object text not null check (object ~ '^[0-9a-f]{64}$'),
  sealed_key bytea not null
);

create table clue_message (
  id uuid primary key default uuidv7(),
  channel_id uuid not null references clue_channel on delete cascade,
  sender text not null check (sender in ('reporter', 'office')),
  -- The officer, never shown to the reporter.
  person_id uuid references person,
  sealed_body bytea not null,
  sent_at timestamptz not null,
  check ((sender = 'office') >= (person_id is not null))
);
create index clue_message_channel on clue_message (channel_id, id);

-- Somebody asks to know who a reporter is, or to see an original; somebody else decides.
create table tip_release (
  id uuid primary key default uuidv7(),
  channel_id uuid not null references clue_channel,
  subject text not null check (subject in ('identity', 'original')),
  file_id uuid references tip_file,
  requested_by uuid not null references person,
  reason text not null check (length(reason) between 2 and 2000),
  requested_at timestamptz not null,
  decided_by uuid references person,
  approved boolean,
  opinion text,
  decided_at timestamptz,
  expires_at timestamptz,
  -- Set by the worker when it has run out, so that the database refuses as well.
  ended_at timestamptz,
  check ((subject = 'original') = (file_id is not null)),
  check (decided_by <> requested_by),
  check ((decided_by is null) = (approved is null)),
  check (approved is not true or expires_at is not null)
);
create index tip_release_channel on tip_release (channel_id, id);
create unique index tip_release_waiting on tip_release (channel_id, subject, coalesce(file_id, channel_id), requested_by) where approved is null;

-- Every look at what was released. Nothing in it ever changes.
create table tip_look (
  id uuid primary key default uuidv7(),
  release_id uuid not null references tip_release,
  person_id uuid not null references person,
  at timestamptz not null
);
create index tip_look_release on tip_look (release_id, id);

-- A right holder's complaint, a draft of its own organisation until it is sent.
create table complaint (
  channel_id uuid primary key references clue_channel on delete cascade,
  organisation_id uuid not null references organisation,
  person_id uuid not null references person,
  sealed_body bytea not null,
  revision int not null default 1 check (revision > 0),
  saved_at timestamptz not null
);
create index complaint_organisation on complaint (organisation_id, channel_id desc);

create table complaint_attachment (
  channel_id uuid not null references complaint on delete cascade,
  attachment_id uuid not null references attachment,
  part int not null check (part between 1 and 11),
  primary key (channel_id, attachment_id)
);
create index complaint_attachment_file on complaint_attachment (attachment_id);

-- How each part of the package stands, from the day it was sent.
create table complaint_part (
  channel_id uuid not null references complaint on delete cascade,
  part int not null check (part between 1 and 11),
  state text not null check (state in ('missing', 'given', 'checked', 'confidential')),
  remark text not null default '' check (length(remark) <= 500),
  decided_by uuid references person,
  decided_at timestamptz,
  primary key (channel_id, part)
);

-- Two clues about the same: linked, never merged. Each pair stands once in each direction.
create table clue_link (
  clue_id uuid not null references proceeding,
  other_id uuid not null references proceeding,
  reason text not null check (length(reason) between 2 and 2000),
  linked_by uuid not null references person,
  linked_at timestamptz not null,
  primary key (clue_id, other_id),
  check (clue_id <> other_id)
);

-- Names of the accused and of right holders as keyed hashes: the same name is found, no name is read.
create table clue_mark (
  clue_id uuid not null references proceeding,
  kind text not null check (kind in ('accused', 'right-holder')),
  mark bytea not null check (length(mark) = 32),
  primary key (clue_id, kind, mark)
);
create index clue_mark_same on clue_mark (mark);

-- Opens the channel of whoever holds the code with this digest. Runs as owner: nobody else reads the digests.
create function shoumi.enter_tip(code_digest bytea, at timestamptz) returns uuid
language plpgsql security definer set search_path = public, pg_temp as $$
declare found uuid;
begin
  select t.channel_id into found from tip_code t where t.digest = code_digest and (t.expires_at is null or t.expires_at > at);
  perform set_config('shoumi.channel', coalesce(found::text, ''), true);
  return found;
end $$;

-- Opens a channel that does not exist yet, for whoever begins to report.
create function shoumi.begin_tip(channel uuid) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if exists (select from clue_channel c where c.id = channel) then raise exception 'the channel exists'; end if;
  perform set_config('shoumi.channel', channel::text, true);
end $$;

-- Until when the code opens the channel: for ever once it was sent, not much longer once the clue is archived.
create function shoumi.keep_tip_until(channel uuid, until timestamptz) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not shoumi.sees_channel(channel) then raise exception 'not a channel of this transaction'; end if;
  update tip_code t set expires_at = until where t.channel_id = channel;
end $$;

-- Whose eyes may see a channel: the reporter's, the complainant's, and, once it was sent, those in the office who handle it.
create function shoumi.sees_channel(channel uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select shoumi.scope() = 'system' or channel = shoumi.channel()
    or exists (select from complaint c where c.channel_id = channel and shoumi.scope() = 'member' and c.organisation_id = shoumi.organisation())
    or (shoumi.enforces() and exists (select from clue_channel c where c.id = channel and c.sent_at is not null
      and (shoumi.holds('registrar', 'head', 'principal') or exists (
        select from proceeding_person p where p.proceeding_id = c.clue_id and p.person_id = shoumi.person() and p.capacity = 'handler' and p.until is null))))
$$;

-- Whether it can still be changed by whoever writes it.
create function shoumi.is_unsent(channel uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select not exists (select from clue_channel c where c.id = channel and c.sent_at is not null)
$$;

-- Whether this person was let see this by somebody else, and the time for it has not ended.
create function shoumi.is_released(channel uuid, what text, file uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select from tip_release r where r.channel_id = channel and r.subject = what and r.file_id is not distinct from file
    and r.requested_by = shoumi.person() and r.approved and r.ended_at is null)
$$;

-- A file that its reporter agrees may be read in the original, which never is one that could act on the reader's device.
create function shoumi.is_agreed(file uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select from tip_file f where f.id = file and f.agreed and f.sent_at is not null and f.apart = 'cannot-be-cleaned')
$$;

-- Whether an attachment belongs to a complaint that was not sent.
create function shoumi.in_unsent_complaint(file uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select from complaint_attachment a join clue_channel c on c.id = a.channel_id where a.attachment_id = file and c.sent_at is null)
$$;

alter table clue_channel enable row level security;
alter table tip enable row level security;
alter table tip_code enable row level security;
alter table tip_identity enable row level security;
alter table tip_file enable row level security;
alter table tip_original enable row level security;
alter table clue_message enable row level security;
alter table tip_release enable row level security;
alter table tip_look enable row level security;
alter table complaint enable row level security;
alter table complaint_attachment enable row level security;
alter table complaint_part enable row level security;
alter table clue_link enable row level security;
alter table clue_mark enable row level security;

create policy read on clue_channel for select using (shoumi.sees_channel(id));
create policy begin on clue_channel for insert with check (id = shoumi.channel() or (kind = 'complaint' and shoumi.organisation() is not null));
create policy change on clue_channel for update using (shoumi.sees_channel(id));
create policy forget on clue_channel for delete using (sent_at is null and shoumi.sees_channel(id));

create policy read on tip for select using (shoumi.sees_channel(channel_id));
create policy write on tip for insert with check (channel_id = shoumi.channel());
create policy change on tip for update using (channel_id = shoumi.channel());

-- Read by shoumi.enter_tip alone, changed by shoumi.keep_tip_until alone.
create policy keep on tip_code for insert with check (channel_id = shoumi.channel());

create policy own on tip_identity for select using (
  channel_id = shoumi.channel() or shoumi.is_released(channel_id, 'identity', null));
create policy write on tip_identity for insert with check (channel_id = shoumi.channel() and shoumi.is_unsent(channel_id));
create policy change on tip_identity for update using (channel_id = shoumi.channel() and shoumi.is_unsent(channel_id));

create policy read on tip_file for select using (
  channel_id = shoumi.channel() or shoumi.scope() = 'system' or (sent_at is not null and shoumi.sees_channel(channel_id)));
create policy add on tip_file for insert with check (channel_id = shoumi.channel() and sent_at is null);
create policy send on tip_file for update using (channel_id = shoumi.channel());
create policy remove on tip_file for delete using (sent_at is null and channel_id = shoumi.channel());

create policy read on tip_original for select using (
  channel_id = shoumi.channel() or shoumi.is_released(channel_id, 'original', file_id)
  or (shoumi.is_agreed(file_id) and shoumi.sees_channel(channel_id)));
create policy keep on tip_original for insert with check (channel_id = shoumi.channel());

create policy read on clue_message for select using (shoumi.sees_channel(channel_id));
create policy say on clue_message for insert with check (
  shoumi.sees_channel(channel_id) and (sender = 'office') = (shoumi.scope() in ('office', 'system'))
  and (person_id is null or person_id = shoumi.person()));

create policy read on tip_release for select using (shoumi.scope() = 'system' or requested_by = shoumi.person()
  or (shoumi.enforces() and shoumi.holds('head', 'principal')));
create policy ask on tip_release for insert with check (
  shoumi.enforces() and requested_by = shoumi.person() and shoumi.sees_channel(channel_id) and approved is null and ended_at is null);
create policy decide on tip_release for update using (shoumi.scope() = 'system' or (shoumi.enforces() and shoumi.holds('head', 'principal')))
  with check (shoumi.scope() = 'system' or decided_by = shoumi.person());

create policy read on tip_look for select using (
  person_id = shoumi.person() or (shoumi.enforces() and shoumi.holds('head', 'principal')));
create policy look on tip_look for insert with check (person_id = shoumi.person());

create policy read on complaint for select using (shoumi.sees_channel(channel_id));
create policy begin on complaint for insert with check (organisation_id = shoumi.organisation() and person_id = shoumi.person());
create policy save on complaint for update using (organisation_id = shoumi.organisation() and shoumi.is_unsent(channel_id));

create policy read on complaint_attachment for select using (shoumi.sees_channel(channel_id));
create policy add on complaint_attachment for insert with check (shoumi.sees_channel(channel_id) and shoumi.is_unsent(channel_id));
create policy remove on complaint_attachment for delete using (shoumi.sees_channel(channel_id) and shoumi.is_unsent(channel_id));
-- What lies in a draft is not yet the office's to see.
create policy unsent_complaint on attachment as restrictive for select using (
  organisation_id = shoumi.organisation() or shoumi.scope() = 'system' or not shoumi.in_unsent_complaint(id));

create policy read on complaint_part for select using (shoumi.sees_channel(channel_id));
create policy begin on complaint_part for insert with check (shoumi.sees_channel(channel_id));
create policy check_it on complaint_part for update using (shoumi.enforces() and shoumi.sees_channel(channel_id));

create policy read on clue_link for select using (shoumi.enforces());
create policy link on clue_link for insert with check (shoumi.enforces() and linked_by = shoumi.person());
create policy read on clue_mark for select using (shoumi.enforces());
create policy mark on clue_mark for insert with check (shoumi.enforces());

revoke execute on function shoumi.enter_tip, shoumi.begin_tip, shoumi.keep_tip_until, shoumi.sees_channel, shoumi.is_unsent, shoumi.is_released, shoumi.is_agreed, shoumi.in_unsent_complaint from public;
grant execute on function shoumi.enter_tip, shoumi.begin_tip, shoumi.keep_tip_until, shoumi.sees_channel, shoumi.is_unsent, shoumi.is_released, shoumi.is_agreed, shoumi.in_unsent_complaint to shoumi_app;
grant select, insert, update on tip, tip_identity, tip_release, clue_channel, complaint, complaint_part to shoumi_app;
grant select, insert, update, delete on tip_file to shoumi_app;
grant select, insert, delete on complaint_attachment to shoumi_app;
grant select, insert on tip_original, clue_message, tip_look, clue_link, clue_mark to shoumi_app;
grant insert on tip_code to shoumi_app;
-- Only what was never sent is ever deleted; with the channel goes all that was in it.
grant delete on clue_channel to shoumi_app;
