-- How figures are folded and read: places over time, cells plus tail, the sensitive rule, the records behind a figure.

create table figures.measure (
  measure text primary key,
  stock boolean not null,
  sensitive boolean not null,
  classes text[] not null default '{}',
  beside text[] not null default '{}'
);
comment on table figures.measure is 'What the catalogue declares of each measure, written at every start; a measure that is not here cannot be read. A stock is the running sum up to the end of a period. sensitive: all of it; classes: only these, with beside, all classes of the sections that hold one.';
grant select on figures.measure to nuanjia_app, nuanjia_guard;
grant select, insert, update, delete on figures.measure to nuanjia_system;

create table figures.moved (
  unit_id int not null, from_month text not null, to_month text not null,
  above int[] not null,
  primary key (unit_id, from_month)
);
comment on table figures.moved is 'Units that did not always belong where they do today, and those below them: in the months from (included) to (not included) the unit belonged to above, itself first, nation last. All other units stand where their scope says.';
create index moved_above on figures.moved using gin (above);
grant select on figures.moved to nuanjia_app, nuanjia_guard;
grant select, insert, delete on figures.moved to nuanjia_system;

create table figures.recut (due boolean primary key check (due));
comment on table figures.recut is 'A row means the tree changed and cells are to be cut again by the folding job.';
grant select, insert, delete on figures.recut to nuanjia_system;

-- Declarations hold nothing of any record; still no table stands open by mistake.
do $$
declare t text;
begin
  foreach t in array array['measure', 'moved', 'recut', 'month_lock'] loop
    execute format('alter table figures.%I enable row level security', t);
    execute format('alter table figures.%I force row level security', t);
    execute format('create policy %I on figures.%I for all to nuanjia_system, nuanjia_guard, nuanjia_owner using (true) with check (true)', t || '_engine', t);
    execute format('create policy %I on figures.%I for select to nuanjia_app using (true)', t || '_read', t);
  end loop;
end $$;

create function figures.tree_changed() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
  insert into figures.recut values (true) on conflict do nothing;
  return null;
end $$;
create trigger unit_span_changed after insert or update or delete on org.unit_span for each statement execute function figures.tree_changed();
create index unit_span_parent on org.unit_span (parent_id);

-- Whom a unit belonged to on a day: after it was merged the unit that continues it, before its first span where it began, after
-- its last where it ended.
create function figures.parent_at(p_unit int, p_day date) returns int language sql stable as $$
  select coalesce((select to_unit from org.unit_successor where from_unit = p_unit and share = 1 and on_date <= p_day order by on_date desc limit 1),
    case when exists (select from org.unit_span where unit_id = p_unit)
      then (select parent_id from org.unit_span where unit_id = p_unit order by valid_from <= p_day desc, abs(valid_from - p_day) limit 1)
      else (select parent_id from org.unit where id = p_unit) end) $$;

create function figures.chain_at(p_unit int, p_day date) returns int[] language sql stable as $$
  with recursive up as (
    select p_unit as id, 1 as step
    union all
    select figures.parent_at(id, p_day), step + 1 from up where id is not null and step < 12
  )
  select array_agg(id order by step) from up where id is not null $$;

-- Writes figures.moved anew; true when something is different. A unit counts for a month where it stood on the month's last day.
create function figures.place_units() returns boolean language plpgsql set search_path = pg_catalog as $$
declare before text; after text;
begin
  select md5(coalesce(string_agg(m::text, ';' order by unit_id, from_month), '')) into before from figures.moved m;
  delete from figures.moved;
  insert into figures.moved (unit_id, from_month, to_month, above)
  with recursive mover as (
    select s.unit_id from org.unit_span s join org.unit u on u.id = s.unit_id
    group by s.unit_id having count(distinct coalesce(s.parent_id, 0)) > 1 or bool_or(s.parent_id is distinct from u.parent_id)
    union select from_unit from org.unit_successor where share = 1
  ), touched as (
    select unit_id from mover
    union
    select c.unit_id from touched t cross join lateral (
      select id as unit_id from org.unit where parent_id = t.unit_id union all select unit_id from org.unit_span where parent_id = t.unit_id
      union all select from_unit from org.unit_successor where to_unit = t.unit_id and share = 1) c
  ), edge as (
    select '0000-00' as month, date '0001-01-01' as day
    union
    select to_char(valid_from, 'YYYY-MM'), (date_trunc('month', valid_from) + interval '1 month - 1 day')::date from org.unit_span join mover using (unit_id)
    union
    select to_char(on_date, 'YYYY-MM'), (date_trunc('month', on_date) + interval '1 month - 1 day')::date from org.unit_successor where share = 1
  ), stretch as (
    select month, day, lead(month, 1, '9999-99') over (order by month) as until from edge
  )
  select t.unit_id, s.month, s.until, figures.chain_at(t.unit_id, s.day) from touched t cross join stretch s;
  select md5(coalesce(string_agg(m::text, ';' order by unit_id, from_month), '')) into after from figures.moved m;
  return before <> after;
end $$;

