"""Old workbooks are read in a process of their own first.

The numbers inside a damaged XLS file say how much memory to take, and the reader
takes it: more than there is ends the whole process, which no ``except`` can catch.
"""

from __future__ import annotations

import subprocess
import sys

_MEMORY = 4 << 30  # bytes that the trial may take; an XLS file has at most 65,536 rows a sheet
_SECONDS = 300

_TRIAL = f"""
import io, sys
try:
    import resource
    resource.setrlimit(resource.RLIMIT_AS, ({_MEMORY}, {_MEMORY}))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
except (ImportError, ValueError, OSError):
    pass
import python_calamine
try:
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(sys.stdin.buffer.read()))
    for name in book.sheet_names:
        book.get_sheet_by_name(name).to_python()
except BaseException:
    pass  # the reader said what is wrong, and will say it again
"""


def can_be_read(raw: bytes) -> bool:
    """Whether reading a workbook ends, with its cells or with an error, rather than with the process."""
    try:
        done = subprocess.run(
            [sys.executable, "-c", _TRIAL], input=raw, capture_output=True, timeout=_SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0
