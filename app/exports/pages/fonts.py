"""The faces that a report is set in, and the glyph of each character, taken from the first face that has it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property, lru_cache

from app.errors import UserError
from app.exports.pages.extra_fonts import extra_fonts, is_optional
from app.exports.pages.linebreak import CharacterKind, kind_of
from app.exports.pages.sfnt import FontError, Sfnt
from app.paths import resource
from app.writing_systems import STAND_IN, script_of, way_out


class FontRole(StrEnum):
    """What a face is for; the value is its Chinese name."""

    TITLE = "小标宋"
    FANG = "仿宋"
    KAI = "楷体"
    HEI = "黑体"
    SONG = "宋体"


BUNDLED = {
    FontRole.TITLE: "NotoSerifSC-Bold.ttf",
    FontRole.FANG: "FandolFang.ttf",
    FontRole.KAI: "NianbaoKai.ttf",
    FontRole.HEI: "NotoSansSC-Medium.ttf",
    FontRole.SONG: "NotoSerifSC-Regular.ttf",
}

RARE_BOLD = "NianbaoRareBold.ttf"
"""Extension A in the weight of titles."""
RARE = ("NianbaoRare.ttf", "NotoSansYi.ttf", "NotoSansLisu.ttf", "NotoSansNewTaiLue.ttf")
"""Fonts for characters that no other face has: Extension A, and scripts of unconnected letters."""

# Characters that print nothing: controls, joiners, marks of direction, variation selectors. Those that part words
# are set as a space.
_NOT_PRINTED: dict[int, str | None] = dict.fromkeys(
    (
        *range(0x20),
        *range(0x7F, 0xA0),
        0xAD,
        *range(0x200B, 0x2010),
        *range(0x202A, 0x202F),
        *range(0x2060, 0x2070),
        *range(0xFE00, 0xFE10),
        0xFEFF,
        *range(0xE0100, 0xE01F0),
    )
)
_NOT_PRINTED |= dict.fromkeys((*range(0x09, 0x0E), 0x85, 0x2028, 0x2029), " ")

# Labels and figures recur, in one report and in the next.
_MOST_WIDTHS, _LONGEST_KNOWN = 4096, 40

_FULL_WIDTH = frozenset(
    {CharacterKind.OPEN, CharacterKind.CLOSE, CharacterKind.STOP, CharacterKind.MARK, CharacterKind.LEADER}
)


def visible(text: str) -> str:
    """Return *text* as it is drawn, one glyph per character: without characters that print nothing."""
    return text.translate(_NOT_PRINTED)


class MissingGlyphError(UserError):
    """No face at hand has a character."""

    def __init__(self, character: str, place: str = "") -> None:
        self.character = character
        where = f"（{place}）" if place else ""
        code = f"“{character}”（U+{ord(character):04X}）{where}"
        if script := script_of(character):
            super().__init__(f"本程序印不出{script}，如{code}，{way_out(script)}。")
            return
        other = "装上扩展字库" if is_optional(character) else "改用通行的写法"
        super().__init__(f"没有字体能印出{code}，请换一个字，或{other}。")


class Face:
    """A font with a role; compared by identity."""

    def __init__(self, role: FontRole, font: Sfnt) -> None:
        self.role = role
        self.font = font


@dataclass(frozen=True, slots=True, eq=False)
class Glyph:
    """A character as one face draws it. Lengths are in em.

    *width* is its cell, *shift* where the drawing starts in the cell. *before* and *after* are the blank halves of a
    punctuation mark, which a full line may give up.
    """

    character: str
    face: Face
    number: int
    width: float
    drawn_width: float
    kind: int
    before: float
    after: float
    shift: float


class FaceChain:
    """A face and those that stand in for it, in order; a *lenient* one gives a mark for what none of them has."""

    def __init__(self, faces: tuple[Face, ...], *, lenient: bool = False) -> None:
        self.faces = faces
        self._lenient = lenient
        self._glyphs: dict[str, Glyph] = {}
        self._widths: dict[str, float] = {}

    def glyphs(self, text: str) -> list[Glyph]:
        """Return the glyphs of *text*, without those of invisible characters. Raises MissingGlyphError."""
        known = self._glyphs
        try:
            return [known[character] for character in text]
        except KeyError:
            return [known.get(character) or self._find(character) for character in visible(text)]

    def width(self, text: str) -> float:
        """Return the width of *text* in em, each character by itself."""
        width = self._widths.get(text)
        if width is None:
            width = sum([glyph.width for glyph in self.glyphs(text)])
            if len(self._widths) < _MOST_WIDTHS and len(text) <= _LONGEST_KNOWN:
                self._widths[text] = width
        return width

    def missing(self, text: str) -> list[str]:
        """Return the characters of *text* that no face has, each once, in order."""
        absent = []
        for character in dict.fromkeys(text):
            try:
                self.glyphs(character)
            except MissingGlyphError:
                absent.append(character)
        return absent

    def _find(self, character: str) -> Glyph:
        for face in self.faces:
            number = face.font.glyph(ord(character))
            if number:
                return self._glyphs.setdefault(character, _glyph(character, face, number))
        if self._lenient and character != STAND_IN:
            return self._glyphs.setdefault(character, self._find(STAND_IN))
        raise MissingGlyphError(character)


def _glyph(character: str, face: Face, number: int) -> Glyph:
    drawn = face.font.advance(number) / face.font.units_per_em
    kind = kind_of(character)
    width, shift, before, after = drawn, 0.0, 0.0, 0.0
    if kind in _FULL_WIDTH:
        width = 1.0
        shift = {CharacterKind.OPEN: 1 - drawn, CharacterKind.CLOSE: 0.0, CharacterKind.STOP: 0.0}.get(
            kind, (1 - drawn) / 2
        )
        before = 0.5 if kind == CharacterKind.OPEN else 0.0
        after = 0.5 if kind in (CharacterKind.CLOSE, CharacterKind.STOP) else 0.0
    return Glyph(character, face, number, width, drawn, kind, before, after, shift)


class FontSet:
    """A face for each role. Whatever a face lacks, 宋体 supplies, and then *further* faces in their order.

    What 仿宋 lacks, 楷体 supplies first: it is as light, and a word stays in one tone; what 小标宋 lacks, *bold* does, if
    there is such a face. *substitutions* are sentences that say which office font the set does without.
    """

    def __init__(
        self,
        faces: dict[FontRole, Face],
        further: Sequence[Face] = (),
        substitutions: tuple[str, ...] = (),
        bold: Face | None = None,
        *,
        lenient: bool = False,
    ) -> None:
        self.bold = bold
        self.substitutions = substitutions
        self.faces = faces
        self.further = further
        self._chains = {}
        for role, face in faces.items():
            alike = {FontRole.FANG: faces[FontRole.KAI], FontRole.TITLE: bold}.get(role)
            nearest = (alike,) if alike else ()
            all_faces = tuple(dict.fromkeys((face, *nearest, faces[FontRole.SONG], *further)))
            self._chains[role] = FaceChain(all_faces, lenient=lenient)

    def __getitem__(self, role: FontRole) -> FaceChain:
        return self._chains[role]

    @cached_property
    def for_drafts(self) -> FontSet:
        """The same faces, but a character that none has is printed as a mark instead of being refused."""
        return FontSet(self.faces, self.further, self.substitutions, self.bold, lenient=True)

    def missing(self, texts: Iterable[str]) -> list[str]:
        """Return the characters that can't be printed, each once, in order."""
        return self[FontRole.SONG].missing("".join(texts))


@lru_cache(maxsize=1)
def bundled() -> FontSet:
    """Return the faces that come with the program, and the optional ones beside it. They are opened once. Raises UserError when one is damaged."""
    faces = {role: _bundled(role, name) for role, name in BUNDLED.items()}
    further = [_bundled(FontRole.SONG, name) for name in RARE]
    optional = (Face(FontRole.SONG, font) for font in extra_fonts())
    return FontSet(faces, [*further, *optional], bold=_bundled(FontRole.TITLE, RARE_BOLD))


def _bundled(role: FontRole, name: str) -> Face:
    try:
        return Face(role, Sfnt(resource("fonts", name)))
    except (OSError, FontError) as error:
        raise UserError(f"程序自带的字体文件 {name} 无法读取，请重新安装本程序。") from error
