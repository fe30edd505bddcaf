# SPDX-License-Identifier: Apache-2.0
"""What a program says of its own command line (--describe): commands, options, exit statuses. Read from a file, so that the
build runs the program once."""


class Option:
    def __init__(self, name, letter, argument, kind, help_, choices):
        self.name, self.letter, self.argument, self.kind, self.help = name, letter, argument, kind, help_
        self.choices = choices.split()


class Command:
    def __init__(self, name, usage, summary):
        self.name, self.usage, self.summary, self.options = name, usage, summary, []


class Program:
    def __init__(self, path):
        self.commands, self.statuses = {}, []
        for line in open(path, encoding="utf-8"):
            what, *fields = line.rstrip("\n").split("\t")
            if what == "program":
                self.name = fields[0]
            elif what == "statuses":
                said = fields[0].partition(": ")[2]
                self.statuses = [one.split(" ", 1) for one in said.split("; ")]
            elif what == "command":
                self.commands[fields[0]] = Command(*fields)
            elif what == "option":
                self.commands[fields[0]].options.append(Option(*fields[1:]))
