-- What files are called that acts of a matter name, for whoever takes part in it, also where the file is another body's: a receipt
-- is known by its name on both sides.
create function shoumi.names_of_papers(matter uuid, of_acts int[])
returns table (id uuid, name text)
language sql stable security definer set search_path = public, pg_temp as $$
  select a.id, a.name
    from proceeding_act c
    cross join lateral jsonb_each(c.fields) f
    cross join lateral jsonb_array_elements_text(case jsonb_typeof(f.value) when 'array' then f.value else '[]' end) e
    join attachment a on a.id::text = e.value and not a.confidential
   where c.proceeding_id = matter and c.seq = any (of_acts) and (shoumi.enforces() or shoumi.takes_part(matter))
$$;
revoke execute on function shoumi.names_of_papers from public;
grant execute on function shoumi.names_of_papers to shoumi_app;