-- A unit and all above it in a month.
create function figures.above(p_unit int, p_month text) returns setof int language sql stable as $$
  select unnest(m.above) from figures.moved m where m.unit_id = p_unit and m.from_month <= p_month and p_month < m.to_month
  union all
  select a.id from org.unit u cross join generate_series(1, length(u.scope)) at join org.unit a on a.scope = left(u.scope, at)
  where u.id = p_unit and substr(u.scope, at, 1) = '/' and not exists (select from figures.moved m where m.unit_id = p_unit) $$;

-- What a posting adds to a place its unit belonged to in the months from (included) to (not included), and in which month. A flow
-- counts in its own month. A stock comes with its unit and leaves with it, so that sums up to a month are what stood there at its end.
create function figures.effect(p_stock boolean, p_month text, p_from text, p_to text) returns table (month text, sign int) language sql stable as $$
  select case when p_stock then greatest(p_month, p_from) else p_month end, 1 where p_month < p_to and (p_stock or p_month >= p_from)
  union all
  select p_to, -1 where p_stock and p_month < p_to and p_to < '9999-99' $$;

-- The places a posting of a unit counts for.
create function figures.places(p_unit int, p_month text, p_stock boolean) returns table (place int, month text, sign int) language sql stable as $$
  select a.id, e.month, e.sign from figures.moved m cross join unnest(m.above) a(id) cross join figures.effect(p_stock, p_month, m.from_month, m.to_month) e where m.unit_id = p_unit
  union all
  select id, p_month, 1 from figures.above(p_unit, p_month) a(id) where not exists (select from figures.moved where unit_id = p_unit) $$;

-- The month that decides where a posting counts in a period: of a flow its own, of a stock the last.
create function figures.decisive(p_stock boolean, p_month text, p_last text) returns text language sql immutable as $$
  select case when p_stock then p_last else p_month end $$;

-- A unit and all below it, each with the months in which it belonged there. The range of scopes is given beside the unit so that
-- the planner knows how much lies in it.
create function figures.reach(p_unit int, p_lo text, p_hi text) returns table (unit_id int, from_month text, to_month text) language sql stable as $$
  select u.id, '0000-00', '9999-99' from org.unit u
  where u.scope >= p_lo and u.scope < p_hi and not exists (select from figures.moved m where m.unit_id = u.id)
  union all
  select m.unit_id, m.from_month, m.to_month from figures.moved m where m.above @> array[p_unit] $$;

-- The unit directly below a place on the way to a unit, by where that stood (above) or by its scope.
create function figures.child_of(p_unit int, p_scope text, p_below text, p_above int[]) returns int language sql stable as $$
  select case when p_above is null then (select id from org.unit where scope = p_scope || split_part(substr(p_below, length(p_scope) + 1), '/', 1) || '/')
    else p_above[array_position(p_above, p_unit) - 1] end $$;

-- Levels whose sums are kept in cells; towns and villages are summed from postings.
create function figures.kept(p_level text) returns boolean language sql immutable as $$ select p_level in ('N', 'P', 'C', 'D') $$;

-- Whether a posting or cell lies in a cut: for each dimension named in it, one of the values listed.
create function figures.cut(p_where jsonb, category text, channel text, result text, level text) returns boolean language sql immutable as $$
  select (p_where->'category' is null or p_where->'category' ? category) and (p_where->'channel' is null or p_where->'channel' ? channel)
    and (p_where->'result' is null or p_where->'result' ? result) and (p_where->'level' is null or p_where->'level' ? level) $$;

create function figures.key_of(p_by text, category text, channel text, result text, level text, month text) returns text language sql immutable as $$
  select case p_by when 'category' then category when 'channel' then channel when 'result' then result when 'level' then level when 'month' then month else '' end $$;

-- Sums of a town or village by one dimension, from the postings of its range, which the planner is shown.
create function figures.sums_of_range(p_unit int, p_lo text, p_hi text, p_measures text[], p_from text, p_to text, p_by text, p_where jsonb)
returns table (measure text, key text, n bigint) language plpgsql stable set search_path = pg_catalog set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
begin
  return query
    select p.measure, figures.key_of(p_by, p.category, p.channel, p.result, p.level, e.month), sum(p.n * e.sign)::bigint
    from figures.reach(p_unit, p_lo, p_hi) r cross join figures.measure d
    join figures.posting p on p.unit_id = r.unit_id and p.measure = d.measure and p.month >= case when d.stock then '' else p_from end and p.month <= p_to
    cross join figures.effect(d.stock, p.month, r.from_month, r.to_month) e
    where d.measure = any(p_measures) and e.month <= p_to and figures.cut(p_where, p.category, p.channel, p.result, p.level) group by 1, 2;
end $$;

