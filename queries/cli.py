"""The command line: ``ketnoi`` and its commands (``queries/commands``).

Data go to standard output, messages to standard error; an error is one line
and a non-zero exit code.
"""

from __future__ import annotations

import click

from queries.commands import COMMANDS
from queries.options import Group


@click.group(cls=Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="ketnoi")
def main() -> None:
    """Kết nối: nhà cung cấp trong nước phù hợp với bên mua FDI, có lý do và nguồn.

    Which domestic suppliers fit a foreign buyer in Vietnam, with reasons and sources.
    """


for command in COMMANDS:
    main.add_command(command)


if __name__ == "__main__":
    main()
