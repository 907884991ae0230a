-- When the term of an arrangement that is running on a day ends. One that renews itself goes on by whole periods, each
-- counted from the first end, so that the 31st of a month stays the last day of one. Null: no end is recorded, or it has
-- passed and nobody knows for how long it was renewed.
CREATE OR REPLACE FUNCTION arrangement_term_end(ends_on date, auto_renews text, renewal_months integer, today date)
  RETURNS date LANGUAGE plpgsql IMMUTABLE
AS $$
DECLARE
  periods integer;
  term_end date := ends_on;
BEGIN
  IF ends_on IS NULL OR ends_on >= today OR auto_renews <> 'yes' THEN
    RETURN ends_on;
  END IF;
  IF renewal_months IS NULL THEN
    RETURN NULL;
  END IF;
  -- A month short is made up for below; a month too many would skip a term.
  periods := greatest(0, ((extract(year FROM today) - extract(year FROM ends_on)) * 12
    + extract(month FROM today) - extract(month FROM ends_on))::integer / renewal_months - 1);
  WHILE term_end < today LOOP
    periods := periods + 1;
    term_end := (ends_on + make_interval(months => periods * renewal_months))::date;
  END LOOP;
  RETURN term_end;
END
$$;
