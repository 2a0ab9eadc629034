"""The tables of a catalogue: keys, names, links and whatever a list is filtered or sorted by, and nothing else."""

from __future__ import annotations

# A new number lets catalogues that an earlier version made be.
VERSION = 1

TABLES = """
CREATE TABLE thing (
  id INTEGER PRIMARY KEY, iri TEXT NOT NULL UNIQUE, type TEXT NOT NULL, label TEXT NOT NULL DEFAULT '',
  kind TEXT NOT NULL DEFAULT '', code TEXT NOT NULL DEFAULT '', documents INTEGER NOT NULL DEFAULT 0,
  facts INTEGER NOT NULL DEFAULT 0, first TEXT NOT NULL DEFAULT '', last TEXT NOT NULL DEFAULT ''
);
CREATE TABLE name (thing INTEGER NOT NULL, name TEXT NOT NULL, folded TEXT NOT NULL, main INTEGER NOT NULL);
CREATE TABLE post (thing INTEGER NOT NULL, post TEXT NOT NULL);
CREATE TABLE document (
  id INTEGER PRIMARY KEY, iri TEXT NOT NULL UNIQUE, title TEXT NOT NULL DEFAULT '', folded TEXT NOT NULL DEFAULT '',
  published TEXT NOT NULL DEFAULT '', publisher TEXT NOT NULL DEFAULT '', home INTEGER,
  claims INTEGER NOT NULL DEFAULT 0, entities INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE source (document INTEGER NOT NULL, source TEXT NOT NULL);
CREATE TABLE fact (
  s INTEGER NOT NULL, p TEXT NOT NULL, o INTEGER NOT NULL, key TEXT NOT NULL DEFAULT '', claims INTEGER NOT NULL DEFAULT 0,
  roles TEXT NOT NULL DEFAULT '', confidence REAL NOT NULL DEFAULT 0, PRIMARY KEY (s, p, o)
) WITHOUT ROWID;
CREATE TABLE claim (
  id INTEGER PRIMARY KEY, iri TEXT NOT NULL UNIQUE, s INTEGER, p TEXT NOT NULL DEFAULT '', o INTEGER, document INTEGER,
  role TEXT NOT NULL DEFAULT '', modality TEXT NOT NULL DEFAULT '', speaker INTEGER, rule TEXT NOT NULL DEFAULT '',
  confidence REAL NOT NULL DEFAULT 1, start INTEGER NOT NULL DEFAULT 0, end INTEGER NOT NULL DEFAULT 0,
  quote TEXT NOT NULL DEFAULT '', time TEXT NOT NULL DEFAULT '', published TEXT NOT NULL DEFAULT ''
);
CREATE TABLE mention (thing INTEGER NOT NULL, document INTEGER NOT NULL, PRIMARY KEY (thing, document)) WITHOUT ROWID;
CREATE TABLE below (place INTEGER NOT NULL, inside INTEGER NOT NULL, PRIMARY KEY (place, inside)) WITHOUT ROWID;
CREATE TABLE about (thing INTEGER NOT NULL, place INTEGER NOT NULL, PRIMARY KEY (thing, place)) WITHOUT ROWID;
CREATE TABLE quantity (
  thing INTEGER PRIMARY KEY, metric TEXT NOT NULL DEFAULT '', value REAL, value_max REAL, grade TEXT NOT NULL DEFAULT '',
  text TEXT NOT NULL DEFAULT '', unit TEXT NOT NULL DEFAULT '', comparator TEXT NOT NULL DEFAULT '',
  change TEXT NOT NULL DEFAULT '', status TEXT NOT NULL DEFAULT '', deadline TEXT NOT NULL DEFAULT '',
  normalized_value REAL, normalized_unit TEXT NOT NULL DEFAULT '', quote TEXT NOT NULL DEFAULT ''
);
CREATE TABLE series (
  id INTEGER PRIMARY KEY, iri TEXT NOT NULL UNIQUE, label TEXT NOT NULL DEFAULT '', metric TEXT NOT NULL DEFAULT '',
  indicator TEXT NOT NULL DEFAULT '', scope TEXT NOT NULL DEFAULT '', subject INTEGER, period TEXT NOT NULL DEFAULT '',
  first TEXT NOT NULL DEFAULT '', last TEXT NOT NULL DEFAULT '', state TEXT NOT NULL DEFAULT '',
  rank INTEGER NOT NULL DEFAULT 99, since TEXT NOT NULL DEFAULT '', why_en TEXT NOT NULL DEFAULT '',
  why_zh TEXT NOT NULL DEFAULT '', plan TEXT NOT NULL DEFAULT '', report TEXT NOT NULL DEFAULT ''
);
CREATE TABLE entry (
  id INTEGER PRIMARY KEY, iri TEXT NOT NULL UNIQUE, series INTEGER, quantity INTEGER, tells TEXT NOT NULL DEFAULT '',
  period TEXT NOT NULL DEFAULT ''
);
CREATE TABLE standing (
  id INTEGER PRIMARY KEY, iri TEXT NOT NULL UNIQUE, series INTEGER, state TEXT NOT NULL DEFAULT '',
  since TEXT NOT NULL DEFAULT '', why_en TEXT NOT NULL DEFAULT '', why_zh TEXT NOT NULL DEFAULT ''
);
CREATE TABLE conflict (
  id INTEGER PRIMARY KEY, iri TEXT NOT NULL UNIQUE, series INTEGER, tells TEXT NOT NULL DEFAULT '',
  period TEXT NOT NULL DEFAULT '', why_en TEXT NOT NULL DEFAULT '', why_zh TEXT NOT NULL DEFAULT ''
);
CREATE TABLE side (conflict INTEGER NOT NULL, quantity INTEGER NOT NULL);
"""

INDEXES = """
CREATE INDEX thing_label ON thing (type, label, iri);
CREATE INDEX thing_name ON thing (label, iri);
CREATE INDEX thing_documents ON thing (type, documents, iri);
CREATE INDEX thing_facts ON thing (type, facts, iri);
CREATE INDEX name_thing ON name (thing);
CREATE INDEX name_folded ON name (folded);
CREATE INDEX post_thing ON post (thing);
CREATE INDEX document_published ON document (published, iri);
CREATE INDEX source_document ON source (document);
CREATE INDEX fact_object ON fact (o, p, s);
CREATE INDEX fact_predicate ON fact (p, s, o);
CREATE INDEX fact_claims ON fact (claims, key);
CREATE INDEX claim_subject ON claim (s, p, o);
CREATE INDEX claim_object ON claim (o, p);
CREATE INDEX claim_document ON claim (document, start);
CREATE INDEX claim_published ON claim (published, iri);
CREATE INDEX claim_speaker ON claim (speaker);
CREATE INDEX mention_document ON mention (document, thing);
CREATE INDEX below_inside ON below (inside, place);
CREATE INDEX about_place ON about (place, thing);
CREATE INDEX quantity_deadline ON quantity (deadline);
CREATE INDEX series_subject ON series (subject);
CREATE INDEX series_state ON series (rank, last, iri);
CREATE INDEX entry_quantity ON entry (quantity);
CREATE INDEX entry_series ON entry (series);
CREATE INDEX standing_series ON standing (series, since);
CREATE INDEX conflict_series ON conflict (series);
CREATE INDEX side_conflict ON side (conflict);
CREATE INDEX side_quantity ON side (quantity);
ANALYZE;
"""
