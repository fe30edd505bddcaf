# SPDX-License-Identifier: Apache-2.0
"""make.py bash|zsh|fish OUT DESCRIPTION: a shell's completion of a program, from what it says with --describe."""
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "man"))
import rows  # noqa: E402

SPEC = (".json",)  # what plan and render read


def takes_spec(command):
    return " SPEC" in command.usage


def or_file(option):
    """Are the choices only some of what there is, and a file does as well?"""
    return "FILE" in option.argument


def spellings(option):
    return ([f"-{option.letter}"] if option.letter else []) + [f"--{option.name}"]


# ---- bash ----

BASH = """# bash completion of {program}; made by completions/make.py
_{function}_words()
{{
        mapfile -t COMPREPLY < <(compgen -W "$1" -- "$cur")
}}

# Files with one of these suffixes, and folders; without suffixes, all files.
_{function}_files()
{{
        local suffix
        compopt -o filenames 2>/dev/null
        if [ $# = 0 ]; then
                mapfile -t COMPREPLY < <(compgen -f -- "$cur")
        else
                mapfile -t COMPREPLY < <(compgen -d -- "$cur"; for suffix; do compgen -f -X "!*$suffix" -- "$cur"; done)
        fi
}}

_{function}_words_or_files()
{{
        _{function}_files
        mapfile -t -O "${{#COMPREPLY[@]}}" COMPREPLY < <(compgen -W "$1" -- "$cur")
}}

_{function}()
{{
        local cur=${{COMP_WORDS[COMP_CWORD]}} prev=${{COMP_WORDS[COMP_CWORD - 1]}} {first}
        if [ "$cur" = = ]; then # "--lang=" comes as two words
                cur=
        elif [ "$prev" = = ]; then
                prev=${{COMP_WORDS[COMP_CWORD - 2]}}
        fi
        COMPREPLY=()
{commands}        case $command$prev in
{values}        esac
        case $command$cur in
{options}        esac
        case $command in
{operands}        *) _{function}_files ;;
        esac
}}
complete -F _{function} {program}
"""
BASH_COMMANDS = """        if [ "$COMP_CWORD" = 1 ]; then
                _{function}_words "{words} --help --version"
                return
        fi
"""


def bash(program):
    one, function = program.name in program.commands, program.name.replace("-", "_")
    values, options, operands = "", "", ""
    for name, command in program.commands.items():
        key = "" if one else name
        for o in command.options:
            if o.kind == "flag":
                continue
            if o.choices and o.kind != "output":
                do = f"_{function}_words{'_or_files' if or_file(o) else ''} \"{' '.join(o.choices)}\""
            elif o.kind in ("number", "pair"):
                do = ":"
            else:
                do = " ".join([f"_{function}_files"] + o.choices)
            values += f"        {'|'.join(key + s for s in spellings(o))}) {do}; return ;;\n"
        words = " ".join(s for o in command.options for s in spellings(o))
        options += f"        {key}-*) _{function}_words \"{words}\"; return ;;\n"
        if takes_spec(command):
            operands += f"        {key}) _{function}_files {' '.join(SPEC)} ;;\n"
    return BASH.format(program=program.name, function=function, values=values, options=options, operands=operands,
                       first="command=" if one else "command=${COMP_WORDS[1]}",
                       commands="" if one else BASH_COMMANDS.format(function=function, words=" ".join(program.commands)))


# ---- zsh ----

def zsh_text(text):
    return "".join("\\" + c if c in "[]:\\" else c for c in text).replace("'", "'\\''")


def zsh_action(o):
    if o.kind == "output":
        return ' _files -g "*(' + "|".join(o.choices) + ')(-.)"'
    if o.choices and or_file(o):
        return '{_alternative "names\\:name\\:(' + " ".join(o.choices) + ')" "files\\:file\\:_files"}'
    if o.choices:
        return "(" + " ".join(o.choices) + ")"
    return " " if o.kind in ("number", "pair") else "_files"


def zsh_option(o):
    names = spellings(o)
    again = "*" if o.kind == "output" or "repeated" in o.help else ""
    value = "" if o.kind == "flag" else f":{zsh_text(o.argument)}:{zsh_action(o)}"
    if o.kind != "flag":
        names = [n + ("=" if n.startswith("--") else "+") for n in names]
    if len(names) > 1:
        head = "'*'" if again else f"'({' '.join(spellings(o))})'"
        return f"{head}{{{','.join(names)}}}'[{zsh_text(o.help)}]{value}'"
    return f"'{again}{names[0]}[{zsh_text(o.help)}]{value}'"


def zsh_arguments(command, indent):
    lines = [zsh_option(o) for o in command.options]
    lines += ["'1:spec:_files -g \"*.json(-.)\"'", "'*:output:_files'"] if takes_spec(command) else ["'*:file:_files'"]
    return (" \\\n" + indent + "        ").join([indent + "_arguments -s -S"] + lines) + "\n"


def zsh(program):
    function = "_" + program.name
    out = f"#compdef {program.name}\n# zsh completion of {program.name}; made by completions/make.py\n{function}() {{\n"
    if program.name in program.commands:
        out += zsh_arguments(program.commands[program.name], "        ")
    else:
        out += "        if (( CURRENT == 2 )); then\n                local -a commands=(\n"
        for name, command in program.commands.items():
            out += f"                        '{name}:{zsh_text(command.summary)}'\n"
        out += "                )\n                _describe -t commands command commands\n"
        out += "                _arguments '--help[list the commands]' '--version[print the version and the libraries]'\n"
        out += "                return\n        fi\n        shift words\n        (( CURRENT-- ))\n        case $words[1] in\n"
        for name, command in program.commands.items():
            out += f"        {name})\n" + zsh_arguments(command, " " * 16) + "                ;;\n"
        out += "        esac\n"
    return out + f"}}\n{function} \"$@\"\n"


# ---- fish ----

def fish_text(text):
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


def fish(program):
    one, name = program.name in program.commands, program.name
    out = f"# fish completion of {name}; made by completions/make.py\n"
    if not one:
        out += f"complete -c {name} -n __fish_use_subcommand -f\n"
        for command in program.commands.values():
            out += f"complete -c {name} -n __fish_use_subcommand -a {command.name} -d {fish_text(command.summary)}\n"
        out += f"complete -c {name} -n __fish_use_subcommand -l help -d 'list the commands'\n"
        out += f"complete -c {name} -n __fish_use_subcommand -l version -d 'print the version and the libraries'\n"
    for command in program.commands.values():
        when = "" if one else f" -n '__fish_seen_subcommand_from {command.name}'"
        for o in command.options:
            line = f"complete -c {name}{when}" + (f" -s {o.letter}" if o.letter else "") + f" -l {o.name}"
            if o.kind in ("number", "pair"):
                line += " -x"
            elif o.choices and o.kind != "output":
                line += f" {'-r -F' if or_file(o) else '-x'} -a {fish_text(' '.join(o.choices))}"
            elif o.kind != "flag":
                line += " -r -F"
            out += f"{line} -d {fish_text(o.help)}\n"
    return out


def main():
    shell, out, description = sys.argv[1:]
    made = {"bash": bash, "zsh": zsh, "fish": fish}[shell](rows.Program(description))
    pathlib.Path(out).write_text(made, encoding="utf-8")


main()
