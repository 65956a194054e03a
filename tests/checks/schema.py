"""Every file of the dataset, and every framework among the samples, is valid by lib/data/pathway.schema.json, and every
record says where it comes from; the data of lib/text by the schemas beside them. The sample catalogue and the personas'
portfolios are valid by the schemas of their formats, and these refuse what the library refuses. Needs the package
jsonschema (tests/requirements.txt)."""

import json

from common import files, finish, read, skip

try:
    import jsonschema
except ImportError:
    skip("the Python package jsonschema is not there")


def no_twice(pairs):
    keys = [key for key, _ in pairs]
    twice = {key for key in keys if keys.count(key) > 1}
    if twice:
        raise ValueError(f"keys given twice: {sorted(twice)}")
    return dict(pairs)


def load(name):
    return json.loads(read(name), object_pairs_hook=no_twice)


def validator_of(name):
    schema = load(name)
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


validator = validator_of("lib/data/pathway.schema.json")

problems, checked = [], 0
rules = jsonschema.Draft202012Validator(load("lib/exchange/category-rules.schema.json"))
rules.check_schema(rules.schema)
for error in rules.iter_errors(load("lib/exchange/category-rules.json")):
    problems.append(f"lib/exchange/category-rules.json: {error.json_path}: {error.message[:300]}")
for name in files("lib/data/*.json"):
    if name.name.endswith(".schema.json") or name.name in ("course-names.json", "dataset.json"):
        continue
    document = load(name)
    checked += 1
    for error in validator.iter_errors(document):
        problems.append(f"{name}: {error.json_path}: {error.message[:300]}")
for name in [*files("lib/text/*.schema.json"), *files("lib/data/course-names.schema.json")]:
    data = name.with_name(name.name.replace(".schema", ""))
    checked += 1
    problems += [f"{data}: {error.json_path}: {error.message[:300]}"
                 for error in validator_of(name).iter_errors(load(data))]

words_schema = load("lib/text/words.schema.json")
jsonschema.Draft202012Validator.check_schema(words_schema)
words = load("lib/text/words.json")
checked += 1
problems += [f"lib/text/words.json: {error.json_path}: {error.message[:300]}"
             for error in jsonschema.Draft202012Validator(words_schema).iter_errors(words)]
sources = {source["code"] for source in load("lib/data/sources.json")["sources"]}
for entry in [*words["abbreviations"], *words["subjects"], *words["cues"], words["plain"]]:
    if entry["source"] not in sources:
        problems.append(f"lib/text/words.json: there is no source {entry['source']}")

# Schemas of file formats, files that are valid by them, and keys that make the first of a list invalid.
FORMATS = (
    ("catalogue", "examples/data/courses.json", "courses", {"code": 7, "hours": -1, "cost": "free", "kind": "seen",
                                                            "starts": ["2027-02-30x"], "places": -1, "prise": 3}),
    ("portfolio", "tests/data/personas/*.json", "evidence", {"about": 7, "kind": "seen", "result": "done",
                                                             "from": "soon"}),
    ("rota-rules", "examples/data/rota-rules.json", "rules",
     {"measure": "some", "severity": "pass", "fits": {}, "amuont": 1, "when": {"each": "day"}, "leaving_out": ["me"]}),
)
# The ready-made rules of rotas: each set is valid by itself, and each rule says what it rests on.
of_rota = validator_of("docs/json/rota-rules.schema.json")
ready = load("lib/advice/rota-rules.json")
for rota_set in ready["sets"]:
    checked += 1
    document = {key: ready[key] for key in ("format", "format_version")} | rota_set
    problems += [f"rota-rules.json: {rota_set['id']}: {error.json_path}: {error.message[:300]}"
                 for error in of_rota.iter_errors(document)]
    problems += [f"rota-rules.json: {rule['id']}: it has no {key}" for rule in rota_set["rules"]
                 for key in ("title", "basis", "status", "severity", "measure", "who") if not rule.get(key)]
for format_name, samples, items, wrong in FORMATS:
    of_format = validator_of(f"docs/json/{format_name}.schema.json")
    names = files(samples)
    if not names:
        problems.append(f"{samples}: there is no such file")
    for name in names:
        document = load(name)
        checked += 1
        problems += [f"{name}: {error.json_path}: {error.message[:300]}" for error in of_format.iter_errors(document)]
        for key, value in wrong.items():
            broken = json.loads(json.dumps(document))
            broken[items][0][key] = value
            if of_format.is_valid(broken):
                problems.append(f"{format_name}.schema.json takes {name} with {key} {value!r}")
finish(problems, f"{checked} files")