-- Sums of a place by one dimension: cells and unfolded postings in one snapshot, or postings alone below the county.
-- own: only what was registered at the unit itself. Stocks are summed from the beginning, by month as they came and went.
create function figures.sums(p_unit int, p_measures text[], p_from text, p_to text, p_by text, p_where jsonb, p_own boolean)
returns table (measure text, key text, n bigint) language plpgsql stable set search_path = pg_catalog set plan_cache_mode = force_generic_plan as $$
#variable_conflict use_column
declare top org.unit; hi text;
begin
  select * into strict top from org.unit where id = p_unit;
  hi := left(top.scope, -1) || '0';
  if p_own then
    return query
      select p.measure, figures.key_of(p_by, p.category, p.channel, p.result, p.level, p.month), sum(p.n)::bigint
      from figures.measure d join figures.posting p on p.unit_id = p_unit and p.measure = d.measure and p.month >= case when d.stock then '' else p_from end and p.month <= p_to
      where d.measure = any(p_measures) and figures.cut(p_where, p.category, p.channel, p.result, p.level) group by 1, 2;
  elsif figures.kept(top.level) then
    return query
      select f.measure, f.key, sum(f.n)::bigint from (
        select c.measure, figures.key_of(p_by, c.category, c.channel, c.result, c.level, c.month) as key, c.n
        from figures.measure d join figures.cell c on c.unit_id = p_unit and c.measure = d.measure and c.month >= case when d.stock then '' else p_from end and c.month <= p_to
        where d.measure = any(p_measures) and figures.cut(p_where, c.category, c.channel, c.result, c.level)
        union all
        select p.measure, figures.key_of(p_by, p.category, p.channel, p.result, p.level, e.month), p.n * e.sign
        from figures.measure d join figures.posting p on not p.folded and p.measure = d.measure and p.month >= case when d.stock then '' else p_from end and p.month <= p_to
        join org.unit u on u.id = p.unit_id
        left join figures.moved m on m.unit_id = p.unit_id
        cross join figures.effect(d.stock, p.month, coalesce(m.from_month, '0000-00'), coalesce(m.to_month, '9999-99')) e
        where d.measure = any(p_measures) and e.month <= p_to and figures.cut(p_where, p.category, p.channel, p.result, p.level)
          and case when m.unit_id is null then u.scope >= top.scope and u.scope < hi else p_unit = any(m.above) end
      ) f group by 1, 2;
  else
    return query select * from figures.sums_of_range(p_unit, top.scope, hi, p_measures, p_from, p_to, p_by, p_where);
  end if;
end $$;

-- Sums of the units directly below a place, and of the place's own desk under its own id; a unit can come in several rows.
create function figures.sums_below(p_unit int, p_measures text[], p_from text, p_to text, p_where jsonb)
returns table (measure text, key text, n bigint) language plpgsql stable set search_path = pg_catalog as $$
#variable_conflict use_column
declare top org.unit; hi text;
begin
  select * into strict top from org.unit where id = p_unit;
  hi := left(top.scope, -1) || '0';
  return query
    select p.measure, p_unit::text, sum(p.n)::bigint
    from figures.measure d join figures.posting p on p.unit_id = p_unit and p.measure = d.measure and p.month >= case when d.stock then '' else p_from end and p.month <= p_to
    where d.measure = any(p_measures) and figures.cut(p_where, p.category, p.channel, p.result, p.level) group by 1;
  if figures.kept(top.level) then
    return query
      with child as materialized (
        select u.id, '0000-00' as from_month, '9999-99' as to_month from org.unit u
        where u.parent_id = p_unit and figures.kept(u.level) and not exists (select from figures.moved m where m.unit_id = u.id)
        union all
        select m.unit_id, m.from_month, m.to_month from figures.moved m join org.unit u on u.id = m.unit_id
        where m.above @> array[p_unit] and m.above[2] = p_unit and figures.kept(u.level)
      )
      select c.measure, c.unit_id::text, sum(c.n)::bigint
      from child k cross join figures.measure d
      join figures.cell c on c.unit_id = k.id and c.measure = d.measure and c.month >= case when d.stock then '' else p_from end and c.month <= p_to
      where figures.decisive(d.stock, c.month, p_to) >= k.from_month and figures.decisive(d.stock, c.month, p_to) < k.to_month and d.measure = any(p_measures) and figures.cut(p_where, c.category, c.channel, c.result, c.level) group by 1, 2;
    return query
      select p.measure, k.id::text, sum(p.n)::bigint
      from figures.measure d join figures.posting p on not p.folded and p.measure = d.measure and p.month >= case when d.stock then '' else p_from end and p.month <= p_to
      join org.unit u on u.id = p.unit_id
      left join figures.moved m on m.unit_id = p.unit_id and m.from_month <= figures.decisive(d.stock, p.month, p_to) and figures.decisive(d.stock, p.month, p_to) < m.to_month
      cross join lateral figures.child_of(p_unit, top.scope, u.scope, m.above) c(id) join org.unit k on k.id = c.id
      where d.measure = any(p_measures) and p.unit_id <> p_unit and figures.kept(k.level) and figures.cut(p_where, p.category, p.channel, p.result, p.level)
        and case when m.unit_id is null then u.scope >= top.scope and u.scope < hi else p_unit = any(m.above) end group by 1, 2;
  end if;
  -- Towns and villages have no cells: everything below them is summed by the unit it lies under.
  if exists (select from org.unit u where u.parent_id = p_unit and not figures.kept(u.level))
    or exists (select from figures.moved m join org.unit u on u.id = m.unit_id where m.above @> array[p_unit] and m.above[2] = p_unit and not figures.kept(u.level)) then
    return query
      with posted as materialized (
        select p.measure, p.unit_id, r.from_month, r.to_month, sum(p.n) as n
        from figures.reach(p_unit, top.scope, hi) r cross join figures.measure d
        join figures.posting p on p.unit_id = r.unit_id and p.measure = d.measure and p.month >= case when d.stock then '' else p_from end and p.month <= p_to
        where figures.decisive(d.stock, p.month, p_to) >= r.from_month and figures.decisive(d.stock, p.month, p_to) < r.to_month and d.measure = any(p_measures) and p.unit_id <> p_unit and figures.cut(p_where, p.category, p.channel, p.result, p.level) group by 1, 2, 3, 4
      )
      select p.measure, k.id::text, sum(p.n)::bigint
      from posted p join org.unit u on u.id = p.unit_id
      left join figures.moved m on m.unit_id = p.unit_id and m.from_month = p.from_month
      cross join lateral figures.child_of(p_unit, top.scope, u.scope, m.above) c(id) join org.unit k on k.id = c.id
      where not figures.kept(k.level) group by 1, 2;
  end if;
