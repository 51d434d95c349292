"""Web pages saved as a single file (.mht): a mail message whose first HTML part is the page."""

import email
import email.policy
from email.message import EmailMessage

from app.imports.files import Unreadable, decode


def page(data: bytes, name: str) -> str:
    """Return the page's HTML. Raises `Unreadable`."""
    message = email.message_from_bytes(data, _class=EmailMessage, policy=email.policy.default)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            content = part.get_payload(decode=True)
            if isinstance(content, bytes):
                return decode(content, name)
    raise Unreadable(f"“{name}”中没有网页内容，请在浏览器中另存为“网页，仅 HTML”后再读入。")
