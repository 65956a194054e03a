"""Cases that hold what is written about the command to what the command says of itself."""

import json
import pathlib
import re
import shutil
import subprocess
import tempfile

import harness

TOP = pathlib.Path(__file__).resolve().parents[2]
COMPLETION = TOP / "examples" / "cwp" / "completion"
PLACES = {
    "command.md": TOP / "docs" / "command.md",
    "man-page": TOP / "docs" / "man" / "cwp.1",
    "bash": COMPLETION / "cwp.bash",
    "zsh": COMPLETION / "_cwp",
    "fish": COMPLETION / "cwp.fish",
}
FORMATS = {"catalogue", "mandatory-training", "matrix-mapping", "official-wording", "portfolio", "rota-file", "rota-rules"}  # schemas of files that are read and written, not of what a verb prints


def output(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True, timeout=harness.SECONDS).stdout


def section(text, title):
    """The lines under a heading of a help text."""
    found = re.search(rf"^{title}\n((?:.+\n)+)", text, re.MULTILINE)
    return found.group(1) if found else ""


def verbs(command):
    return [line.split()[0] for line in section(output(command, "--help"), "Verbs").splitlines() if line[2:3] != " "]


def options(command, verb):
    return re.findall(r"^  --([a-z-]+)", section(output(command, "help", verb), "Options"), re.MULTILINE)


def kinds(command):
    done = subprocess.run([command, "list", "0"], capture_output=True, text=True, timeout=harness.SECONDS)
    return re.search("there are:\n((?:  .*\n)+)", done.stderr).group(1).split()


def check_help(command):
    """The help of every verb is whole, and both ways to it give the same."""
    wrong = []
    for verb in verbs(command):
        if verb == "help":
            continue
        text = output(command, "help", verb)
        if text != output(command, verb, "--help") or text != output(command, verb, "-h"):
            wrong.append(f"{verb}: help, --help and -h differ")
        if f"cwp {verb}" not in section(text, "Examples"):
            wrong.append(f"{verb}: the help has no example")
        if not {"json", "help", "edition", "pathway"} <= set(options(command, verb)):
            wrong.append(f"{verb}: an option that every verb has is missing")
    return wrong


def plain(path):
    """A file's text without the marks of a man page, and with fish's options written as everywhere."""
    text = path.read_text(encoding="utf-8").replace("\\-", "-")
    return re.sub(r" -l ([a-z-]+)", r" --\1", text)


def check_place(command, name):
    """Every verb, option and kind of record stands in a document or completion, and no option that does not exist."""
    text = plain(PLACES[name])
    known = {option for verb in verbs(command) if verb != "help" for option in options(command, verb)} | {"version"}
    wrong = [f"the verb {verb} is missing" for verb in verbs(command) if not re.search(rf"\b{verb}\b", text)]
    wrong += [f"--{option} is missing" for option in sorted(known) if not re.search(rf"--{option}\b", text)]
    wrong += [f"the kind {kind} is missing" for kind in kinds(command) if not re.search(rf"\b{kind}\b", text)]
    mentioned = set(re.findall(r"(?<![\w-])--([a-z][a-z-]+)", text))
    if name in ("command.md", "man-page"):
        wrong += [f"--{option} does not exist" for option in sorted(mentioned - known)]
    return wrong


def check_schemas(command):
    """Every verb has a schema, it is a valid one, and there is none besides but those of file formats."""
    folder = TOP / "docs" / "json"
    there = {path.name.split(".")[0]: path for path in folder.glob("*.schema.json")}
    wanted = set(verbs(command)) - {"help"}
    wrong = [f"{verb} has no schema" for verb in sorted(wanted - set(there))]
    wrong += [f"{name} is no verb and no format" for name in sorted(set(there) - wanted - FORMATS)]
    for name, path in there.items():
        schema = json.loads(path.read_text(encoding="utf-8"))
        if schema.get("$schema") != "https://json-schema.org/draft/2020-12/schema":
            wrong.append(f"{path.name}: not of 2020-12")
        of = "" if name in FORMATS else "command:"
        if schema.get("$id") != f"urn:libcwp:schema:{of}{name}:1":
            wrong.append(f"{path.name}: its $id is {schema.get('$id')}")
        if harness.jsonschema:
            harness.jsonschema.Draft202012Validator.check_schema(schema)
    return wrong


