-- The key under which a name is unique: compatibility-normalised (full and half width are one), caseless, and without
-- joiners and variation selectors, which change how a character is drawn and not which one it is; spaces in a row are one.
CREATE OR REPLACE FUNCTION name_key(name text) RETURNS text
  LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
  RETURN lower(upper(regexp_replace(normalize(translate(name,
    U&'\200C\200D\FE00\FE01\FE02\FE03\FE04\FE05\FE06\FE07\FE08\FE09\FE0A\FE0B\FE0C\FE0D\FE0E\FE0F', ''), NFKC), '\s+', ' ', 'g')));

-- Overlapping pairs of characters of a caseless text, for search: trigrams cannot index one or two Chinese characters.
-- Every character also stands alone, so that a single character finds its names through the same index. Entries may
-- repeat, the index keeps each once. A loop takes 10 us for a name; a query over generate_series took 120 us, which was
-- most of the cost of writing a record.
CREATE OR REPLACE FUNCTION search_grams(content text) RETURNS text[]
  LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
AS $$
DECLARE
  characters text[] := string_to_array(public.name_key(content), NULL);
  grams text[] := characters;
BEGIN
  FOR i IN 2 .. cardinality(characters) LOOP
    grams := array_append(grams, characters[i - 1] || characters[i]);
  END LOOP;
  RETURN grams;
END
$$;

-- An instant as the API prints it: RFC 3339 in UTC with six digits of a second. JSON text has that form already where
-- the last digit is not zero (nine instants of ten), at 0.4 us; to_char takes 1.4 us, and a page prints a hundred.
-- Not STRICT: a strict CASE would not be inlined.
CREATE OR REPLACE FUNCTION utc(instant timestamptz) RETURNS text
  LANGUAGE sql STABLE PARALLEL SAFE
  RETURN CASE
    WHEN date_bin(interval '10 microseconds', instant, timestamptz 'epoch') <> instant
      THEN (to_jsonb(instant AT TIME ZONE interval '0') #>> '{}') || 'Z'
    ELSE to_char(instant AT TIME ZONE interval '0', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
  END;

-- The pairs that a text must contain to match what somebody searches for; a single character stands for itself.
CREATE OR REPLACE FUNCTION query_grams(sought text) RETURNS text[]
  LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
  RETURN (
    SELECT coalesce(array_agg(DISTINCT substr(k, i, n)), '{}')
    FROM (SELECT name_key(sought) AS k, least(2, length(name_key(sought))) AS n) AS folded,
         generate_series(1, length(k) - n + 1) AS i
  );
