-- Criminal referral: what is handed to another body, frozen, itemised, and delivered once; and transfers the other way.

-- A packet is drafted by the special team, then frozen: from that moment it is one list of files with their digests, for ever.
create table referral_packet (
  id uuid primary key default uuidv7(),
  proceeding_id uuid not null references proceeding,
  part text not null check (part in ('referral', 'supplement')),
  state text not null default 'draft' check (state in ('draft', 'frozen', 'sealed')),
  -- The five kinds of material and the chosen items, as the team has them; emptied of nothing when it is frozen.
  draft jsonb not null default '{}',
  revision int not null default 1,
  made_by uuid not null references person,
  made_at timestamptz not null default now(),
  number text unique,
  frozen_by uuid references person,
  frozen_at timestamptz,
  manifest text,
  -- By which the digest of the manifest is entered in the public log; the same ones give the same entry.
  salt bytea check (length(salt) = 32),
  blind bytea check (length(blind) = 32),
  request_id bytea check (length(request_id) = 16),
  -- Once the log has published the entry: its receipt, the signature over both, and the ZIP in the object store.
  receipt text,
  signature text,
  sealed_at timestamptz,
  zip_sha256 text check (zip_sha256 ~ '^[0-9a-f]{64}$'),
  zip_bytes bigint,
  check ((state = 'draft') = (manifest is null)),
  check ((manifest is null) = (frozen_at is null and number is null and salt is null and blind is null and request_id is null)),
  check ((state = 'sealed') = (receipt is not null and signature is not null and sealed_at is not null and zip_sha256 is not null))
);
create unique index referral_packet_draft on referral_packet (proceeding_id) where state = 'draft';
create index referral_packet_matter on referral_packet (proceeding_id, id);

create function shoumi.keep_frozen_packet() returns trigger language plpgsql as $$
begin
  if old.state = 'draft' then return new; end if;
  if old.state = 'sealed' then raise exception 'a sealed packet cannot change'; end if;
  if new.state = 'draft'
     or (new.proceeding_id, new.part, new.draft, new.revision, new.number, new.frozen_by, new.frozen_at, new.manifest, new.salt, new.blind, new.request_id)
        is distinct from (old.proceeding_id, old.part, old.draft, old.revision, old.number, old.frozen_by, old.frozen_at, old.manifest, old.salt, old.blind, old.request_id)
  then raise exception 'a frozen packet cannot change'; end if;
  return new;
end $$;
create trigger keep_frozen_packet before update on referral_packet for each row execute function shoumi.keep_frozen_packet();

-- The items of a frozen packet; the bytes lie in the object store under their SHA-256.
create table referral_item (
  id uuid primary key default uuidv7(),
  packet_id uuid not null references referral_packet,
  position int not null check (position > 0),
  material int not null check (material between 1 and 5),
  name text not null,
  title text not null,
  provenance text not null,
  reason text not null,
  shown_as text not null check (shown_as in ('plain', 'masked', 'confidential')),
  media_type text not null,
  size_bytes bigint not null,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  sm3 text not null check (sm3 ~ '^[0-9a-f]{64}$'),
  unique (packet_id, position),
  unique (packet_id, name)
);

-- To whom a packet went, by which way. The message id makes it once only, also where a node sends it again.
create table referral_delivery (
  id uuid primary key default uuidv7(),
  message_id uuid not null unique default gen_random_uuid(),
  packet_id uuid not null references referral_packet,
  proceeding_id uuid not null references proceeding,
  capacity text not null check (capacity in ('police', 'procuratorate')),
  channel text not null check (channel in ('account', 'offline', 'node')),
  sender_id uuid not null references organisation,
  receiver_id uuid references organisation,
  receiver_name text not null check (length(receiver_name) between 1 and 300),
  sent_at timestamptz not null,
  delivered_at timestamptz,
  acknowledged_at timestamptz,
  acknowledged_by text,
  check (channel = 'offline' or receiver_id is not null),
  check ((acknowledged_at is null) = (acknowledged_by is null))
);
create unique index referral_delivery_once on referral_delivery (packet_id, receiver_name);
create index referral_delivery_receiver on referral_delivery (receiver_id) where receiver_id is not null;
create index referral_delivery_matter on referral_delivery (proceeding_id, id);