def check_records(command):
    """Every kind of record of every edition is listed as its schema says, and so is the whole of a few of each."""
    wrong = []
    for edition in output(command, "editions", "--codes").split():
        for kind in kinds(command):
            text = output(command, "list", kind, "--edition", edition, "--json")
            codes = [item["code"] for item in json.loads(text)["items"]]
            wrong += [f"{edition} {kind}: {line}" for line in harness.check_schema(text, "list")]
            if len(set(codes)) != len(codes):
                wrong.append(f"{edition} {kind}: a code stands there twice")
            for code in {*codes[:1], *codes[len(codes) // 2:][:1], *codes[-1:]}:
                text = output(command, "show", code, "--edition", edition, "--json")
                wrong += [f"{edition} {code}: {line}" for line in harness.check_schema(text, "show")]
                if code not in output(command, "show", code, "--edition", edition):
                    wrong.append(f"{edition} {code}: the page does not name it")
    return wrong


def check_syntax(program, *arguments):
    """A shell, or groff, reads a file without a word."""
    if not shutil.which(program):
        raise harness.Skip(f"{program} is not there")
    done = subprocess.run([program, *arguments], capture_output=True, text=True, timeout=harness.SECONDS)
    said = done.stdout + done.stderr
    return [said] if done.returncode or said else []


def complete(command, *words):
    """What bash offers for the last of the words."""
    with tempfile.TemporaryDirectory(prefix="cwp-cli-") as folder:
        pathlib.Path(folder, "staff.csv").touch()
        script = f"""
            source {COMPLETION / 'cwp.bash'}
            COMP_WORDS=("$@")
            COMP_CWORD=$(($# - 1))
            _cwp
            printf '%s\\n' "${{COMPREPLY[@]}}"
        """
        done = subprocess.run(["bash", "-c", script, "bash", command, *words], cwd=folder, check=True,
                              capture_output=True, text=True, timeout=harness.SECONDS)
    return done.stdout.split()


def check_bash(command):
    if not shutil.which("bash"):
        raise harness.Skip("bash is not there")
    wanted = {
        ("as",): ["assess"],
        ("list", "pr"): ["practice-areas", "progressions"],
        ("list", "groups", "--role", "NT"): ["NTC"],
        ("show", "P.dem"): ["P.dementia"],
        ("show", "CSW.K7", "--edition", "2024"): ["2024"],
        ("assess", "st"): ["staff.csv"],
        ("assess", "staff.csv", "--fail-on", "=", "m"): ["must"],
        ("assess", "--role", "o"): ["own"],
        ("check", "--fail-on", "w"): ["warning"],
        ("check", "--str"): ["--strict"],
        ("check", "--as", ""): ["upstream"],
        ("search", "fire", "--kind", "pr"): ["practice-areas", "progressions"],
        ("compare", "CSW", "S"): ["SL"],
        ("compare", "CSW", "SL", "--to-setting", "P.dem"): ["P.dementia"],
        ("compare", "CSW", "SL", "--setting", "ASC.D2"): ["ASC.D2"],
        ("diff", "2024", "2026"): ["2026-draft"],
        ("diff", "st"): ["staff.csv"],
        ("carry", "st"): ["staff.csv"],
        ("carry", "staff.csv", "--to", "2026"): ["2026-draft"],
        ("show", "CSW", "--w"): ["--wording"],
        ("next", "--role", "o"): ["own"],
        ("talk", "--st"): ["--steps"],
        ("plan", "st"): ["staff.csv"],
        ("plan", "--objective", "co"): ["cost", "courses"],
        ("plan", "staff.csv", "--role", "NT"): ["NTC"],
        ("plan", "--net"): ["--net-budget"],
        ("next", "--goal", "RM"): ["RM"],
        ("form", "CS"): ["CSW"],
        ("form", "CSW", "--o"): ["--own-only"],
        ("portfolio", "st"): ["staff.csv"],
        ("portfolio", "--without", "no"): ["notes"],
        ("help", "ed"): ["editions"],
    }
    return [f"{' '.join(words)}: {complete(command, *words)}, not {offers}" for words, offers in wanted.items()
            if complete(command, *words) != offers]


def check_runner(command):
    """The runner sees what is wrong: each of these cases is, in one way."""
    wrong_cases = {
        "exit": {"args": ["editions"], "exit": 1},
        "exact": {"args": ["editions", "--codes"], "stdout": "1999\n"},
        "holds": {"args": ["editions"], "stdout": {"holds": "1999"}},
        "lacks": {"args": ["editions"], "stdout": {"lacks": "2024"}},
        "matches": {"args": ["editions"], "stdout": {"matches": "^1999$"}},
        "error": {"args": ["nothing"], "exit": 2, "stderr": ""},
        "value": {"args": ["list", "values", "--json"], "json": {"edition": "1999"}},
        "length": {"args": ["list", "values", "--json"], "json": {"items": {"length": 1}}},
        "path": {"args": ["list", "values", "--json"], "json": {"nothing.here": 1}},
        "no-json": {"args": ["list", "values"], "json": {"edition": "2025"}},
        "golden": {"args": ["editions"], "golden": True},
        "key": {"args": ["editions"], "stdoot": ""},
        "not-written": {"args": ["list", "values"], "written": {"out": "x"}},
        "written": {"args": ["list", "values"], "files": {"out": "x"}, "written": {"out": None}},
        "written-else": {"args": ["list", "values"], "files": {"out": "x"}, "written": {"out": "y"}},
    }
    if harness.jsonschema:
        wrong_cases["schema"] = {"args": ["list", "values", "--json"], "schema": "check"}
    runner = harness.Runner(command, pathlib.Path("/nowhere"))
    missed = []
    for name, case in wrong_cases.items():
        try:
            if runner.run({"name": f"runner/{name}", **case}) == "ok":
                missed.append(f"{name}: the runner lets it pass")
        except ValueError:  # of a case that wants JSON where there is none: run.py counts it as failed
            pass
    return missed


def cases():
    checks = {
        "runner-can-fail": check_runner,
        "help": check_help,
        "schemas": check_schemas,
        "records": check_records,
        "bash-completes": check_bash,
        "bash-syntax": lambda command: check_syntax("bash", "-n", str(PLACES["bash"])),
        "zsh-syntax": lambda command: check_syntax("zsh", "-n", str(PLACES["zsh"])),
        "fish-syntax": lambda command: check_syntax("fish", "-n", str(PLACES["fish"])),
        "man-page-syntax": lambda command: check_syntax("groff", "-man", "-ww", "-z", str(PLACES["man-page"])),
    }
    for name in PLACES:
        checks[f"{name}-is-whole"] = lambda command, name=name: check_place(command, name)
    return [{"name": f"documents/{name}", "check": check} for name, check in checks.items()]
