"""Tells by its outline whether a digit is drawn as another one: a PDF's font may say 7 of what a person sees as 1."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import combinations
from math import ceil, floor

Outline = Sequence[Sequence[tuple[float, float]]]
"""The closed lines that bound a character, x to the right and y upwards."""

_ROWS, _COLUMNS = 12, 10
_WIDE = 0.9
"""How much of its height is looked at across."""
_SURELY = 10
"""By how many places more than another digit the one that is told must differ from what is drawn."""
_KNOWN = (
    "7f98661986619866198661986218fe 210842118661986619866188421084 3f08421084210842108421084210fc 221886118461986619866188611804 3f1fc739ce739ce739ce739ce7f8fc 120cc731ce739ce739ce739ce33048 1e0c82108421084210842108433038 1e0cc2108421084210842108433078",
    "020080200802008020081a03806008 0c0300c0300c0300c0300c0301c010 7f8100401004010040100401034030 180200c0300401006008020080300c 060180601806018060581e03806008 3f0300c0300c0300c0300c0301c010 06008020080200802008020080e018 3f0300c0300c0300c0300c0303c010",
    "7f980300600c01801006218862187c 3f08010020040080200c4300c030f8 7f882108300600c01802008822187c 7e084100200400801004018061187c 7f9fe380700e01c03806719c63f87c 7f0fc10022040080300c0300c3f07c 7f8802004008018020040108631078 3f0841102004008010042108423078",
    "3f08661806018040f00401184230f8 3e084010040100c0e008010042307c 3f004010040103c020040100421078 7c1880300c0300c16008018060181c 3f0fe738060180c0e00c030cc3f0f8 7e1c4218060180e0f0080300c2707c 3e18c01002008040e0080108421078 1e08c21084010040c0080108421078",
    "02008021fe62088120680a01806008 02008021fe02088120080a00806008 0f808020087f888220480a02806018 04010041fc020081302c0500c01802 0300c7f9fe630cc3306c0f03c0701c 0701c071fe4709c2705c0f01c0700c 02008421fe22088120680a01004008 0f808021fe62088120480a02806008",
    "3f1846180601806218fc20080300fc 3e0840100401004010f8100400f03c 3f00601806018863f0b820080200fc 7c10803004010040103c1c0000803e 3f0fc718060180e3f8fe360c03f07c 7e1c4210040301c3f0f0000001f07c 1e08c0100200884330b0200802007c 1e08c21084010843b0b0200803c0cc",
    "3f0c46198661986711b860184611fc 131846118661986619bc600c01803c 1e08421084210843f080200803007c 021084310441104431f8300e018030 3f0fe719c6719c67f9f8701cc7f1fc 131cc731ce739ce739c0380e01803c 1e08461102608843f0c01002008010 1e0cc2108421084310b8200841103c",
    "100401006018020080300600c019fe 0802004010040080200801104210fc 0801004010020080200c01104419fe 2008010040080200400002004010fe 1806018060180700c0380600c7f9fe 080200c03004018060084310c3f0fe 10060080200c0100400802004211fc 08020080200802004010020843f080",
    "3f18661986618843e0cc2108433078 3308421084230581c0c82108421048 3f08421084210cc1e084210842107c 2210441104431980c0641084210826 3f1fe61986618cc1e0cc330cc3f0fc 3f18e6398e7387c1e0f8330cc330cc 1e08461906610cc0e0502308231078 1e08421084210dc0c0682108421078",
    "3f886218061d9ce6198661986230fc 1c0080300c0108c2108421084210c8 3e00c01004010fc210842108423078 180300700e1f88621886208c210840 3f8fe7380e1f9fe6398e6398e7f0fc 3c0180701c039ce739ce738ce338c8 0200802008020f4431044108431878 1c088210041d08c210842108433078",
)  # fmt: skip
"""The digits 0 to 9 as Helvetica, Times, Courier, their slanted and bold kinds, and Chinese fonts (Kai, Fangsong) draw them:
the places of `places_of`, a number for each font."""


@lru_cache(maxsize=1)
def _known() -> list[list[int]]:
    return [[int(number, 16) for number in line.split()] for line in _KNOWN]


def are_others(places: Mapping[str, int]) -> bool:
    """Whether one of the digits, each with the places that its outline inks, is plainly drawn as another, or two as each other."""
    known = _known()
    told = {digit: _unlike(inked, known[int(digit)]) for digit, inked in places.items() if inked}
    for digit, unlike in told.items():
        # What is like the digit that is told needs no further look.
        if unlike >= _SURELY and unlike - min(_unlike(places[digit], fonts) for fonts in known) >= _SURELY:
            return True
    for one, other in combinations(told, 2):
        both = told[one] + told[other]
        if both >= _SURELY:
            crossed = _unlike(places[one], known[int(other)]) + _unlike(places[other], known[int(one)])
            if both - crossed >= _SURELY:
                return True
    return False


def _unlike(places: int, fonts: Sequence[int]) -> int:
    return min((places ^ known).bit_count() for known in fonts)


def places_of(outline: Outline) -> int:
    """Return which places of a grid over a character have ink, as the bits of a number; 0 where nothing is drawn."""
    xs, ys = [x for line in outline for x, _ in line], [y for line in outline for _, y in line]
    height = max(ys, default=0.0) - min(ys, default=0.0)
    if height <= 0:
        return 0
    width = _WIDE * height
    left, bottom = (min(xs) + max(xs) - width) / 2, min(ys)
    step, column = height / _ROWS, width / _COLUMNS
    crossed: list[list[tuple[float, int]]] = [[] for _ in range(_ROWS)]
    for line in outline:
        x0, y0 = line[-1]
        for x1, y1 in line:
            low, high = (y0, y1) if y0 < y1 else (y1, y0)
            first = ceil((low - bottom) / step - 0.5)
            for row in range(max(first, 0), min(ceil((high - bottom) / step - 0.5), _ROWS)):
                at = x0 + (bottom + (row + 0.5) * step - y0) * (x1 - x0) / (y1 - y0)
                crossed[row].append(((at - left) / column, 1 if y1 > y0 else -1))
            x0, y0 = x1, y1
    places = 0
    for crossings in crossed:
        places = places << _COLUMNS | _inked(sorted(crossings))
    return places


def places_of_picture(rows: Sequence[Sequence[bool]]) -> int:
    """Return the places of a grid as `places_of` does, from the rows of a picture, the lowest one first."""
    inked = [(x, y) for y, row in enumerate(rows) for x, ink in enumerate(row) if ink]
    if not inked:
        return 0
    bottom, height = inked[0][1], inked[-1][1] - inked[0][1] + 1
    width = _WIDE * height
    left = (min(x for x, _ in inked) + max(x for x, _ in inked) + 1 - width) / 2
    places = 0
    for row in range(_ROWS):
        line = rows[bottom + int((row + 0.5) * height / _ROWS)]
        for column in range(_COLUMNS):
            x = floor(left + (column + 0.5) * width / _COLUMNS)
            places = places << 1 | (0 <= x < len(line) and line[x])
    return places


def _inked(crossed: Sequence[tuple[float, int]]) -> int:
    """Return the places of a row between where the outline is crossed, the first one as the highest bit."""
    found = turns = 0
    begins = 0
    for at, turn in crossed:
        place = min(max(ceil(at - 0.5), 0), _COLUMNS)
        if turns == 0:
            begins = place
        turns += turn
        if turns == 0:
            found |= (1 << (_COLUMNS - begins)) - (1 << (_COLUMNS - place))
    return found
