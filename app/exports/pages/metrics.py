"""The page of GB/T 9704-2012 in points (1/72 inch): A4, 版心 156 × 225 mm, 22 lines of 28 characters (5.1, 5.2)."""

MM = 72 / 25.4

PAGE_WIDTH = 210 * MM
PAGE_HEIGHT = 297 * MM
LEFT = 28 * MM
TOP = 37 * MM
WIDTH = 156 * MM
HEIGHT = 225 * MM

LINES = 22
CHARACTERS = 28
PITCH = WIDTH / CHARACTERS
LEADING = HEIGHT / LINES

BODY_SIZE = 16.0
"""3号."""
TITLE_SIZE = 22.0
"""2号."""
FOLIO_SIZE = 14.0
"""4号."""

FOLIO_DROP = 7 * MM
"""From the bottom of the 版心 down to the 一字线 beside the page number (7.5)."""

BASELINE = 0.38
"""From the middle of an ideograph's em box down to its baseline, in em: the box reaches 0.12 em below it."""
