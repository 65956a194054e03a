"""Codes are for ever: lib/data/codes-issued.txt lists every code that the dataset ever issued, and none of them may go
or come to mean something else.

A line is a code, a tab, and the edition or shared file that issued it first. A record that is not wanted any more stays
in the data, retired with a successor or hidden by a later edition, so that its code still resolves.

usage: codes.py [--update]    --update adds the codes that are new; it takes none away
"""

import json
import sys

from common import ROOT, files, finish, read

LIST = "lib/data/codes-issued.txt"
NOT_DATA = ("pathway.schema.json", "course-names.schema.json", "dataset.json")


def records(value, kind):
    """Every record in a part of a file, as (kind, record), the kind being the key it stands under."""
    if isinstance(value, list):
        for item in value:
            yield from records(item, kind)
    elif isinstance(value, dict):
        if isinstance(value.get("code"), str):
            yield kind, value
        for key, item in value.items():
            yield from records(item, key)


documents = {name: json.loads(read(name)) for name in files("lib/data/*.json") if name.name not in NOT_DATA}
editions = {d["edition"]["code"]: d for d in documents.values() if "edition" in d}
issuers = {name: d["edition"]["code"] if "edition" in d else name.name for name, d in documents.items()}
# Who issued a code first: a shared file, then the editions by date.
order = sorted(documents, key=lambda name: (documents[name].get("edition", {}).get("date", ""), name))

problems = []
data = {}  # code: its places, as (issuer, kind, record), the first one first
spelled = {}  # a code in small letters: as it was first spelled
for name in order:
    for kind, record in records(documents[name], ""):
        code = record["code"]
        data.setdefault(code, []).append((issuers[name], kind, record))
        if spelled.setdefault(code.lower(), code) != code:
            problems.append(f"{name}: {code} differs from {spelled[code.lower()]} in nothing but capitals")


def ancestors(edition):
    """The editions that an edition starts from, itself included."""
    while edition in editions:
        yield edition
        edition = editions[edition].get("extends")


def may_speak_of(issuer, first):
    """Whether a record of one file may be the same record as one of another, which came first."""
    if issuer == first or issuer not in editions:
        return False  # given twice in one file, or in two shared files
    if first in editions:
        return first in ancestors(issuer)
    return "extends" in editions[issuer]  # only such an edition has the shared records before its own


for code, places in data.items():
    first, kind, _ = places[0]
    for other, other_kind, _ in places[1:]:
        if not may_speak_of(other, first):
            problems.append(f"{code}: used again in {other}, after {first}, for another record")
        elif other_kind != kind:
            problems.append(f"{code}: one of {kind} in {first}, one of {other_kind} in {other}")
    for issuer, _, record in places:
        if "retired" in record and "successor" not in record:
            problems.append(f"{code}: retired in {issuer} without a successor")
        if record.get("successor", code) not in data:
            problems.append(f"{code}: its successor {record['successor']} is not there")

issued = {}
for number, line in enumerate(read(LIST).splitlines() if (ROOT / LIST).exists() else [], 1):
    code, tab, issuer = line.partition("\t")
    if not tab or not code or not issuer:
        problems.append(f"{LIST}:{number}: no code, tab and issuer")
    elif code in issued:
        problems.append(f"{LIST}:{number}: {code} stands here twice")
    else:
        issued[code] = issuer

new = {code: places[0][0] for code, places in data.items() if code not in issued}
if "--update" in sys.argv[1:]:
    issued.update(new)
    lines = [f"{code}\t{issued[code]}\n" for code in sorted(issued)]
    (ROOT / LIST).write_text("".join(lines), encoding="utf-8")
    print(f"{LIST}: {len(new)} added")
else:
    problems += [f"{LIST}: {code} is new in {issuer}: add it with --update" for code, issuer in new.items()]
    if list(issued) != sorted(issued):
        problems.append(f"{LIST}: is not sorted")
for code, issuer in issued.items():
    if code not in data:
        problems.append(f"{code}: issued by {issuer} and gone: bring the record back, retired if it is not wanted")
    elif issuer != data[code][0][0]:
        problems.append(f"{code}: issued by {issuer}, but now it comes first in {data[code][0][0]}")
finish(problems, f"{len(issued)} codes" if issued else "")
