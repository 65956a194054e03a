"""What one case needs: its files, the run of the command, and what is expected of it."""

import difflib
import json
import os
import pathlib
import pty
import re
import select
import signal
import subprocess
import tempfile

try:
    import jsonschema
except ImportError:
    jsonschema = None

TOP = pathlib.Path(__file__).resolve().parents[2]
SECONDS = 120  # long, for sanitizers on slow machines

KEYS = {"name", "about", "args", "files", "stdin", "env", "exit", "stdout", "stderr", "json", "schema", "golden",
        "terminal", "not_as_root", "stdout_to", "needs", "keep_colour", "close_stdout", "check", "written",
        "writes_file"}

# What must not reach a terminal from anybody's data: C0 but for line feed, DEL, C1, controls of writing direction.
UNSAFE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]")
COLOUR = re.compile("\x1b\\[[0-9]*m")


class Skip(Exception):
    """The case cannot run here."""


def staff_row(changes):
    """A row of a staff file that is whole and right, with some columns changed."""
    row = {"LOCALESTID": "SITE", "UNIQUEWORKERID": "W1", "STATUS": "NEW", "DISPLAYID": "Worker", "CARECERT": "3",
           "STARTDATE": "01/02/2020", "EMPLSTATUS": "1", "MAINJOBROLE": "8", "CONTHOURS": "37.5", "SCQUAL": "2",
           "NONSCQUAL": "2", "CWPCATEGORY": "2"}
    return {**row, **changes}


def training_row(changes):
    """A row of a training file that is whole and right, with some columns changed."""
    row = {"LOCALESTID": "SITE", "UNIQUEWORKERID": "W1", "CATEGORY": "20", "TRAININGNAME": "Safeguarding adults",
           "DATECOMPLETED": "01/06/2026", "EXPIRYDATE": "31/05/2027"}
    return {**row, **changes}


def header(kind):
    """The columns of a kind of file, from the sample provider's own."""
    with open(TOP / "examples" / "data" / f"{kind}.csv", encoding="utf-8-sig") as file:
        return file.readline().rstrip("\r\n").split(",")


def csv_field(text):
    return '"' + text.replace('"', '""') + '"' if re.search('[",\r\n]', text) else text


def csv_text(kind, rows, whole):
    columns = header(kind)
    lines = [",".join(columns)]
    for changes in rows:
        row = whole(changes)
        unknown = set(row) - set(columns)
        if unknown:
            raise ValueError(f"no such columns: {unknown}")
        lines.append(",".join(csv_field(row.get(column, "")) for column in columns))
    return "\r\n".join(lines) + "\r\n"


def content(spec):
    """The bytes that a file of a case holds."""
    if isinstance(spec, str):
        return spec.encode()
    if isinstance(spec, list):  # parts, one after the other
        return b"".join(content(part) for part in spec)
    (kind, value), = spec.items()
    if kind == "staff":
        return csv_text("staff", value, staff_row).encode()
    if kind == "training":
        return csv_text("training", value, training_row).encode()
    if kind == "header":
        return (",".join(header(value)) + "\r\n").encode()
    if kind == "hex":
        return bytes.fromhex(value)
    if kind == "repeat":
        return value[0].encode() * value[1]
    if kind == "copy":
        return (TOP / value).read_bytes()
    if kind == "json":
        return json.dumps(value).encode()
    raise ValueError(f"a file cannot be made from {kind}")


def make_files(folder, files):
    for name, spec in files.items():
        path = folder / name
        if spec == {"folder": True}:
            path.mkdir()
        elif isinstance(spec, dict) and "unreadable" in spec:
            path.write_bytes(content(spec["unreadable"]))
            path.chmod(0)
        else:
            path.write_bytes(content(spec))


def environment(case):
    paths = ("PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")
    kept = {key: value for key, value in os.environ.items()
            if key in paths or "SAN_OPTIONS" in key or key.startswith("LLVM_")}
    return {**kept, "TERM": "xterm", **case.get("env", {})}


def read_terminal(command, folder, environment, given):
    """Runs the command with its output on a pseudo-terminal of 100 columns."""
    main, worker = pty.openpty()
    process = subprocess.Popen(command, cwd=folder, env=environment, stdin=subprocess.PIPE, stdout=worker,
                               stderr=subprocess.PIPE)
    os.close(worker)
    process.stdin.write(given)
    process.stdin.close()
    output = b""
    while select.select([main], [], [], SECONDS)[0]:
        try:
            part = os.read(main, 65536)
        except OSError:  # the other end is closed
            break
        if not part:
            break
        output += part
    os.close(main)
    errors = process.stderr.read()
    process.stderr.close()
    return process.wait(SECONDS), output.replace(b"\r\n", b"\n"), errors