end $$;

-- Which cells of one table must not be shown (domain/10 section 6): 1 to 4 of what is guarded, and more where a hidden one could be
-- worked out from the totals beside it. Rows come in groups (classes of sub-classes; one group '' for a flat table). Answers the
-- whole table (both null), each group (key null) and each cell. Where ordinary cells stand beside guarded ones, what the hidden
-- ones add up to is kept from 1 to 4 as well: it is what is left of the total.
create function figures.hide(p_groups text[], p_keys text[], p_ns bigint[], p_guarded boolean[])
returns table (grp text, key text, n bigint, hidden boolean) language sql immutable as $$
  with cell as (
    -- An ordinary 1 covers nothing: with hidden ones it would add up to as many as there are.
    select g, k, v, w, w and v between 1 and 4 as small, v > case when w then 4 else 1 end as covers from unnest(p_groups, p_keys, p_ns, p_guarded) as t(g, k, v, w)
  ), leaf as (
    select *, row_number() over (partition by g, covers order by v, k) as rk from cell
  ), grp as (
    select g, sum(v) as v, count(*) filter (where small) as k, coalesce(sum(v) filter (where small), 0) as s, count(*) filter (where covers) as big, count(*) as cells, bool_and(w) as w from leaf group by g
  ), known as (
    -- What the hidden cells of a group add up to is known when its total is shown: alone, all ones or all fours they are told.
    select *, w and v between 1 and 4 as small, k > 0 and (k = 1 or s = k or s = 4 * k or (not w and s < 5)) as told from grp
  ), covered as (
    select *, small or (told and big = 0) as hide from known
  ), upper as (
    select *, count(*) over () as groups, sum(v) over () as total, bool_and(w) over () as pure, count(*) filter (where hide) over () as hiddens,
      sum(s) filter (where hide) over () as hidden_sum, coalesce(bool_and(small) filter (where hide) over (), false) as all_small,
      row_number() over (partition by not hide and big + k > 0 order by v, g) as rk, count(*) filter (where not hide and big + k > 0) over () as others from covered
  ), need as (
    select *, groups > 1 and hiddens > 0 and (hiddens = 1 or hidden_sum = hiddens or (all_small and hidden_sum = 4 * hiddens) or (not pure and hidden_sum < 5)) as cover from upper
  ), final as (
    select *, hide or (cover and not hide and big + k > 0 and rk = 1) as gone from need
  )
  select null, null, coalesce(max(total), 0)::bigint, coalesce((bool_and(w) and bool_or(total between 1 and 4)) or bool_or((groups = 1 and gone) or (cover and others = 0))
    or sum(v) filter (where gone) = sum(cells) filter (where gone), false) from final
  union all
  select f.g, null, f.v::bigint, f.gone from final f
  union all
  select l.g, l.k, l.v, l.small or (l.covers and l.rk = 1 and (f.told or f.gone))
  from leaf l join final f on f.g = l.g $$;

revoke all on all functions in schema figures from public;
grant execute on all functions in schema figures to nuanjia_guard, nuanjia_system;

set local role nuanjia_guard;

-- True for posts whose role works on cases; the others see sensitive measures through the rule of domain/10 section 6.
create function guard.case_role() returns boolean language sql stable set search_path = pg_catalog as $$
  select app.role() = any (array['leader', 'rights', 'town', 'village', 'hotline']) $$;

create function guard.figures_place(p_unit int) returns org.unit language plpgsql stable set search_path = pg_catalog as $$
declare top org.unit;
begin
  select * into top from org.unit where id = p_unit;
  if not found or app.lo() is null or app.hi() is null or not (top.scope >= app.lo() and top.scope < app.hi()) then
    raise exception 'the unit is outside the range of the actor' using errcode = '42501';
  end if;
  return top;
end $$;