alter table referral_packet enable row level security;
alter table referral_item enable row level security;
alter table referral_delivery enable row level security;

-- Owner's rights, because the policies of packets and deliveries would otherwise look through each other.
create function shoumi.was_handed(packet uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select 1 from referral_delivery d
    where d.packet_id = packet and d.receiver_id = shoumi.organisation() and shoumi.scope() = 'member')
$$;

create policy read on referral_packet for select using (shoumi.enforces() or (state <> 'draft' and shoumi.was_handed(id)));
create policy draft on referral_packet for insert with check (shoumi.enforces());
create policy change on referral_packet for update using (shoumi.enforces());
create policy read on referral_item for select using (exists (select 1 from referral_packet p where p.id = packet_id));
create policy put_in on referral_item for insert with check (shoumi.enforces());
create policy read on referral_delivery for select using (shoumi.enforces() or receiver_id = shoumi.organisation());
create policy send on referral_delivery for insert with check (shoumi.enforces());
create policy acknowledge on referral_delivery for update using (shoumi.enforces() or receiver_id = shoumi.organisation());

-- Public security or the procuratorate opens a transfer to the office, which then sees it; nobody else opens a matter of the office.
create function shoumi.open_reverse_transfer(of_title text, on_day date) returns uuid
language plpgsql security definer set search_path = public, pg_temp as $$
declare sender organisation; receiver uuid; made uuid;
begin
  select * into sender from organisation o where o.id = shoumi.organisation() and o.state = 'admitted';
  if shoumi.scope() <> 'member' or sender.kind is null or sender.kind not in ('public-security', 'procuratorate')
     or not shoumi.holds('referral-officer')
  then raise insufficient_privilege using message = 'only a referral officer opens a reverse transfer'; end if;
  select o.id into strict receiver from organisation o where o.kind = 'office' and o.state = 'admitted' order by o.created_at, o.id limit 1;
  insert into proceeding (kind, title, state, organisation_id, opened_on)
    values ('reverse-transfer', of_title, 'opened', receiver, on_day) returning id into made;
  insert into proceeding_party (proceeding_id, organisation_id, capacity)
    values (made, sender.id, case sender.kind when 'public-security' then 'police' else 'procuratorate' end);
  return made;
end $$;

-- A file that an act of a referral or a reverse transfer names, for whoever takes part in it: that file and no other.
create function shoumi.referral_act_file(matter uuid, act_seq int, file uuid)
returns table (name text, media_type text, sha256 text)
language sql stable security definer set search_path = public, pg_temp as $$
  select a.name, a.media_type, a.sha256
    from proceeding p
    join proceeding_act c on c.proceeding_id = p.id and c.seq = act_seq
    join attachment a on a.id = file and not a.confidential
   where p.id = matter and p.kind in ('criminal-referral', 'reverse-transfer')
     and (shoumi.enforces() or shoumi.takes_part(p.id))
     and exists (select 1 from jsonb_each(c.fields) f where jsonb_typeof(f.value) = 'array' and f.value ? file::text)
$$;

revoke execute on function shoumi.was_handed, shoumi.open_reverse_transfer, shoumi.referral_act_file from public;
grant execute on function shoumi.was_handed, shoumi.open_reverse_transfer, shoumi.referral_act_file to shoumi_app;
grant select, insert, update on referral_packet to shoumi_app;
grant select, insert on referral_item to shoumi_app;
grant select, insert on referral_delivery to shoumi_app;
grant update (delivered_at, acknowledged_at, acknowledged_by) on referral_delivery to shoumi_app;
