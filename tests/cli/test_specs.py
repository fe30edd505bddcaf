#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Every spec of tests/specs through the program in both languages and through the JSON Schema.

    test_specs.py ZHANBAN [NAME...]
"""
import concurrent.futures
import glob
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

import jsonschema

TESTS = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
ROOT = os.path.dirname(TESTS)
sys.path.insert(0, os.path.join(TESTS, "specs"))
import make_pictures  # noqa: E402

SCHEMA = os.path.join(ROOT, "layouts", "spec.schema.json")
LIMIT_S = 120


def read_expect(path):
    expect = {"status": 2, "schema": "refuses", "groups": []}
    with open(path, encoding="utf-8") as file:
        for line in file:
            key, _, value = line.rstrip("\n").partition(": ")
            if key == "place":
                expect["groups"].append({"place": value})
            elif key in ("en", "zh"):
                expect["groups"][-1][key] = value
            elif key == "status":
                expect["status"] = int(value)
            elif key == "schema":
                expect["schema"] = value
            elif key:
                raise ValueError(f"{path}: unknown line {line!r}")
    if not expect["groups"] or any(len(group) != 3 for group in expect["groups"]):
        raise ValueError(f"{path}: place, en and zh are needed")
    return expect


def run(program, spec, *options):
    return subprocess.run([program, "check", os.path.basename(spec), *options], cwd=os.path.dirname(spec),
                          stdin=subprocess.DEVNULL, capture_output=True, timeout=LIMIT_S)


def is_syntax(group):
    return group["place"].startswith("FILE:")


def line_matches(line, group, lang, spec):
    place = group["place"]
    if is_syntax(group):
        # With a column the place is whole; "FILE:2:" leaves the column open.
        pattern = re.escape(os.path.basename(spec) + place[len("FILE"):]) + (r"\d+: " if place.endswith(":") else ": ")
        return re.search(r"(^|[ /])" + pattern, line) and group[lang] in line
    return re.match("(zhanban: )?" + re.escape(place) + ": ", line) and group[lang] in line


def check_lines(errors, spec, expect, lang):
    lines = errors.splitlines()
    for group in expect["groups"]:
        if not any(line_matches(line, group, lang, spec) for line in lines):
            yield f"--lang {lang}: no line \"{group['place']}: …{group[lang]}…\" in:\n{errors[:600]}"
    if any(ord(c) < 32 and c != "\n" for c in errors):
        yield f"--lang {lang}: a control character reaches the terminal"


def check_report(report, spec, expect, lang):
    """The same in the report of --json -: findings, faults, or the one error of what is not JSON."""
    if expect["status"] == 1:
        said = [((f.get("place") or {}).get("path"), f["message"]) for f in report["findings"]]
    elif is_syntax(expect["groups"][0]):
        said = [("FILE" + report["error"]["place"][len(os.path.basename(spec)):], report["error"]["message"])]
    else:
        said = [(f["place"] or "/", f["message"]) for f in report["faults"]]
    for group in expect["groups"]:
        # "FILE:2:" leaves the column open.
        if not any((place == group["place"] or (group["place"].endswith(":") and place.startswith(group["place"]))) and
                   group[lang] in message for place, message in said):
            yield f"--json - --lang {lang}: nothing at {group['place']} with \"{group[lang]}\"; there is {said}"


def check_run(program, spec, expect, lang, options):
    """The complaints about one run."""
    done = run(program, spec, "--lang", lang, *options)
    errors = done.stderr.decode("utf-8")
    if done.returncode != expect["status"]:
        yield f"--lang {lang}: exit status {done.returncode}, expected {expect['status']}: {errors[:600]}"
        return
    if expect["status"] == 2:
        yield from check_lines(errors, spec, expect, lang)
    if options:
        yield from check_report(json.loads(done.stdout.decode("utf-8")), spec, expect, lang)


def check_schema(validator, spec, accepts):
    with open(spec, encoding="utf-8") as file:
        document = json.load(file)
    errors = list(validator.iter_errors(document))
    if accepts and errors:
        yield f"the schema refuses it: {errors[0].message[:300]}"
    if not accepts and not errors:
        yield "the schema accepts it"


def check_wrong(program, validator, spec):
    expect = read_expect(spec[:-len("json")] + "expect")
    for lang in ("en", "zh"):
        # A fault is said on standard error in any case; a finding is looked up in the report.
        yield from check_run(program, spec, expect, lang, ["--json", "-"] if lang == "zh" or expect["status"] == 1 else [])
    if not is_syntax(expect["groups"][0]):
        yield from check_schema(validator, spec, expect["schema"] == "accepts")


def check_right(program, validator, spec):
    done = run(program, spec, "--lang", "en", "--json", "-")
    if done.returncode not in (0, 1):
        yield f"exit status {done.returncode}: {done.stderr.decode('utf-8')[:600]}"
    else:
        json.loads(done.stdout.decode("utf-8"))
    yield from check_schema(validator, spec, True)


def check_rule_names(schema):
    """The schema's waivable rules are those of the standards, and the other way round."""
    in_schema = set(schema["properties"]["waive"]["items"]["properties"]["rule"]["enum"])
    in_standards = set()
    shared = [os.path.join(ROOT, "layouts", "technical.json")]
    for path in glob.glob(os.path.join(ROOT, "layouts", "standards", "*.json")) + shared:
        with open(path, encoding="utf-8") as file:
            standard = json.load(file)
        in_standards |= {clause["id"] for part in ("clauses", "technical") for clause in standard.get(part, [])}
    for name in sorted(in_schema ^ in_standards):
        yield f"the rule {name} stands in only one of layouts/spec.schema.json and layouts/ (standards/, technical.json)"


def collected(check, program, validator, spec):
    try:
        return list(check(program, validator, spec))
    except (subprocess.TimeoutExpired, ValueError, KeyError) as error:
        return [f"{type(error).__name__}: {error}"]


def main():
    program = os.path.abspath(sys.argv[1])
    only = set(sys.argv[2:])
    with open(SCHEMA, encoding="utf-8") as file:
        schema = json.load(file)
    jsonschema.Draft7Validator.check_schema(schema)
    validator = jsonschema.Draft7Validator(schema)
    failed = n = 0
    for complaint in [] if only else check_rule_names(schema):
        failed += 1
        print(f"FAIL rules: {complaint}")
    with tempfile.TemporaryDirectory(prefix="zhanban-specs-") as work, \
            concurrent.futures.ThreadPoolExecutor(max_workers=2) as pool:
        jobs = []
        for kind, check in (("wrong", check_wrong), ("right", check_right)):
            folder = os.path.join(work, kind, "specs")
            shutil.copytree(os.path.join(TESTS, "specs", kind), folder)
            shutil.copytree(os.path.join(TESTS, "specs", "themes"), os.path.join(folder, "themes"))
            make_pictures.make(folder)
            for spec in sorted(glob.glob(os.path.join(folder, "*.json"))):
                name = os.path.basename(spec)[:-len(".json")]
                if not only or name in only:
                    jobs.append((f"{kind}/{name}", pool.submit(collected, check, program, validator, spec)))
        for name, job in jobs:
            n += 1
            for complaint in job.result():
                failed += 1
                print(f"FAIL {name}: {complaint}")
    print(f"{n} specs, {failed} complaints")
    return 1 if failed or n == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