def read_early_end(command, folder, environment):
    """Runs the command with a reader that goes away after a few bytes; SIGPIPE is ignored, so that writing fails."""
    process = subprocess.Popen(command, cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                               stderr=subprocess.PIPE, restore_signals=False,
                               preexec_fn=lambda: signal.signal(signal.SIGPIPE, signal.SIG_IGN))
    process.stdout.read(10)
    process.stdout.close()
    errors = process.stderr.read()
    process.stderr.close()
    return process.wait(SECONDS), b"", errors


def read_plain(command, folder, environment, given, target):
    with open(target, "wb") if target else tempfile.TemporaryFile() as output:
        done = subprocess.run(command, cwd=folder, env=environment, input=given, stdout=output, stderr=subprocess.PIPE,
                              timeout=SECONDS)
        if target:
            return done.returncode, b"", done.stderr
        output.seek(0)
        return done.returncode, output.read(), done.stderr


def find(document, path):
    """What stands at a path such as people.0.gaps.*.code; a * makes a list of what stands behind it."""
    if not path:
        return document
    step, _, rest = path.partition(".")
    if step == "*":
        return [find(item, rest) for item in document]
    if isinstance(document, list):
        return find(document[int(step)], rest)
    return find(document[step], rest)


def short(value):
    text = repr(value)
    return text if len(text) <= 300 else text[:300] + "…"


def compare(what, seen, wanted):
    """What is wrong with a value of a JSON document: an object names expectations, anything else is the value."""
    operations = {
        "length": lambda value: len(seen) == value,
        "least": lambda value: seen >= value,
        "least_length": lambda value: len(seen) >= value,
        "holds": lambda value: all(item in seen for item in value),
        "lacks": lambda value: not any(item in seen for item in value),
        "matches": lambda value: re.search(value, seen) is not None,
        "only": lambda value: all(item in value for item in seen),
        "any_matches": lambda value: any(re.search(value, item or "") for item in seen),
    }
    if isinstance(wanted, dict) and wanted and set(wanted) <= set(operations):
        return [f"{what} is {short(seen)}: not {name} {value!r}" for name, value in wanted.items()
                if not operations[name](value)]
    return [] if seen == wanted else [f"{what} is {short(seen)}, not {wanted!r}"]


def check_json(text, expected):
    document = json.loads(text)
    wrong = []
    for path, wanted in expected.items():
        try:
            wrong += compare(path, find(document, path), wanted)
        except (KeyError, IndexError, TypeError) as error:
            wrong.append(f"{path}: {type(error).__name__} {error}")
    return wrong


def sum_of_counts(document):
    """The parts of every count add up to what is needed."""
    return [f"{person['id']}: the parts of {kind} do not add up: {count}" for person in document["people"]
            for kind, count in person["counts"].items()
            if sum(value for key, value in count.items() if key != "needed") != count["needed"]]


def check_schema(text, name):
    document = json.loads(text)
    wrong = sum_of_counts(document) if name == "assess" else []
    if not jsonschema:
        return wrong
    with open(TOP / "docs" / "json" / f"{name}.schema.json", encoding="utf-8") as file:
        validator = jsonschema.Draft202012Validator(json.load(file))
    return wrong + [f"{name}.schema.json: at {list(error.absolute_path)}: {error.message[:300]}"
                    for _, error in zip(range(5), validator.iter_errors(document))]


def check_text(what, seen, wanted):
    if isinstance(wanted, str):
        wanted = {"is": wanted}
    wrong = []
    for name, value in wanted.items():
        values = value if isinstance(value, list) else [value]
        if name == "is" and seen != value:
            wrong.append(f"{what} is not what it should be:\n" + difference(value, seen))
        elif name == "holds":
            wrong += [f"{what} does not hold {item!r}:\n{seen[:2000]}" for item in values if item not in seen]
        elif name == "lacks":
            wrong += [f"{what} holds {item!r}:\n{seen[:2000]}" for item in values if item in seen]
        elif name == "matches":
            wrong += [f"{what} does not match {item!r}:\n{seen[:2000]}" for item in values
                      if not re.search(item, seen, re.MULTILINE)]
        elif name == "lines" and len(seen.splitlines()) != value:
            wrong.append(f"{what} has {len(seen.splitlines())} lines, not {value}")
        elif name not in ("is", "lines"):
            wrong.append(f"{what}: nothing is known of {name!r}")
    return wrong


