"""The XML of an OFD package: one namespace, the prefix that readers look for, numbers in few digits."""

from functools import lru_cache
from xml.sax.saxutils import escape, quoteattr

NAMESPACE = "http://www.ofdspec.org/2016"

__all__ = ["NAMESPACE", "document", "element", "escape", "number", "quoteattr", "thousandths"]


def document(root: str, content: str, attributes: str = "") -> bytes:
    """Return a file with this root element; *content* and *attributes* are XML already."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<ofd:{root} xmlns:ofd="{NAMESPACE}"{attributes}>'
        f"{content}</ofd:{root}>\n"
    ).encode()


def element(name: str, text: str, attributes: str = "") -> str:
    """Return an element that holds a text; *attributes* are XML already."""
    return f"<ofd:{name}{attributes}>{escape(text)}</ofd:{name}>"


def number(value: float) -> str:
    """Return a length in millimetres, to a thousandth."""
    return thousandths(round(1000 * value))


@lru_cache(maxsize=65536)
def thousandths(value: int) -> str:
    """Return so many thousandths of a millimetre as millimetres."""
    sign, (whole, rest) = "-" if value < 0 else "", divmod(abs(value), 1000)
    return f"{sign}{whole}.{rest:03d}".rstrip("0").rstrip(".")