-- Sensitive measures for readers without the case role: small cells hidden, others covered where they would tell (figures.hide).
create function guard.figures_ruled(p_unit int, p_measures text[], p_from text, p_to text, p_by text, p_rollup jsonb)
returns table (measure text, key text, n bigint, withheld text) language plpgsql stable set search_path = pg_catalog as $$
#variable_conflict use_column
begin
  return query
    with raw as materialized (
      select f.measure, f.key, sum(f.n)::bigint as n from guard.figures_parts(p_unit, p_measures, p_from, p_to, p_by, '{}', false) f group by 1, 2
    ), leaf as (
      select r.measure, case when p_by in ('category', 'category1') then coalesce(p_rollup->>r.key, r.key) else '' end as grp, r.key, r.n
      from raw r join figures.measure d on d.measure = r.measure where r.n <> 0 and not (d.stock and p_by = 'month')
    ), table_of as (
      select l.measure, array_agg(l.grp) as grps, array_agg(l.key) as keys, array_agg(l.n) as ns from leaf l group by 1
    ), hid as (
      select t.measure, h.grp, h.key, h.n, h.hidden, bool_or(h.hidden and h.n > 4) over (partition by t.measure) as covered
      from table_of t cross join lateral figures.hide(t.grps, t.keys, t.ns, array_fill(true, array[cardinality(t.ns)])) h
    )
    select h.measure, case p_by when 'category1' then h.grp else h.key end, case when not h.hidden then h.n end, case when h.hidden then case when h.covered then 'covered' else 'small' end end
    from hid h where h.grp is null or (p_by = 'category1' and h.key is null) or (p_by not in ('category1', '') and h.key is not null)
    union all
    select s.measure, s.key, case when s.n not between 1 and 4 then s.n end, case when s.n between 1 and 4 then 'small' end
    from guard.figures_standing(p_unit, p_measures, p_from, p_to, p_by, '{}', false) s;
end $$;

-- Whether a question about a measure tells of its sensitive classes: by class, or narrowed to some of their sections.
create function guard.figures_classed(p_measure figures.measure, p_by text, p_where jsonb) returns boolean language sql stable set search_path = pg_catalog as $$
  select p_measure.beside <> '{}' and not coalesce(guard.case_role(), false)
    and case when p_where ? 'category' then array(select jsonb_array_elements_text(p_where->'category')) && p_measure.beside else p_by in ('category', 'category1') end $$;

-- A measure with sensitive classes for readers without the case role, by class or narrowed to classes; its whole is theirs to see.
-- Where the rule refuses, and where their sections hold so little that any cell would tell, those sections are withheld whole,
-- noughts too: what was kept back must not say where something is.
create function guard.figures_by_class(p_unit int, p_measure text, p_from text, p_to text, p_by text, p_where jsonb, p_own boolean, p_refused text, p_rollup jsonb)
returns table (measure text, key text, n bigint, withheld text) language plpgsql stable set search_path = pg_catalog as $$
#variable_conflict use_column
declare
  d figures.measure;
  wanted text[] := case when p_where ? 'category' then array(select jsonb_array_elements_text(p_where->'category')) end;
begin
  select * into strict d from figures.measure m where m.measure = p_measure;
  return query
    with leaf as (
      select s.key, sum(s.n)::bigint as n from figures.sums(p_unit, array[p_measure], p_from, p_to, 'category', p_where - 'category', p_own) s group by 1 having sum(s.n) <> 0
    ), table_of as (
      select array_agg(coalesce(p_rollup->>l.key, l.key)) as grps, array_agg(l.key) as keys, array_agg(l.n) as ns, array_agg(l.key = any(d.classes)) as guarded,
        coalesce(sum(l.n) filter (where l.key = any(d.beside)), 0) as beside from leaf l
    ), hid as materialized (
      select h.* from table_of t cross join lateral figures.hide(t.grps, t.keys, t.ns, t.guarded) h where t.keys is not null
    ), rule as (
      select r.why, coalesce(r.why, case when (select bool_or(h.n > 4 or h.key <> all(d.classes)) from hid h where h.hidden) then 'covered' else 'small' end) as word
      from (select coalesce(p_refused, case when t.beside between 1 and 9 or (select h.hidden from hid h where h.grp is null) then 'covered' end) as why from table_of t) r
    ), cell as (
      select h.grp, h.key, h.n, coalesce(h.key = any(wanted), true) as asked, case when r.why is null then h.hidden else h.key = any(d.beside) end as hidden
      from hid h cross join rule r where h.key is not null
    ), section as (
      -- Asked for whole it is told by its own total, in part by the cells asked for.
      select c.grp, sum(c.n) filter (where c.asked)::bigint as n,
        case when r.why is null and bool_and(c.asked) then (select h.hidden from hid h where h.grp = c.grp and h.key is null) else bool_or(c.hidden) filter (where c.asked) end as hidden
      from cell c cross join rule r group by c.grp, r.why having bool_or(c.asked)
    ), gone as (
      select wanted is not null and (r.why is not null or coalesce((select bool_or(s.hidden) from section s), false)) as whole from rule r
    )
    select p_measure, null::text, case when not g.whole then coalesce((select sum(s.n) from section s), 0)::bigint end, case when g.whole then r.word end from rule r cross join gone g
    union all
    select p_measure, s.grp, case when not s.hidden then s.n end, case when s.hidden then r.word end from section s cross join rule r
      where p_by = 'category1' and (r.why is null or not s.hidden)
    union all
    select p_measure, c.key, case when not c.hidden then c.n end, case when c.hidden then r.word end from cell c cross join rule r
      where p_by = 'category' and c.asked and (r.why is null or not c.hidden)
    union all
    select distinct p_measure, case p_by when 'category1' then coalesce(p_rollup->>b, b) else b end, null::bigint, r.why from rule r cross join unnest(d.beside) b
      where r.why is not null and p_by in ('category', 'category1') and coalesce(b = any(wanted), true);
