"""The dataset is in our own words: its texts have no run of nine or more words in common with the source documents,
beyond names and titles.

The documents are the text files in seeds/ of a folder that is not part of the project: next to the project, or where
the argument or CWP_SHARED says. Without them the check is skipped.

usage: own_words.py [FOLDER]
"""

import json
import os
import pathlib
import re
import sys

from common import ROOT, files, finish, read, skip

MOST = 8  # words in a row that two texts may share by chance
# What is verbatim on purpose: names, titles, and what is kept as printed. Codes are no texts.
VERBATIM = {"title", "aliases", "tag", "publisher", "category_group", "group", "type", "category",
            "awarding_organisation", "hours_as_printed"}
CODES = {"code", "source", "status", "from", "to", "of", "covers", "list", "url", "format", "slug", "date"}
NOT_DATA = ("pathway.schema.json", "course-names.schema.json", "dataset.json")

folder = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else os.environ.get("CWP_SHARED", ROOT.parent / "shared"))
documents = sorted((folder / "seeds").glob("*.txt"))
if not documents:
    skip("the source documents are not there")


def words(text):
    return re.findall(r"[^\W_]+(?:'[^\W_]+)*", text.lower().replace("\u2019", "'"))


def runs(sequence, length):
    return (tuple(sequence[i : i + length]) for i in range(len(sequence) - length + 1))


def strings(value, key, place):
    """Every text under a value, as (key, place, text)."""
    if isinstance(value, str):
        yield key, place, value
    elif isinstance(value, list):
        for item in value:
            yield from strings(item, key, place)
    elif isinstance(value, dict):
        for name, item in value.items():
            yield from strings(item, name, value.get("code") or value.get("from") or place)


known = {}  # a run of words: the document it stands in
for document in documents:
    for run in runs(words(document.read_text(encoding="utf-8")), MOST + 1):
        known.setdefault(run, document.name)

texts, names = [], set()
for file in files("lib/data/*.json"):
    if file.name in NOT_DATA:
        continue
    for key, place, text in strings(json.loads(read(file)), "", ""):
        if key in VERBATIM:
            names.add(tuple(words(text)))
        elif key not in CODES:
            texts.append((file, place or key, words(text)))
names.discard(())
longest = max(len(name) for name in names)


def in_names(sequence):
    """Which words of a text stand in a name or title of two words or more."""
    inside = [False] * len(sequence)
    for start in range(len(sequence)):
        for length in range(2, min(longest, len(sequence) - start) + 1):
            if tuple(sequence[start : start + length]) in names:
                inside[start : start + length] = [True] * length
    return inside


def shared_runs(sequence):
    """The longest runs that a text has in common with a document, as (words, document)."""
    start = end = 0
    document = None
    for i, run in enumerate(runs(sequence, MOST + 1)):
        if run not in known:
            continue
        if document and i > end - MOST:
            yield start, end, document
            document = None
        if not document:
            start, document = i, known[run]
        end = i + MOST + 1
    if document:
        yield start, end, document


def copied(sequence):
    inside = in_names(sequence)
    for start, end, document in shared_runs(sequence):
        if inside[start:end].count(False) > MOST:
            yield " ".join(sequence[start:end]), document


# The check must be able to fail: a sentence out of every document is found.
for document in documents:
    sample = words(document.read_text(encoding="utf-8"))
    middle = len(sample) // 2
    if not list(shared_runs(["ours"] + sample[middle : middle + 2 * MOST] + ["ours"])):
        sys.exit(f"{document.name}: a copy out of it is not found: the check itself is broken")

problems = [f'{file}: {place}: as in {document}: "{run}"'
            for file, place, sequence in texts for run, document in copied(sequence)]
finish(problems, f"{len(texts)} texts against {len(documents)} documents" if texts else "")
