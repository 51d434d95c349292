"""Runs in the frozen program before anything else: there is no Pillow in it.

reportlab and openpyxl import Pillow for pictures, which a report has none of; both do without when its Image is None.
Its libraries are 8 MB.
"""

import sys
from types import ModuleType

pillow = ModuleType("PIL")
pillow.Image = None
sys.modules["PIL"] = pillow
