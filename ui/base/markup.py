"""What users typed, shown as typed: Qt takes a tooltip that looks like markup for markup."""


def escape(text: str) -> str:
    """Return *text* as markup that shows it literally (the standard library's function loads 2,231 names)."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def plain_tip(text: str) -> str:
    """Return *text* for a tooltip; where it could be taken for markup, as markup that shows it literally."""
    return f"<qt>{escape(text)}</qt>".replace("\n", "<br>") if "<" in text or "&" in text else text
