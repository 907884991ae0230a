-- How alike two names are, 0 to 1: the share of pairs of characters that they have in common (Dice coefficient), without
-- regard to case and width. Works for Chinese, where a trigram would be most of a name.
CREATE OR REPLACE FUNCTION name_likeness(one text, other text) RETURNS numeric
  LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
  RETURN (
    SELECT 2.0 * cardinality(ARRAY(SELECT unnest(a) INTERSECT SELECT unnest(b))) / nullif(cardinality(a) + cardinality(b), 0)
    FROM (SELECT query_grams(one) AS a, query_grams(other) AS b) AS grams
  );