def check_written(folder, files):
    """What a case expects of files after the run; null where there must be none."""
    wrong = []
    for name, wanted in files.items():
        path = folder / name
        if wanted is None or not path.exists():
            wrong += [f"{name} is there"] if path.exists() else [] if wanted is None else [f"{name} is not there"]
        else:
            wrong += check_text(name, path.read_text(encoding="utf-8"), wanted)
    return wrong


def difference(wanted, seen):
    return "\n".join(difflib.unified_diff(wanted.splitlines(), seen.splitlines(), "expected", "seen", lineterm="", n=2))


class Runner:
    def __init__(self, command, folder, update=False):
        self.command = str(pathlib.Path(command).resolve())
        self.folder = folder
        self.update = update

    def run(self, case):
        if callable(case.get("check")):
            return case["check"](self.command) or "ok"
        unknown = set(case) - KEYS
        if unknown:
            return [f"unknown keys in the case: {sorted(unknown)}"]
        if case.get("not_as_root") and os.geteuid() == 0:
            raise Skip("root may read everything")
        for path in case.get("needs", []):
            if not pathlib.Path(TOP / path).exists():
                raise Skip(f"{path} is not there")
        with tempfile.TemporaryDirectory(prefix="cwp-cli-") as name:
            return self.run_in(pathlib.Path(name), case) or "ok"

    def run_in(self, folder, case):
        make_files(folder, case.get("files", {}))
        command = [self.command] + [argument.replace("{top}", str(TOP)) for argument in case["args"]]
        given = content(case.get("stdin", ""))
        if case.get("terminal"):
            code, output, errors = read_terminal(command, folder, environment(case), given)
        elif case.get("close_stdout"):
            code, output, errors = read_early_end(command, folder, environment(case))
        else:
            code, output, errors = read_plain(command, folder, environment(case), given, case.get("stdout_to"))
        return self.check(case, code, output, errors) + check_written(folder, case.get("written", {}))

    def check(self, case, code, output, errors):
        wrong = []
        wanted = case.get("exit", 0)
        if code != wanted:
            wrong.append(f"exit status {code}, not {wanted}; standard error:\n{errors.decode(errors='replace')[:2000]}")
        try:
            stdout, stderr = output.decode(), errors.decode()
        except UnicodeDecodeError as error:
            return wrong + [f"output that is not UTF-8: {error}"]
        wrong += self.check_safe(case, stdout, stderr)
        if "stdout" in case:
            wrong += check_text("standard output", stdout, case["stdout"])
        wrong += check_text("standard error", stderr, case.get("stderr", {"lacks": ["Sanitizer", "runtime error"]}))
        if "--json" in case["args"] and code in (0, 1) and not case.get("stdout_to") and not case.get("close_stdout"):
            wrong += check_schema(stdout, case.get("schema", case["args"][0]))
        if "json" in case:
            wrong += check_json(stdout, case["json"])
        if case.get("golden"):
            wrong += self.check_golden(case, stdout)
        return wrong

    def check_safe(self, case, stdout, stderr):
        """No case lets anything through that could lead a terminal astray; colour only where the case has one."""
        plain = COLOUR.sub("", stdout) if case.get("keep_colour") else stdout
        plain = "" if case.get("writes_file") else plain
        return [f"unsafe character {found.group()!r} in {what}: …{text[max(0, found.start() - 40):found.end() + 20]!r}"
                for what, text in (("standard output", plain), ("standard error", stderr))
                for found in [UNSAFE.search(text)] if found]

    def check_golden(self, case, stdout):
        path = self.folder / "golden" / (case["name"].replace("/", "-") + ".txt")
        if self.update:
            path.parent.mkdir(exist_ok=True)
            path.write_text(stdout, encoding="utf-8")
            return []
        if not path.exists():
            return [f"{path.name} is not there: run with --update and look at what it wrote"]
        wanted = path.read_text(encoding="utf-8")
        return [] if stdout == wanted else [f"not as in golden/{path.name}:\n" + difference(wanted, stdout)]
