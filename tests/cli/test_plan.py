# SPDX-License-Identifier: Apache-2.0
"""`zhanban plan`: the room it tells is there when the board is composed with it, its cures cure, its windows hold, for
a spec with text and for one without; in both languages, as text and JSON, with the right exit statuses."""
import copy
import json
import re
import shutil
import unicodedata

from lib import EXAMPLES, check, end, run, scratch

out = scratch()
shutil.copytree(EXAMPLES["school"].parent / "pictures", out / "pictures")
school = json.loads(EXAMPLES["school"].read_text(encoding="utf-8"))
WORDS = "孩子们在自己的节奏里学会提问也学会合作老师把每一次进步都写进成长档案让家长看得见"


def chars(text):
    """字数: Han and full-width marks one each, a run of letters or digits one."""
    text = text.replace("**", "").replace("~", "")
    runs = re.findall(r"[A-Za-z0-9]+(?:[.,%\-/:][A-Za-z0-9]+)*", text)
    rest = re.sub(r"[A-Za-z0-9]+(?:[.,%\-/:][A-Za-z0-9]+)*", "", text)
    return len(runs) + sum(1 for c in rest if ord(c) > 0x7F and not c.isspace())


def save(name, board):
    path = out / f"{name}.json"
    path.write_text(json.dumps(board, ensure_ascii=False), encoding="utf-8")
    return path


def plan(board, *options, status=None):
    result = run("plan", save("now", board), "--json", "-", *options)
    check(result.returncode in ((0, 1) if status is None else (status,)),
          f"plan exits {result.returncode}, expected {status}: {result.stderr[:400]}")
    return json.loads(result.stdout)


def with_text(board, section, text):
    changed = copy.deepcopy(board)
    changed["sections"][section]["text"] = [text]
    return changed


def text_of(board, section):
    text = board["sections"][section]["text"]
    return text if isinstance(text, str) else "".join(text)


def longer(board, section, more):
    text = text_of(board, section)
    return with_text(board, section, text[:-1] + (WORDS * 3)[:more] + text[-1])


def shorter(board, section, to):
    """The end goes, the full stop stays."""
    text = text_of(board, section).replace("**", "")
    body = text[:-1]
    while chars(body) + 1 > to:
        body = body[:-1]
    return with_text(board, section, body.rstrip("，、；：") + "。")


def cured(board, cure):
    board = copy.deepcopy(board)
    for length in cure["lengths"]:
        if length["place"] == "/title":
            board["title"] = board["title"][:length["to"]]
        else:
            board = shorter(board, int(length["place"].split("/")[2]), length["to"])
    if cure["drop"]:
        *way, last = [int(p) if p.isdigit() else p for p in cure["drop"].strip("/").split("/")]
        holder = board
        for part in way:
            holder = holder[part]
        del holder[last]
    return board


def sizes(board):
    """Findings about sizes, room and share in a check of this board."""
    result = run("check", save("checked", board), "--json", "-")
    return [f for f in json.loads(result.stdout)["findings"]
            if f["rule"].startswith(("type.", "compose.")) or f["rule"] == "layout.ratio"]


# ---- a board that fits ----
now = plan(school, status=0)
check(now["fit"] == "both" and not now["draft"] and not now["fails"], f"the example fits: {now['fit']}")
facts = json.loads(run("check", EXAMPLES["school"], "--json", "-").stdout)["facts"]
check(now["board"]["chars"] == facts["text"]["count"], "plan counts as check does")
check(now["board"]["chars_full"] == now["board"]["chars"] + sum(now["board"]["room"].values()), "full is the sum")
for i, section in enumerate(now["sections"]):
    check(section["chars"] == chars(text_of(school, i)), f"section {i}: {section['chars']} characters")
    for key in ("fill", "room"):
        full = plan(longer(school, i, section[key]))
        check(full["sections"][i]["lines"] <= section["lines"] and full["fit"] == "both",
              f"section {i}: {section[key]} more ({key}) make no line more: {full['sections'][i]['lines']}")
    over = plan(longer(school, i, section["room"] + 1))
    check(over["sections"][i]["lines"] > section["lines"] or over["fit"] != "both", f"section {i}: one more makes a line")
    check(over["sections"][i]["lines"] == section["lines_after"] and over["fit"] == section["fit_after"],
          f"section {i}: what one more does is foretold")

