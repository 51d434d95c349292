"""What stays the same from one archive package or transfer of a body to the next: remembered for each body."""

from collections.abc import Collection, Mapping

from app.exports.archival_details import CODE_RULE, NO_PARTICULARS
from ui.base.settings import Settings

USUAL = {
    "archive_name": NO_PARTICULARS.archive_name,
    "fonds_number": NO_PARTICULARS.fonds_number,
    "category": NO_PARTICULARS.category,
    "retention": NO_PARTICULARS.retention,
    "office_or_matter": NO_PARTICULARS.office_or_matter,
    "office_code": "BGS",
    "code_rule": CODE_RULE,
    "keywords": NO_PARTICULARS.keywords,
}
"""What a body begins with."""
_OF_THE_PLACE = ("archive_name", "code_rule")
"""What bodies that hand over to one archive share: one that is not known yet begins with what was used last."""


def constant(settings: Settings, body: str, name: str) -> str:
    """Return what is remembered for a body; for one that is not known, what it begins with."""
    return settings.text_of_unit(body, name, _first(settings, name))


def common_constant(settings: Settings, bodies: Collection[str], name: str) -> str:
    """Return what is remembered for all of these bodies alike; where they differ, what a new one begins with."""
    known = {constant(settings, body, name) for body in bodies}
    return known.pop() if len(known) == 1 else _first(settings, name)


def remember_constants(settings: Settings, body: str, texts: Mapping[str, str]) -> None:
    """Remember what was entered for a body."""
    for name, text in texts.items():
        settings.set_of_unit(body, name, text)
        if name in _OF_THE_PLACE:
            settings.set(f"archive/{name}", text)


def _first(settings: Settings, name: str) -> str:
    return settings.text(f"archive/{name}", USUAL[name]) if name in _OF_THE_PLACE else USUAL[name]
