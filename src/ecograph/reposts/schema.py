"""The tables of the working database, and the questions that settling asks of them."""

from __future__ import annotations

TABLES = """
CREATE TABLE documents (
  document TEXT PRIMARY KEY,
  tag TEXT NOT NULL,
  body INTEGER NOT NULL,
  day TEXT NOT NULL,
  published TEXT NOT NULL,
  home TEXT NOT NULL,
  years TEXT NOT NULL,
  marks TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX of_body ON documents (body);
CREATE TABLE bodies (
  body INTEGER PRIMARY KEY,
  characters INTEGER NOT NULL,
  sentences BLOB NOT NULL,
  openings BLOB NOT NULL
);
CREATE TABLE sketches (pair INTEGER, body INTEGER, PRIMARY KEY (pair, body)) WITHOUT ROWID;
CREATE TABLE crowded (pair INTEGER PRIMARY KEY);
CREATE TABLE links (part INTEGER, whole INTEGER, PRIMARY KEY (part, whole)) WITHOUT ROWID;
CREATE INDEX to_whole ON links (whole);
CREATE TABLE kept (document TEXT PRIMARY KEY, body INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX kept_body ON kept (body);
CREATE TABLE repeats (document TEXT PRIMARY KEY, kept TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX repeated ON repeats (kept, document);
CREATE TABLE changed (body INTEGER PRIMARY KEY);
CREATE TABLE touched (pair INTEGER PRIMARY KEY);
CREATE TABLE settled (anything INTEGER);
"""
# A pair of sentences that more different texts share is boilerplate.
_BOILERPLATE = 100
_IS_CROWDED = (
    f"(SELECT count(*) FROM (SELECT 1 FROM sketches WHERE pair = {{}}.pair LIMIT {_BOILERPLATE + 1})) > {_BOILERPLATE}"
)
CROWDED = f"INSERT INTO crowded SELECT pair FROM sketches GROUP BY pair HAVING count(*) > {_BOILERPLATE}"
# Whether a pair that was boilerplate no longer is, or the other way round: then links rest on it, or are missing.
TURNED = (
    f"SELECT 1 FROM touched WHERE ({_IS_CROWDED.format('touched')}) != (pair IN (SELECT pair FROM crowded)) LIMIT 1"
)
# Two bodies are compared that share two pairs, or one if either has few sentences.
_FEW = 8 * 9
_COMPARED = f"""
SELECT one.body, other.body
FROM {{pairs}} JOIN sketches AS one USING (pair) JOIN sketches AS other USING (pair)
WHERE one.body < other.body AND pair NOT IN (SELECT pair FROM crowded) {{which}}
GROUP BY one.body, other.body
HAVING count(*) > 1 OR EXISTS (SELECT 1 FROM bodies WHERE body IN (one.body, other.body) AND length(sentences) <= {_FEW})
"""
ALL_COMPARED = _COMPARED.format(pairs="(SELECT pair FROM sketches GROUP BY pair HAVING count(*) > 1)", which="")
NEW_COMPARED = _COMPARED.format(
    pairs="touched", which="AND (one.body IN (SELECT body FROM changed) OR other.body IN (SELECT body FROM changed))"
)
# What a change bears on: the bodies that changed and all that they hold.
_BORNE = """
WITH RECURSIVE borne (body) AS (
  SELECT body FROM changed UNION SELECT part FROM borne JOIN links ON whole = borne.body
)
"""
CLEARED = (
    f"{_BORNE} DELETE FROM repeats WHERE document IN (SELECT document FROM documents JOIN borne USING (body))",
    f"{_BORNE} DELETE FROM kept WHERE body IN (SELECT body FROM borne)",
)
_TOLD = "documents.document, body, published, home, years, marks, characters"
# Of the bodies that change bears on, the documents that are not alone; whoever is to repeat another comes after it.
IN_TURN = f"""
{_BORNE}
SELECT {_TOLD} FROM borne JOIN bodies USING (body) JOIN documents USING (body)
WHERE EXISTS (SELECT 1 FROM links WHERE part = body) OR EXISTS (SELECT 1 FROM links WHERE whole = body)
  OR (SELECT count(*) FROM (SELECT 1 FROM documents AS other WHERE other.body = documents.body LIMIT 2)) = 2
ORDER BY characters DESC, day, documents.document
"""
KEPT_THAT_HOLD = f"""
SELECT {_TOLD} FROM kept JOIN documents USING (document, body) JOIN bodies USING (body)
WHERE body = :body OR body IN (SELECT whole FROM links WHERE part = :body)
ORDER BY day, characters DESC, documents.document
"""
