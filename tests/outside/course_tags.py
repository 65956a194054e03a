"""How good course tags are: the figures of docs/course-tags.md, with floors below which the test fails.

Two sets of courses. "dataset": titles of learning and of codes of the national data set whose evidence maps, in
lib/data, say which groups they cover; the one number of the scores was fitted to them. "sample": courses that people at
DHSC labelled by hand, which nothing was fitted to; it lies outside the project (../shared/outside), and without it that
part says that it skipped. All by words alone (--no-known), unless said otherwise.

usage: course_tags.py COMMAND [SAMPLE.json]
"""

import json
import math
import os
import pathlib
import random
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
OUTSIDE = pathlib.Path(os.environ.get("CWP_OUTSIDE") or ROOT.parent / "shared" / "outside")
SAMPLE = OUTSIDE / "ldss" / "labelled-courses-2024.json"
ROUNDS, SEED = 2000, 20241
SLUGS = {"NTC": "new-to-care", "CSW": "care-or-support-worker", "SL": "supervisor-or-leader", "PL": "practice-leader",
         "DM": "registered-or-deputy-manager", "RM": "registered-or-deputy-manager"}
FLOORS = {
    "dataset": {"mrr": 0.80, "recall": 0.85, "calibration": 0.12},
    "sample": {"mrr": 0.85, "recall": 0.85, "roles": 0.80, "calibration": 0.15},
    "sample, titles only": {"mrr": 0.85, "recall": 0.85},
}


def tag(command, courses, edition, *options):
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "courses.json"
        path.write_text(json.dumps(courses), encoding="utf-8")
        done = subprocess.run([command, "tag", str(path), "--edition", edition, "--json", *options], check=True,
                              capture_output=True, text=True)
    return json.loads(done.stdout)["items"]


def everything(command, courses, edition, *options):
    """All groups that have anything in common with the course, however little, so that ranks have no end."""
    return tag(command, courses, edition, "--least", "0", "--sure", "0", "--limit", "100", *options)


def simple(title):
    return re.sub(r"\(linked.*", "", title).strip()


def ranked(item, key):
    """The groups of a course, each once: several role categories have a group of the same title."""
    return list(dict.fromkeys(key(group) for group in item["groups"] if group["score"] > 0))


def measures(order, wanted):
    """Reciprocal rank of the first right one, and the share of the right ones among the first five."""
    ranks = sorted(order.index(one) + 1 if one in order else math.inf for one in wanted)
    return 1 / ranks[0], sum(rank <= 5 for rank in ranks) / len(ranks), ranks


def mean(values):
    return sum(values) / len(values)


def interval(values):
    """Where the mean lies in 95 of 100 samples drawn from this one."""
    draw = random.Random(SEED)
    means = sorted(mean(draw.choices(values, k=len(values))) for _ in range(ROUNDS))
    return means[int(ROUNDS * 0.025)], means[int(ROUNDS * 0.975)]


def report(name, values):
    low, high = interval(values)
    print(f"  {name:34} {mean(values):.3f}  ({low:.3f} to {high:.3f}, n = {len(values)})")
    return mean(values)


def calibration(items, wanted, key):
    """How far scores are from how often they are right, on average over suggestions, and the table by tenths."""
    bins = {}
    for item, right in zip(items, wanted):
        for group in item["groups"]:
            if group["score"] >= 0.05:
                bins.setdefault(min(9, int(group["score"] * 10)), []).append((group["score"], key(group) in right))
    total = sum(len(found) for found in bins.values())
    off = 0.0
    for tenth, found in sorted(bins.items()):
        said, right = mean([score for score, _ in found]), mean([hit for _, hit in found])
        off += abs(said - right) * len(found) / total
        print(f"    {tenth / 10:.1f} to {tenth / 10 + 0.1:.1f}: said {said:.2f}, right {right:.2f}, of {len(found)}")
    return off


def evaluate(name, items, wanted, key, show_worst):
    with_groups = [(item, right) for item, right in zip(items, wanted) if right]
    found = [measures(ranked(item, key), right) for item, right in with_groups]
    result = {"mrr": report("mean reciprocal rank", [one[0] for one in found]),
              "recall": report("right ones among the first five", [one[1] for one in found])}
    if "calibration" in FLOORS.get(name, {}):
        print("  scores and how often they are right:")
        result["calibration"] = calibration([item for item, _ in with_groups], [right for _, right in with_groups], key)
        print(f"  {'mean distance of score and truth':34} {result['calibration']:.3f}")
    if show_worst:
        worst = sorted(zip(found, with_groups), key=lambda pair: pair[0][0])[:5]
        for one, (item, right) in worst:
            if one[0] < 1:
                print(f"    ranks {one[2]}: {item['title']!r}; first suggested: {ranked(item, key)[:2]}")
    return result


