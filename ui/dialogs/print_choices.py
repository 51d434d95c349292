"""What is chosen for printing, as a value, and which choices are remembered for each printer."""

from __future__ import annotations

import json
from dataclasses import dataclass, fields, replace

from app.printing.cups_options import others
from app.printing.job import Job, PrintSettings, Sides
from app.printing.printers import Abilities
from ui.base.settings import Settings


@dataclass(frozen=True)
class Choices(PrintSettings):
    """The dialog's choices. *pages* is None for all; *whole_sets*: all reports, then all again; *review*: what is not final
    comes as a copy for review."""

    printer: str
    pages: tuple[int, ...] | None = None
    whole_sets: bool = False
    sheet_between: bool = False
    review: bool = False

    def job(self, title: str, page_count: int, *, last: bool = True) -> Job:
        """Return the job for one document."""
        settings = {field.name: getattr(self, field.name) for field in fields(PrintSettings)}
        if self.whole_sets:
            settings["copies"] = 1
        pages = self.pages if self.pages is not None else tuple(range(page_count))
        return Job(title, self.printer, pages, self.sheet_between and not last, **settings)


def remembered(settings: Settings, printer: str, known: Abilities) -> Choices:
    """Return what was chosen last for this printer, as far as it can still be chosen. Copies and pages never are."""
    usual = Sides.BOTH if known.duplex else Sides.ONE
    try:
        sides = Sides(settings.text_of_printer(printer, "sides", usual.value))
    except ValueError:
        sides = usual
    tray = settings.text_of_printer(printer, "tray")
    return Choices(
        printer,
        sides=usual if sides is Sides.BOTH and not known.duplex else sides,
        backs_backwards=bool(settings.of_printer(printer, "backs_backwards", 1)),
        tray=tray if tray in known.trays else "",
        grey=bool(settings.of_printer(printer, "grey", 1)),
        more=_offered(settings.text_of_printer(printer, "more"), known),
    )


def _offered(text: str, known: Abilities) -> dict[str, str]:
    """Return the remembered driver's choices that the driver still offers."""
    try:
        found = json.loads(text or "{}")
    except ValueError:
        return {}
    if not isinstance(found, dict):
        return {}
    choices = {option.key: option.choices for option in others(known)}
    return {key: value for key, value in found.items() if value in choices.get(key, ())}


def remember(settings: Settings, choices: Choices) -> None:
    """Remember what belongs to the printer."""
    name = choices.printer
    settings.set("print/last", name)
    settings.set_of_printer(name, "sides", choices.sides.value)
    settings.set_of_printer(name, "backs_backwards", int(choices.backs_backwards))
    settings.set_of_printer(name, "tray", choices.tray)
    settings.set_of_printer(name, "grey", int(choices.grey))
    settings.set_of_printer(name, "more", json.dumps(dict(choices.more), ensure_ascii=False))


def for_many(choices: Choices, documents: list[tuple[str, int]]) -> list[tuple[int, Job]]:
    """Return the jobs for documents (title, pages) in their order, each with its document's number."""
    rounds = choices.copies if choices.whole_sets else 1
    order = [number for _ in range(rounds) for number in range(len(documents))]
    jobs = []
    for at, number in enumerate(order):
        job = choices.job(*documents[number], last=at == len(order) - 1)
        jobs.append((number, replace(job, pages=tuple(range(documents[number][1])))))
    return jobs
