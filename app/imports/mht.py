"""Web pages saved as a single file (.mht): a mail message whose first HTML part is the page."""

import email
import email.policy
import re
from email.message import EmailMessage

from app.imports.files import Unreadable, decode

_HEADER = re.compile(rb"(?:[A-Za-z-]+:[^\n]*\n(?:[ \t][^\n]*\n)*){0,20}?(?i:mime-version|content-type):")


def is_saved_page(data: bytes) -> bool:
    """Whether the bytes begin as a mail message does."""
    return _HEADER.match(data[:4096].replace(b"\r\n", b"\n")) is not None


def page(data: bytes, name: str) -> str:
    """Return the page's HTML. Raises `Unreadable`."""
    message = email.message_from_bytes(data, _class=EmailMessage, policy=email.policy.default)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            content = part.get_payload(decode=True)
            if isinstance(content, bytes):
                return decode(content, name)
    raise Unreadable(f"“{name}”中没有网页内容，请在浏览器中另存为“网页，仅 HTML”后再导入。")
