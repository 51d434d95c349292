"""The names of the parts of LibreOffice's format."""

_BASE = "urn:oasis:names:tc:opendocument:xmlns"
OFFICE, TEXT, TABLE, STYLE, META, NUMBER, CONFIG = (
    f"{{{_BASE}:{part}:1.0}}" for part in ("office", "text", "table", "style", "meta", "datastyle", "config")
)
FO = f"{{{_BASE}:xsl-fo-compatible:1.0}}"
MANIFEST = f"{{{_BASE}:manifest:1.0}}"
