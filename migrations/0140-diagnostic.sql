-- What an enterprise gives of its self-assessment so that others can compare: the verified score of each dimension, no answers.
-- Its own people alone read the row, not even the office; everybody else gets what the function below tells of many.
create table assessment_contribution (
  organisation_id uuid primary key references organisation,
  size text not null check (size in ('micro', 'small', 'medium', 'large')),
  content_version text not null check (length(content_version) between 1 and 20),
  -- Dimension to score, one decimal; null where nothing of it applies. Gone once the consent was withdrawn.
  scores jsonb,
  agreed_by uuid not null references person,
  contributed_at timestamptz not null default now(),
  withdrawn_at timestamptz,
  check ((scores is null) = (withdrawn_at is not null))
);
create index assessment_contribution_peers on assessment_contribution (size, content_version, contributed_at) where scores is not null;

-- How those of one size did, dimension by dimension. No row comes out unless there are so many of them, ten at least whatever is
-- asked. Only whole steps of that number are counted, in the order in which they came, and quartiles are told to the nearest five:
-- whoever looks before and after one more has come cannot read that one's scores from the difference.
create function shoumi.assessment_peers(of_size text, of_version text, threshold int)
returns table (enterprises int, dimension text, low int, middle int, high int)
language sql stable security definer set search_path = public, pg_temp as $$
  with step as (select greatest(threshold, 10) as many),
  present as (
    select c.scores, row_number() over (order by c.contributed_at, c.organisation_id) as place, count(*) over () as total
      from assessment_contribution c
     where c.size = of_size and c.content_version = of_version and c.scores is not null
       and shoumi.scope() in ('member', 'office', 'system')),
  counted as (select p.scores from present p, step where p.place <= p.total / step.many * step.many),
  score as (select d.key as dimension, (d.value #>> '{}')::float8 as value from counted, jsonb_each(counted.scores) d
             where d.value <> 'null'::jsonb),
  quartile as (
    select s.dimension, count(*) as many, percentile_cont(array[0.25, 0.5, 0.75]) within group (order by s.value) as at
      from score s group by s.dimension)
  select (select count(*) from counted)::int, q.dimension,
         (round(q.at[1] / 5) * 5)::int, (round(q.at[2] / 5) * 5)::int, (round(q.at[3] / 5) * 5)::int
    from quartile q, step where q.many >= step.many
$$;
revoke execute on function shoumi.assessment_peers from public;
grant execute on function shoumi.assessment_peers to shoumi_app;

alter table assessment_contribution enable row level security;
create policy keepers on assessment_contribution using (shoumi.keeps(organisation_id));

grant select, insert on assessment_contribution to shoumi_app;
grant update (size, content_version, scores, agreed_by, contributed_at, withdrawn_at) on assessment_contribution to shoumi_app;