def dataset_courses():
    """Titles that evidence maps speak of, with the groups that they cover; no title that the sample may have."""
    titles, maps = {}, {}

    def collect(value):
        if isinstance(value, dict):
            if isinstance(value.get("code"), str) and isinstance(value.get("title"), str):
                titles.setdefault(value["code"], value["title"])
            for inner in value.values():
                collect(inner)
        elif isinstance(value, list):
            for inner in value:
                collect(inner)

    for name in ("code-lists.json", "learning.json"):
        collect(json.loads((ROOT / "lib" / "data" / name).read_text(encoding="utf-8")))
    funded = json.loads((ROOT / "lib" / "data" / "funded-learning.json").read_text(encoding="utf-8"))["learning"]
    left_out = {course["title"].casefold() for course in funded}
    for one in json.loads((ROOT / "lib/data/evidence-maps.json").read_text(encoding="utf-8"))["evidence_maps"]:
        maps[one["from"]] = one["covers"]

    def groups(code, seen=()):
        found = set()
        for cover in maps.get(code, []) if code not in seen else []:
            to = cover["to"]
            found |= groups(to, (*seen, code)) if to.startswith("L.") else {".".join(to.split(".")[:2])}
        return {one for one in found if ".K" in one}

    courses = {}
    for code in maps:
        title = titles.get(code, "")
        whole = groups(code)
        # Whole qualifications cover a dozen groups and name none of them.
        if title and title.casefold() not in left_out and 0 < len(whole) < 8 and "apprentice" not in code:
            courses.setdefault(title.casefold(), (title, whole))
    return list(courses.values())


def check_dataset(command):
    courses = dataset_courses()
    items = everything(command, [{"title": title} for title, _ in courses], "2025", "--no-known")
    print(f"dataset: {len(courses)} titles of learning and codes with evidence maps, edition 2025")
    return evaluate("dataset", items, [right for _, right in courses], lambda group: group["code"], False)


def roles_found(items, courses):
    """Labelled role categories among those suggested, one value a label; and how many are suggested for a course."""
    found, suggested = [], []
    for item, course in zip(items, courses):
        roles = {SLUGS.get(role["role"], role["role"]) for role in item["roles"]}
        suggested.append(len(roles))
        found += [label in roles for label in course["role_categories"]]
    return found, mean(suggested)


def check_sample(command, path):
    courses = json.loads(path.read_text(encoding="utf-8"))
    wanted = [{simple(group) for group in course["groups"]} for course in courses]
    key = lambda group: simple(group["title"])
    plain = [{"title": course["title"], "category": course["category"], "types": course["types"]} for course in courses]
    bare = [{"title": course["title"]} for course in courses]
    results = {}
    for name, given, options in (("sample", plain, ["--no-known"]), ("sample, titles only", bare, ["--no-known"]),
                                 ("sample, with the dataset's maps", plain, [])):
        items = everything(command, given, "2024", *options)
        print(f"{name}: {len(courses)} courses, edition 2024")
        results[name] = evaluate(name, items, wanted, key, name == "sample")
        usual = tag(command, given, "2024", *options)
        found, suggested = roles_found(usual, courses)
        results[name]["roles"] = report("labelled role categories suggested", found)
        print(f"  {'role categories suggested a course':34} {suggested:.2f}")
        abstained = sum(item["abstained"] for item in usual)
        right = sum(item["abstained"] for item, labels in zip(usual, wanted) if not labels)
        print(f"  {'abstained':34} {abstained}, {right} of them without a labelled group, of {wanted.count(set())}")
    return results


def main():
    command = sys.argv[1]
    path = pathlib.Path(sys.argv[2]) if len(sys.argv) > 2 else SAMPLE
    results = {"dataset": check_dataset(command)}
    if path.exists():
        results.update(check_sample(command, path))
    else:
        print(f"sample: skipped: there is no {path.name} here (set CWP_OUTSIDE)")
    problems = []
    for name, floors in FLOORS.items():
        for measure, floor in floors.items():
            value = results.get(name, {}).get(measure)
            if value is None:
                continue
            if value > floor if measure == "calibration" else value < floor:
                problems.append(f"{name}: {measure} is {value:.3f}, the floor is {floor}")
    print("\n".join(problems))
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
