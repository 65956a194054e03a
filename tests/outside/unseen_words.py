"""What the subjects of lib/text/words.json owe to the labelled sample: each of its courses is tagged without the phrases
that stand in the course itself, unless the pathway's own text, a training category, a qualification or learning that is
no funded course has them too. So nothing that could have been taken from the sample helps with the course it stands in.

It makes the tables of words anew for every course, and so needs a built tree and a C compiler; no test runs it.

usage: unseen_words.py BUILD
"""

import json
import pathlib
import re
import subprocess
import sys
import tempfile

import course_tags

PROGRAM = """
#include "cwp/cwp.h"
#include <stdio.h>
int main(int count, char **arguments) {
  const cwp_pathway *pathway;
  cwp_index *index;
  cwp_tags *tags;
  cwp_course_text course = CWP_COURSE_TEXT_INIT;
  cwp_tag_options options = {sizeof options, 0, 0, 100, 0};
  (void)count;
  course.title = arguments[1], course.category = arguments[2], course.type = arguments[3];
  if (cwp_edition_find("2024", &pathway, NULL) || cwp_index_make(pathway, NULL, &index, NULL) ||
      cwp_tags_make(index, &course, &options, NULL, &tags, NULL))
    return 1;
  for (size_t i = 0; i < cwp_tags_count(tags, CWP_TAG_GROUP); i++)
    puts(cwp_tags_at(tags, CWP_TAG_GROUP, i)->title);
  return 0;
}
"""


def words(text):
    return " " + " ".join(word.rstrip("s") for word in re.findall(r"[a-z0-9]+", text.lower())) + " "


def texts_of(name, *keys):
    found = []

    def collect(value):
        if isinstance(value, dict):
            found.extend(value[key] for key in keys if isinstance(value.get(key), str))
            for inner in value.values():
                collect(inner)
        elif isinstance(value, list):
            for inner in value:
                collect(inner)

    collect(json.loads((course_tags.ROOT / "lib" / "data" / name).read_text(encoding="utf-8")))
    return found


def known_elsewhere():
    texts = texts_of("2024.json", "title", "text") + texts_of("practice-areas.json", "title")
    texts += texts_of("code-lists.json", "title") + texts_of("learning.json", "title")
    return " | ".join(words(text) for text in texts)


def without(document, course, elsewhere):
    """The words without the course's phrases, and how many were left out."""
    own, left_out = words(" ".join([course["title"], course["category"], *course["types"]])), 0
    kept = json.loads(json.dumps(document))
    for subject in kept["subjects"]:
        for key in ("names", "kinds"):
            phrases = subject.get(key, [])
            subject[key] = [phrase for phrase in phrases if words(phrase) not in own or words(phrase) in elsewhere]
            left_out += len(phrases) - len(subject[key])
    return kept, left_out


def run(*command):
    return subprocess.run([str(part) for part in command], check=True, capture_output=True, text=True).stdout


def tag_unseen(build, folder, document, course, elsewhere):
    kept, left_out = without(document, course, elsewhere)
    (folder / "words.json").write_text(json.dumps(kept), encoding="utf-8")
    run(build / "lib/cwp-generate-words", folder / "words_tables.c", folder / "words.json")
    include = [f"-I{path}" for path in (course_tags.ROOT / "lib", course_tags.ROOT / "include", build / "include")]
    run("cc", "-DCWP_STATIC", *include, folder / "tag.c", folder / "words_tables.c", build / "lib/libcwp.a", "-lcjson",
        "-o", folder / "tag")
    titles = run(folder / "tag", course["title"], course["category"], " ".join(course["types"])).splitlines()
    return list(dict.fromkeys(course_tags.simple(title) for title in titles)), left_out


def main():
    build = pathlib.Path(sys.argv[1]).resolve()
    document = json.loads((course_tags.ROOT / "lib/text/words.json").read_text(encoding="utf-8"))
    courses = json.loads(course_tags.SAMPLE.read_text(encoding="utf-8"))
    elsewhere, found, total = known_elsewhere(), [], 0
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        (folder / "tag.c").write_text(PROGRAM, encoding="utf-8")
        for course in courses:
            wanted = {course_tags.simple(group) for group in course["groups"]}
            if not wanted:
                continue
            order, left_out = tag_unseen(build, folder, document, course, elsewhere)
            found.append(course_tags.measures(order, wanted))
            total += left_out
            if found[-1][0] < 1:
                print(f"  ranks {found[-1][2]}: {course['title']!r}, without {left_out} phrases")
    print(f"{total} phrases left out in all")
    course_tags.report("mean reciprocal rank", [one[0] for one in found])
    course_tags.report("right ones among the first five", [one[1] for one in found])


if __name__ == "__main__":
    main()