end $$;

-- Sums by the dimension asked for; classes are still by category.
create function guard.figures_parts(p_unit int, p_measures text[], p_from text, p_to text, p_by text, p_where jsonb, p_own boolean)
returns table (measure text, key text, n bigint) language plpgsql stable set search_path = pg_catalog as $$
begin
  if p_by = 'unit' then
    return query select * from figures.sums_below(p_unit, p_measures, p_from, p_to, p_where);
  else
    return query select * from figures.sums(p_unit, p_measures, p_from, p_to, case p_by when 'category1' then 'category' else p_by end, p_where, p_own);
  end if;
end $$;

-- Stocks by month: what stood at each month's end; they do not add up to a whole, so the whole is what stands at the last.
create function guard.figures_standing(p_unit int, p_measures text[], p_from text, p_to text, p_by text, p_where jsonb, p_own boolean)
returns table (measure text, key text, n bigint) language plpgsql stable set search_path = pg_catalog as $$
#variable_conflict use_column
declare stocks text[] := array(select d.measure from figures.measure d where d.measure = any(p_measures) and d.stock);
begin
  if p_by <> 'month' or stocks = '{}' then return; end if;
  return query
    with raw as materialized (select * from figures.sums(p_unit, stocks, p_from, p_to, 'month', p_where, p_own))
    select r.measure, m.month, sum(r.n)::bigint from raw r join guard.figures_months(p_from, p_to) m on r.key <= m.month group by 1, 2
    union all
    select r.measure, null, sum(r.n)::bigint from raw r group by 1;
end $$;

create function guard.figures_months(p_from text, p_to text) returns table (month text) language sql stable set search_path = pg_catalog as $$
  select to_char(m, 'YYYY-MM') from generate_series(to_date(p_from, 'YYYY-MM')::timestamp, to_date(p_to, 'YYYY-MM')::timestamp, interval '1 month') m $$;

-- Measures that a place must not tell, because the table by unit of a place above it, as far up as the reader reaches, hides it
-- there or hides one it lies in: whoever asks the units one by one would else take them from the total.
create function guard.figures_covered(p_unit int, p_measures text[], p_from text, p_to text) returns text[] language plpgsql stable set search_path = pg_catalog as $$
declare lower org.unit; upper org.unit; covered text[] := '{}';
begin
  select * into strict lower from org.unit where id = p_unit;
  loop
    select * into upper from org.unit where id = lower.parent_id and scope >= app.lo() and scope < app.hi();
    exit when not found;
    covered := covered || array(select f.measure from guard.figures_ruled(upper.id, p_measures, p_from, p_to, 'unit', '{}') f
      where f.key = lower.id::text and f.withheld = 'covered');
    lower := upper;
  end loop;
  return covered;
end $$;

-- Whether months are one of the calendar's: freely chosen spans of one place would be taken from each other.
create function guard.figures_whole(p_from text, p_to text) returns boolean language sql immutable set search_path = pg_catalog as $$
  select left(p_from, 4) = left(p_to, 4) and s.n in (1, 3, 6, 12) and (right(p_from, 2)::int - 1) % s.n = 0
  from (select right(p_to, 2)::int - right(p_from, 2)::int + 1 as n) s $$;

-- The figures of a place: one row per measure (key null) and per part of it that is not 0. Months are YYYY-MM, both ends
-- included; by is '' or category, category1 (the class above a category, from rollup), channel, result, level, month or unit.
-- withheld, where n is null: 'small' 1 to 4, 'covered' small ones and others so that they cannot be worked out, 'open' the
-- months are not closed, 'period' no month, quarter, half-year or year, 'place' below the county, 'cut' more than one dimension at a time, the unit being one. Nothing else reads cells and
-- postings for people.
create function guard.figures_read(p_unit int, p_measures text[], p_from text, p_to text, p_by text, p_where jsonb, p_own boolean, p_rollup jsonb)
returns table (measure text, key text, n bigint, withheld text) language plpgsql stable security definer set search_path = pg_catalog as $$
#variable_conflict use_column
declare
  top org.unit := guard.figures_place(p_unit);
  guarded text[] := array(select d.measure from figures.measure d where d.measure = any(p_measures) and d.sensitive and not coalesce(guard.case_role(), false));
  plain text[] := array(select d.measure from figures.measure d where d.measure = any(p_measures) and d.measure <> all(guarded));
  classed text[] := array(select m.measure from figures.measure m where m.measure = any(plain) and guard.figures_classed(m, p_by, p_where));
  closed text := coalesce((select max(l.month) from figures.month_lock l), '');
  refused text;
  covered text[];
