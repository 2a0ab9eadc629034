"""Which tables matter to an article only where one of their words stands in it.

A row of such a table is asked for by a piece of the clean text and by nothing else: a hit of the automaton, a member of a set, a
word where a stretch begins or ends, one of the words of a pattern. Where the text holds none of the words of a row (its first
cell, or what | parts there), the facts are the same with the row and without it. So a change of these tables changes the facts of
those articles alone that hold one of its words; for what the segmenter is taught see `TAUGHT`.
"""

from __future__ import annotations

WORDS = frozenset(
    f"lexicon/{name}.csv"
    for name in (
        "action_nouns", "action_verbs", "agency_bodies", "agency_generic", "agency_heads", "agency_national", "agency_short",
        "agency_sites", "agency_stops", "attributive_verbs", "back_words", "bare_measures", "built_after", "built_heads",
        "company_stops", "company_words", "comparators", "cues", "ethnic_groups", "generic_places", "generic_policies",
        "generic_projects", "given_words", "grade_bounds", "inner_verbs", "issue_verbs", "item_words", "laws", "lead_verbs",
        "manner_words", "metric_fillers", "metric_idle_nouns", "metric_right_stops", "metric_stops", "name_parts",
        "name_stops", "name_words", "not_names", "not_programmes", "people_nouns", "place_classes", "place_first",
        "place_goes_on", "place_leads", "place_modifiers", "place_morphemes", "place_not_before", "place_parts",
        "place_suffixes", "place_verbs", "policy_heads", "policy_stops", "post_bodies", "post_prefixes", "posts",
        "project_actions", "project_after", "project_codenames", "project_heads", "project_known", "project_leads",
        "project_roles", "project_sites", "project_stops", "project_visits", "regions_deictic", "regions_everyday", "rules",
        "share_nouns", "site_nouns", "sort_words", "surnames", "trades", "transcription", "uncertain_divisions",
        "unprinted_units", "value_verbs", "verbs_saying", "verbs_speech", "where_words", "words", "work_after", "work_states",
    )
) | {"gazetteer/natural.csv"}  # fmt: skip

TAUGHT = ("lexicon/words.csv", "gazetteer/natural.csv")
"""What the segmenter is taught: it weighs each word against the sum of all, so a row may turn a cut where its word is not."""

WHOLE = {
    "lexicon/columns.csv": "tells what the columns of a table hold before there is a text",
    "lexicon/furniture.csv": "patterns, by which lines are set aside before there is a text",
    "lexicon/traditional.csv": "single characters; so many of them make a text a traditional one",
    "lexicon/units.csv": "units are put together: of a number's 万 and a name, of a name and the 每 behind it",
    "lexicon/not_units.csv": "asked for units that are put together",
    "lexicon/soft_units.csv": "asked for units that are put together",
    "lexicon/subject_weights.csv": "weights of what a candidate is like, not of words",
    "lexicon/metric_topics.csv": "the order of the topics is that of their first rows",
    "lexicon/water_words.csv": "asked for metrics that are put together of two stretches",
    "lexicon/project_verbs.csv": "asked for clauses out of which the grounds are taken",
    "lexicon/place_quoted_verbs.csv": "asked for the name of a division, where the text has a shorter one",
    "gazetteer/divisions.csv": "a division tells of those below and above it, which an article may name without it",
    "gazetteer/divisions_called.csv": "a division's short names make names that are not printed",
    "gazetteer/divisions_former.csv": "a former name leads to a division by way of others",
}
"""The other tables, each with why a change of it may matter anywhere: all articles are read again."""

PRINTED_NOWHERE = "人民政府"
"""What is asked for though the text may not hold it: 市长 implies it."""