# ---- relaxed, and much too full ----
full = school
for more in range(12, 100, 6):
    full = longer(school, 1, more)
    if plan(full)["fit"] != "both":
        break
relaxed = plan(full, status=0)
check(relaxed["fit"] == "cm", f"one section too long: {relaxed['fit']}")
check(plan(full, "--strict", status=1)["fails"], "--strict wants the point sizes")
check(relaxed["collides"] and all(c["message"] for c in relaxed["collides"]), "it says what collides")
check(any(c["kind"] == "cut" for c in relaxed["cures"]), "it says what to cut")
for board, cures in [(full, relaxed["cures"])]:
    for cure in cures:
        better = cured(board, cure)
        after = plan(better)
        check(after["fit"] == cure["gives"], f"{cure['message']} gives {after['fit']}")
        if cure["gives"] == "both":
            check(not sizes(better), f"{cure['message']}: check still says {sizes(better)[:2]}")
too_long = school
for i in range(4):
    too_long = longer(too_long, i, 70)
crowded = plan(too_long, status=1)
check(crowded["fit"] == "no" and crowded["fails"], f"seventy more in each section: {crowded['fit']}")
cuts = [c for c in crowded["cures"] if c["kind"] == "cut"]
check(bool(cuts), "even then it says what to cut")
for cure in cuts:
    after = plan(cured(too_long, cure))
    check(after["fit"] in ("cm", "both") and (cure["gives"] != "both" or after["fit"] == "both"),
          f"{cure['message']} gives {after['fit']}")

# ---- no text yet ----
for empty in ("", [""], None):
    draft = copy.deepcopy(school)
    for section in draft["sections"]:
        del section["text"]
        if empty is not None:
            section["text"] = empty
    told = plan(draft, status=0)
    check(told["draft"] and all(s["open"] and s["window_both"] for s in told["sections"]), f"windows for {empty!r}")
check(run("check", save("draft", draft)).returncode in (0, 1, 2), "check takes or refuses a draft, it does not crash")
for side in (0, 1):
    written = draft
    for i, section in enumerate(told["sections"]):
        written = with_text(written, i, (WORDS * 4)[:section["window_both"][side] - 1] + "。")
    after = plan(written)
    check(after["fit"] == "both", f"text at the {('lower', 'upper')[side]} ends: {after['fit']}")
check(280 < told["board"]["chars"] < 520, f"a board written to the full: {told['board']['chars']}")
half = copy.deepcopy(school)
half["sections"][2]["text"] = ""
told = plan(half, status=0)
check([s["open"] for s in told["sections"]] == [False, False, True, False], "one section open")
bare = {"title": "只有题目和提纲", "sections": [{"heading": "一二三四", "text": ""}, {"heading": "五六七八", "text": ""}]}
plan(bare)

# ---- for people ----
for lang, words in (("zh", ("全板", "各节正文", "末行都填满")), ("en", ("The board", "Sections", "filled"))):
    text = run("plan", EXAMPLES["school"], "--lang", lang)
    check(text.returncode == 0 and all(w in text.stdout for w in words), f"text in {lang}")
    for rows in re.split(r"\n\n", text.stdout):
        bars = {sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in line[:line.index("▕")])
                for line in rows.splitlines() if "▕" in line}
        check(len(bars) <= 1, f"bars of a table stand under each other in {lang}: {bars}")
for lang, words in (("zh", ("卡在哪里", "怎么改", "删到")), ("en", ("What collides", "What would help", "cut"))):
    text = run("plan", save("full", full), "--lang", lang)
    check(all(w in text.stdout for w in words), f"what to change, in {lang}")
quiet = run("plan", EXAMPLES["school"], "--quiet", "--json", out / "plan.json")
check(not quiet.stdout and json.loads((out / "plan.json").read_text(encoding="utf-8"))["kind"] == "plan", "--json FILE")
check(run("plan", EXAMPLES["school"]).stdout == run("plan", EXAMPLES["school"]).stdout, "the same every time")

# ---- wrong ----
check(run("plan").returncode == 2 and run("plan", "/nowhere.json").returncode == 2, "usage, no file")
wrong = copy.deepcopy(school)
wrong["sections"][1]["heading"] = 7
result = run("plan", save("wrong", wrong), "--json", "-")
check(result.returncode == 2 and json.loads(result.stdout)["faults"][0]["place"] == "/sections/1/heading", "faults have places")
shutil.rmtree(out)
end(least=60)
