"""What a command will need is loaded in a copy of its process, while its arguments and the workspace are read."""

from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from functools import partial
from importlib import import_module

from app.forked_work import standing_by

_WRITERS = {
    "pdf": "app.exports.pdf",
    "ofd": "app.exports.ofd",
    "docx": "app.exports.docx",
    "xlsx": "app.exports.xlsx",
    "chart-png": "app.exports.infographic",
    "chart-svg": "app.exports.infographic",
    "chart-pdf": "app.exports.infographic",
    "comparison-pdf": "app.exports.comparison",
    "comparison-xlsx": "app.exports.comparison",
}
"""The module that writes each format of ``export``, where it takes long to load."""


_ON_PAGES = ("pdf", "ofd")


def loading_ahead(arguments: Sequence[str]) -> AbstractContextManager[None]:
    """Have an export's format loaded by a copy of this process, as `app.forked_work` says.

    The arguments are only looked at: a guess that is wrong costs some work of another processor.
    """
    if arguments[:1] != ["export"]:
        return nullcontext()
    named = [name for name in _WRITERS if name in arguments or f"--to={name}" in arguments]
    return standing_by(partial(_load, named[0])) if len(named) == 1 else nullcontext()


def _load(format_name: str) -> None:
    import_module(_WRITERS[format_name])
    if format_name in _ON_PAGES:
        from app.exports.pages.rehearsal import rehearse

        rehearse()
