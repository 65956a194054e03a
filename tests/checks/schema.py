"""Every file of the dataset, and every framework among the samples, is valid by lib/data/pathway.schema.json, and every
record says where it comes from. Needs the package jsonschema (tests/requirements.txt)."""

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


schema = load("lib/data/pathway.schema.json")
jsonschema.Draft202012Validator.check_schema(schema)
validator = jsonschema.Draft202012Validator(schema)

problems, checked = [], 0
for name in files("lib/data/*.json"):
    if name.name in ("pathway.schema.json", "dataset.json"):
        continue
    document = load(name)
    checked += 1
    for error in validator.iter_errors(document):
        problems.append(f"{name}: {error.json_path}: {error.message[:300]}")
finish(problems, f"{checked} files")
