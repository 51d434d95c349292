"""What a job's choices are called by CUPS and by the drivers of printers."""

from __future__ import annotations

from collections.abc import Iterable

from app.printing.job import Job, Sides
from app.printing.printers import Abilities, Option

_LONGEST_TITLE = 200
"""The longest title of a job in bytes; the protocol allows 255."""

_COLOUR_KEYS = (
    *("ColorModel", "ColorMode", "SelectColor", "CNColorMode", "HPColorMode", "XRXColor", "ARCMode"),
    *("ProcessColorModel", "ColorType", "BRPrintQuality", "BRMonoColor", "PrintColors"),
)
_GREY = {
    *("gray", "grey", "grayscale", "greyscale", "kgray", "devicegray", "floydsteinberggray"),
    *("mono", "monochrome", "black", "bw", "cmbw", "blackandwhite"),
}
_COLOURED = {
    *("color", "colour", "rgb", "cmyk", "cmy", "devicergb", "cmcolor", "normalcolor", "fullcolor"),
    *("auto", "automatic", "cmauto"),
}
_GREY_SWITCHES = ("HPColorAsGray", "CNIJSGrayScale", "Monochrome", "Gray")
_ON, _OFF = {"true", "yes", "on", "1"}, {"false", "no", "off", "0"}

_DUPLEX_KEYS = ("Duplex", "JCLDuplex", "EFDuplex", "EFDuplexing", "ARDuplex", "KD03Duplex")
_LONG_EDGE, _ONE_SIDE = {"duplexnotumble"}, {"none", "off", "false", "simplex"}
_TRAY_KEY = "InputSlot"
_OWN_KEYS = {
    *("PageSize", "PageRegion", "media", "sides", _TRAY_KEY, "Copies", "Collate", "OutputOrder"),
    *(*_DUPLEX_KEYS, *_COLOUR_KEYS, *_GREY_SWITCHES),
}
"""Options that the dialog has a place of its own for."""

_AS_IT_STANDS = {
    "print-scaling": "none",
    "fit-to-page": "false",
    "number-up": "1",
    "page-set": "all",
    "page-ranges": "1-999999",
    "outputorder": "normal",
    "orientation-requested": "3",
    "landscape": "false",
    "mirror": "false",
    "booklet": "off",
    "page-border": "none",
    "page-label": "",
    "collate": "true",
    "multiple-document-handling": "separate-documents-collated-copies",
}
"""Nothing is changed about the PDF: which pages come, in which order and how large, is decided in it alone. Each of
these can be the default of a queue or a user, and would then be applied to a job that does not say otherwise."""


def abilities_of(options: list[Option]) -> Abilities:
    """Return what a printer can do from the options of its driver."""
    by_key = {option.key: option for option in options}
    papers = by_key.get("PageSize") or by_key.get("media")
    tray = by_key.get(_TRAY_KEY)
    duplex = "sides" in by_key or any(
        _choice(by_key[key], _LONG_EDGE) for key in _DUPLEX_KEYS if key in by_key
    )
    return Abilities(
        papers=papers.choices if papers else (),
        trays=tray.choices if tray else (),
        duplex=not options or duplex,
        options=tuple(option for option in options if len(option.choices) > 1),
    )


def others(known: Abilities) -> list[Option]:
    """Return the options that the dialog has no place of its own for."""
    return [option for option in known.options if option.key not in _OWN_KEYS]


def arguments(job: Job, known: Abilities) -> list[str]:
    """Return the arguments of ``lp`` for a job.

    Every choice is said twice, in the spooler's words and in the driver's: what a user or an administrator once set
    as the queue's default in one of them would win over the other.
    """
    title = job.title.encode()[:_LONGEST_TITLE].decode("utf-8", "ignore")
    two = job.sides is Sides.BOTH
    options = {
        **_AS_IT_STANDS,
        "media": job.paper,
        "sides": "two-sided-long-edge" if two else "one-sided",
        "print-color-mode": "monochrome" if job.grey else "color",
        **_in_drivers_words(job, known),
        **({_TRAY_KEY: job.tray} if job.tray else {}),
        **dict(sorted(job.more.items())),
    }
    pairs = [part for key, value in options.items() for part in ("-o", f"{key}={value}")]
    return ["-d", job.printer, "-t", title, "-n", str(job.spooled_copies), *pairs]


def _in_drivers_words(job: Job, known: Abilities) -> dict[str, str]:
    """Return paper, sides and colour as the printer's driver calls them."""
    found = {"PageSize": job.paper} if known.option("PageSize") else {}
    for keys, wanted in (
        (_DUPLEX_KEYS, _LONG_EDGE if job.sides is Sides.BOTH else _ONE_SIDE),
        (_COLOUR_KEYS, _GREY if job.grey else _COLOURED),
        (_GREY_SWITCHES, _ON if job.grey else _OFF),
    ):
        for option in known.options:
            if option.key in keys and (choice := _choice(option, wanted)):
                found[option.key] = choice
    return found


def _choice(option: Option, wanted: Iterable[str]) -> str:
    """Return the option's first choice that is one of the *wanted* words, in the driver's spelling; else nothing."""
    return next((choice for choice in option.choices if choice.lower() in wanted), "")