begin
  if p_by not in ('', 'category', 'category1', 'channel', 'result', 'level', 'month', 'unit') or (p_own and p_by = 'unit') then
    raise exception 'figures cannot be cut by %', p_by using errcode = '22023';
  end if;
  if not p_measures <@ (plain || guarded) then
    raise exception 'a measure is not declared' using errcode = '22023';
  end if;
  plain := array(select g from unnest(plain) g where g <> all(classed));
  if plain <> '{}' and p_by = '' then
    return query select s.measure, null::text, s.n, null::text from figures.sums(p_unit, plain, p_from, p_to, '', p_where, p_own) s where s.n <> 0;
  elsif plain <> '{}' then
    return query
      with leaf as materialized (
        select s.measure, case when p_by = 'category1' then coalesce(p_rollup->>s.key, s.key) else s.key end as key, s.n
        from guard.figures_parts(p_unit, plain, p_from, p_to, p_by, p_where, p_own) s join figures.measure d on d.measure = s.measure where not (d.stock and p_by = 'month')
      )
      select l.measure, l.key, sum(l.n)::bigint, null from leaf l group by 1, 2 having sum(l.n) <> 0
      union all
      select l.measure, null, sum(l.n)::bigint, null from leaf l group by 1 having sum(l.n) <> 0
      union all
      select s.measure, s.key, s.n, null from guard.figures_standing(p_unit, plain, p_from, p_to, p_by, p_where, p_own) s where s.n <> 0;
  end if;
  if classed <> '{}' then
    refused := case
      when not figures.kept(top.level) then 'place'
      when p_own or p_where - 'category' <> '{}' or p_by not in ('', 'category', 'category1') or top.scope <> app.lo() then 'cut'
      when p_to > closed then 'open'
      when not guard.figures_whole(p_from, p_to) then 'period' end;
    return query select c.* from unnest(classed) m cross join lateral guard.figures_by_class(p_unit, m, p_from, p_to, p_by, p_where, p_own, refused, p_rollup) c;
  end if;
  if guarded = '{}' then return; end if;
  refused := case
    when not figures.kept(top.level) or (p_by = 'unit' and exists (select from org.unit u where u.parent_id = p_unit and not figures.kept(u.level))) then 'place'
    when p_own or p_where <> '{}' then 'cut'
    -- A unit below one's own is a dimension itself: its classes beside those of the whole would tell a neighbour's.
    when top.scope <> app.lo() and p_by not in ('', 'unit') then 'cut'
    when p_to > closed then 'open'
    when not guard.figures_whole(p_from, p_to) then 'period' end;
  if refused is not null then
    return query select g, null::text, null::bigint, refused from unnest(guarded) g;
  else
    covered := guard.figures_covered(p_unit, guarded, p_from, p_to);
    return query select distinct g, null::text, null::bigint, case p_by when 'unit' then 'cut' else 'covered' end from unnest(covered) g;
    return query select * from guard.figures_ruled(p_unit, array(select g from unnest(guarded) g where g <> all(covered)), p_from, p_to, p_by, p_rollup);
  end if;
end $$;

-- The declaration of a measure whose records the reader may open; those of sensitive ones and classes are for case roles.
create function guard.figures_opens(p_measure text, p_where jsonb) returns figures.measure language plpgsql stable set search_path = pg_catalog as $$
#variable_conflict use_column
declare d figures.measure;
begin
  select * into d from figures.measure m where m.measure = p_measure;
  if not found then raise exception 'a measure is not declared' using errcode = '22023'; end if;
  if (d.sensitive and not coalesce(guard.case_role(), false)) or guard.figures_classed(d, '', p_where) then
    raise exception 'records of a sensitive measure are for case roles' using errcode = '42501';
  end if;
  return d;
end $$;

-- What one record adds to a figure; no row when nothing.
create function guard.figures_of(p_home text, p_id uuid, p_measure text, p_from text, p_to text, p_where jsonb) returns table (n int, late text) language sql stable as $$
  select sum(p.n)::int, max(p.booked_month) filter (where p.late_for is not null) from figures.posting p
  where p.home = p_home and p.record_id = p_id and p.measure = p_measure and p.month <= p_to
    and p.month >= case when (select m.stock from figures.measure m where m.measure = p_measure) then '' else p_from end
    and figures.cut(p_where, p.category, p.channel, p.result, p.level)
  having sum(p.n) <> 0 $$;

