# SPDX-License-Identifier: Apache-2.0
"""The completions, loaded into bash, zsh and fish: what each offers for a line that has been begun."""
import os
import pathlib
import pty
import select
import shutil
import subprocess
import sys
import time

from lib import check, end, scratch

MADE = pathlib.Path(sys.argv[2]).resolve() / "completions"
COMMANDS = ["check", "new", "plan", "render"]
folder = scratch()
for name in ("board.json", "board.pdf", "board.tif", "notes.txt"):
    (folder / name).touch()
(folder / "sub").mkdir()

# What is typed, what must be offered, what may not.
CASES = [
    (["zhanban", ""], COMMANDS, ["board.json"]),
    (["zhanban", "re"], ["render"], ["check"]),
    (["zhanban", "render", "--comp"], ["--compression"], ["--dpi"]),
    (["zhanban", "render", "--compression", ""], ["deflate", "lzw", "none"], ["board.json"]),
    (["zhanban", "check", "--lang", ""], ["en", "zh"], ["board.json"]),
    (["zhanban", "plan", "--"], ["--json", "--strict", "--quiet"], ["--output", "--html"]),
    (["zhanban-inspect", "--"], ["--profile", "--trim", "--facts-only"], ["--json"]),
]
FILES = [
    (["zhanban", "render", ""], ["board.json", "sub"], ["notes.txt", "board.pdf"]),
    (["zhanban", "render", "board.json", "-o", ""], ["board.pdf", "board.tif", "sub"], ["notes.txt", "board.json"]),
    (["zhanban", "check", "--process", ""], ["offset", "xiezhen", "board.json", "sub"], []),
    (["zhanban", "check", ""], ["board.json", "board.pdf", "notes.txt"], []),
]


def bash(words):
    script = (f"source {MADE}/{words[0]}.bash; complete -p {words[0]} >/dev/null || exit 9; "
              f"COMP_WORDS=({' '.join(repr(w) for w in words)}); COMP_CWORD={len(words) - 1}; "
              f"_{words[0].replace('-', '_')}; printf '%s\\n' \"${{COMPREPLY[@]}}\"")
    result = subprocess.run(["bash", "--norc", "-c", script], cwd=folder, capture_output=True, text=True)
    check(result.returncode == 0 and not result.stderr, f"bash: {words}: {result.stderr}")
    return result.stdout.split("\n")


def fish(words):
    script = f"source {MADE}/{words[0]}.fish; complete -C \"{' '.join(words)}\""
    result = subprocess.run(["fish", "--no-config", "-c", script], cwd=folder, capture_output=True, text=True,
                            env=dict(os.environ, HOME=str(folder)))
    check(result.returncode == 0 and not result.stderr, f"fish: {words}: {result.stderr}")
    return [line.split("\t")[0].rstrip("/") for line in result.stdout.splitlines()]


class Zsh:
    """A zsh on a terminal of its own, in which keys are pressed."""

    def __init__(self):
        functions = folder / "functions"
        functions.mkdir()
        for program in ("zhanban", "zhanban-inspect"):
            shutil.copy(MADE / f"{program}.zsh", functions / f"_{program}")
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.chdir(folder)
            os.environ.update(TERM="dumb", COLUMNS="200", HOME=str(folder), LC_ALL="C.UTF-8", FPATH_EXTRA=str(functions))
            os.execvp("zsh", ["zsh", "-f", "-i"])
        # The list of what there is, without asking and without moving the cursor; then a mark.
        self.send("PS1='> '; stty -echo; unsetopt zle; fpath=($FPATH_EXTRA $fpath); autoload -U compinit; compinit -u -D; "
                  "setopt zle no_auto_menu; zstyle ':completion:*' list-prompt ''; zstyle ':completion:*' verbose no; "
                  "LISTMAX=1000; bindkey '^X' list-choices; bindkey '^U' kill-whole-line; print REA''DY\n", "READY")

    def send(self, keys, until=None, patience=20):
        os.write(self.fd, keys.encode())
        seen, end_ = b"", time.time() + patience
        while time.time() < end_:
            if select.select([self.fd], [], [], 0.7)[0]:
                try:
                    seen += os.read(self.fd, 65536)
                except OSError:
                    break
            elif until is None or until.encode() in seen:
                break
        return seen.decode("utf-8", "replace")

    def offers(self, words):
        seen = self.send(" ".join(words) + "\x18")
        self.send("\x15")
        return seen.replace("\r", " ").replace("/", " ").split()

    def close(self):
        os.close(self.fd)
        os.waitpid(self.pid, 0)


def judge(shell, words, offered, wanted, unwanted):
    missing = [w for w in wanted if w not in offered]
    extra = [w for w in unwanted if w in offered and w not in words]
    check(not missing and not extra, f"{shell}: {words}: offers {offered[:30]}, not {missing}, but {extra}")


zsh = Zsh()
for words, wanted, unwanted in CASES + FILES:
    judge("bash", words, bash(words), wanted, unwanted)
    if (words, wanted, unwanted) in CASES or "--process" in words:
        judge("fish", words, fish(words), wanted, unwanted)
    if len(wanted) > 1:
        judge("zsh", words, zsh.offers(words), wanted, unwanted)
judge("bash", "--lang=", bash(["zhanban", "check", "--lang", "=", "z"]), ["zh"], ["en"])
zsh.close()
shutil.rmtree(folder)
end(25)
