-- The key under which a name is unique: compatibility-normalised (full and half width are one) and caseless.
CREATE OR REPLACE FUNCTION name_key(name text) RETURNS text
  LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
  RETURN lower(upper(normalize(name, NFKC)));

-- Overlapping pairs of characters of a caseless text, for search: trigrams cannot index one or two Chinese characters.
-- Every character also stands alone, so that a single character finds its names through the same index.
CREATE OR REPLACE FUNCTION search_grams(content text) RETURNS text[]
  LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
  RETURN (
    SELECT coalesce(array_agg(DISTINCT gram), '{}')
    FROM (
      SELECT substr(k, i, n) AS gram
      FROM (SELECT name_key(content) AS k) AS folded,
           generate_series(1, length(k)) AS i,
           generate_series(1, 2) AS n
      WHERE length(substr(k, i, n)) = n
    ) AS grams
  );

-- An instant as the API prints it: RFC 3339 in UTC with microseconds.
CREATE OR REPLACE FUNCTION utc(instant timestamptz) RETURNS text
  LANGUAGE sql STABLE STRICT PARALLEL SAFE
  RETURN to_char(instant AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"');

-- The pairs that a text must contain to match what somebody searches for; a single character stands for itself.
CREATE OR REPLACE FUNCTION query_grams(sought text) RETURNS text[]
  LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
  RETURN (
    SELECT coalesce(array_agg(DISTINCT substr(k, i, n)), '{}')
    FROM (SELECT name_key(sought) AS k, least(2, length(name_key(sought))) AS n) AS folded,
         generate_series(1, length(k) - n + 1) AS i
  );