-- Every record behind a figure and what it adds to it; late is the month it was booked in where its own was closed. Sensitive
-- measures open only for case roles.
create function guard.figures_behind(p_unit int, p_measure text, p_from text, p_to text, p_where jsonb, p_own boolean)
returns table (home text, id uuid, n int, late text) language plpgsql stable security definer set search_path = pg_catalog as $$
#variable_conflict use_column
declare top org.unit := guard.figures_place(p_unit); d figures.measure; first text;
begin
  d := guard.figures_opens(p_measure, p_where);
  first := case when d.stock then '' else p_from end;
  if p_own then
    return query
      select p.home, p.record_id, sum(p.n)::int, max(p.booked_month) filter (where p.late_for is not null) from figures.posting p
      where p.unit_id = p_unit and p.measure = p_measure and p.month >= first and p.month <= p_to and figures.cut(p_where, p.category, p.channel, p.result, p.level)
      group by 1, 2 having sum(p.n) <> 0;
  elsif top.parent_id is null then
    return query
      select p.home, p.record_id, sum(p.n)::int, max(p.booked_month) filter (where p.late_for is not null) from figures.posting p
      where p.measure = p_measure and p.month >= first and p.month <= p_to and figures.cut(p_where, p.category, p.channel, p.result, p.level)
        and (not p_where ? 'category' or p.category = any(array(select jsonb_array_elements_text(p_where->'category'))))
      group by 1, 2 having sum(p.n) <> 0;
  else
    return query
      select p.home, p.record_id, sum(p.n)::int, max(p.booked_month) filter (where p.late_for is not null) from figures.reach(p_unit, top.scope, left(top.scope, -1) || '0') r
      join figures.posting p on p.unit_id = r.unit_id and figures.decisive(d.stock, p.month, p_to) >= r.from_month and figures.decisive(d.stock, p.month, p_to) < r.to_month
      where p.measure = p_measure and p.month >= first and p.month <= p_to and figures.cut(p_where, p.category, p.channel, p.result, p.level)
      group by 1, 2 having sum(p.n) <> 0;
  end if;
end $$;

-- A page of them, the last received first. A page is named by the record before it, never by that record's time: it may be one
-- the reader cannot see. Her own rights are applied where the page is joined to its heads. Two steps, because no one plan suits all
-- figures: of a large one the page is full soon among the newest thousand records of the place; a small one is summed whole, and so is
-- every one of a place that units have joined or left.
create function guard.figures_records(p_unit int, p_measure text, p_from text, p_to text, p_where jsonb, p_own boolean, p_after_home text, p_after_id uuid, p_limit int)
returns table (home text, id uuid, n int, late text) language plpgsql stable security definer set search_path = pg_catalog set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
declare
  top org.unit := guard.figures_place(p_unit);
  hi text := left(top.scope, -1) || '0';
  city text := (regexp_match(top.scope, '^/([^/]+/[^/]+)/$'))[1];
  -- Nothing is counted in a month before the record came.
  until timestamptz := (p_to || '-01')::timestamp at time zone 'Asia/Shanghai' + interval '1 month';
  at timestamptz := 'infinity'; after uuid := 'ffffffff-ffff-ffff-ffff-ffffffffffff';
  edge record; given int := 0;
begin
  perform guard.figures_opens(p_measure, p_where);
  if p_after_home is not null then
    at := coalesce((select opened_at from cases.head where home = p_after_home and id = p_after_id), '-infinity');
    after := p_after_id;
  end if;
  if not p_own and not exists (select from figures.moved m where m.above @> array[p_unit] and exists (select from figures.moved o where o.unit_id = m.unit_id and not o.above @> array[p_unit])) then
    if city is not null then
      select h.opened_at, h.id into edge from cases.head h where h.area = city and h.opened_at < until and (h.opened_at, h.id) < (at, after) order by h.opened_at desc, h.id desc offset 999 limit 1;
      return query select h.home, h.id, c.n, c.late from cases.head h cross join lateral guard.figures_of(h.home, h.id, p_measure, p_from, p_to, p_where) c
        where h.area = city and h.opened_at < until and (h.opened_at, h.id) < (at, after) and (edge.id is null or (h.opened_at, h.id) >= (edge.opened_at, edge.id)) order by h.opened_at desc, h.id desc limit p_limit;
    else
      select h.opened_at, h.id into edge from cases.head h where h.scope >= top.scope and h.scope < hi and h.opened_at < until and (h.opened_at, h.id) < (at, after) order by h.opened_at desc, h.id desc offset 999 limit 1;
      return query select h.home, h.id, c.n, c.late from cases.head h cross join lateral guard.figures_of(h.home, h.id, p_measure, p_from, p_to, p_where) c
        where h.scope >= top.scope and h.scope < hi and h.opened_at < until and (h.opened_at, h.id) < (at, after) and (edge.id is null or (h.opened_at, h.id) >= (edge.opened_at, edge.id)) order by h.opened_at desc, h.id desc limit p_limit;
    end if;
    get diagnostics given = row_count;
    if given = p_limit or edge.id is null then return; end if;
    at := edge.opened_at; after := edge.id;
  end if;
  return query
    select b.home, b.id, b.n, b.late from guard.figures_behind(p_unit, p_measure, p_from, p_to, p_where, p_own) b left join cases.head h on h.home = b.home and h.id = b.id
    where (coalesce(h.opened_at, '-infinity'), b.id) < (at, after) order by coalesce(h.opened_at, '-infinity') desc, b.id desc limit p_limit - given;
end $$;

revoke all on all functions in schema guard from public;
grant execute on function guard.case_role(), guard.figures_read(int, text[], text, text, text, jsonb, boolean, jsonb), guard.figures_records(int, text, text, text, jsonb, boolean, text, uuid, int) to nuanjia_app, nuanjia_system;
reset role;
