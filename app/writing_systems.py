"""Scripts of peoples in China that can't be set here: letters change with their neighbours, stand one above the other,
or no font at hand has them."""

STAND_IN = "〓"
"""What a draft prints for a character that no font has."""

_SCRIPTS = (
    ("藏文", 0x0F00, 0x1000),
    ("维吾尔文、哈萨克文等阿拉伯字母的文字", 0x0600, 0x0780),
    ("维吾尔文、哈萨克文等阿拉伯字母的文字", 0x08A0, 0x0900),
    ("维吾尔文、哈萨克文等阿拉伯字母的文字", 0xFB50, 0xFE00),
    ("维吾尔文、哈萨克文等阿拉伯字母的文字", 0xFE70, 0xFEFF),
    ("蒙古文（满文、锡伯文）", 0x1800, 0x18B0),
    ("蒙古文（满文、锡伯文）", 0x11660, 0x11680),
    ("德宏傣文", 0x1950, 0x1980),
    ("老傣文", 0x1A20, 0x1AB0),
    ("朝鲜文", 0x1100, 0x1200),
    ("朝鲜文", 0x3130, 0x3190),
    ("朝鲜文", 0xA960, 0xA980),
    ("朝鲜文", 0xAC00, 0xD800),
    ("苗文", 0x16F00, 0x16FA0),
    ("图形符号（表情等）", 0x2600, 0x27C0),
    ("图形符号（表情等）", 0x1F000, 0x1FB00),
)
"""Each from its first code to before its last; pictures count as a script, since texts use them as one."""
_PICTURES = "图形符号（表情等）"


def script_of(character: str) -> str:
    """Return the name of a character's script if it is one of those; else nothing."""
    return next((name for name, first, end in _SCRIPTS if first <= ord(character) < end), "")


def way_out(script: str) -> str:
    """Say what to do about a text in a script."""
    return "请删去或用文字写明" if script == _PICTURES else "请改用汉字译写，或在印出后另附原文"
