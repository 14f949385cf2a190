"""The commands of ``ketnoi``, a module for each kind; a line in ``COMMANDS`` is a command."""

from __future__ import annotations

import click

from queries.commands.ask import buyers, explain, suppliers
from queries.commands.data import copy, load_command, template
from queries.commands.demo import demo
from queries.commands.evaluating import evaluate, fit
from queries.commands.export import export
from queries.commands.pages import html
from queries.commands.place import place_command
from queries.commands.planning import exposure, meetings, rank_all, what_if
from queries.commands.resolve import resolve
from queries.commands.source import source_command
from queries.commands.supply import gaps, localisation
from queries.commands.synth import synth

__all__ = ["COMMANDS"]

# In the order in which `ketnoi --help` lists them.
COMMANDS: tuple[click.Command, ...] = (
    demo,
    template,
    load_command,
    copy,
    synth,
    place_command,
    resolve,
    source_command,
    suppliers,
    buyers,
    explain,
    gaps,
    localisation,
    what_if,
    meetings,
    exposure,
    rank_all,
    html,
    export,
    evaluate,
    fit,
)
