"""Recognises the headings of a form's sections, in the form's wording or one near it."""

import re
from difflib import SequenceMatcher
from functools import lru_cache

from app.chinese_numerals import NUMBER
from app.forms.model import Form, Section
from app.imports.matching.labels import main_spelling, squeeze

LEVEL_ONE = re.compile(f"(?P<number>{NUMBER})[、.,:]|第{NUMBER}[部章]分?")
_OTHER_NUMBER = re.compile(r"\([一二三四五六七八九十0-9]{1,3}\)|[0-9]{1,2}[、.,)]")
SENTENCE_END = "。；！？;!?"
LONGEST_HEADING = 45
_ALIKE_NUMBERED = 0.75
_ALIKE_SAME_NUMBER = 0.5
_ALIKE_PLAIN = 0.9
_ALIKE_SPLIT = 0.8
_AFTER_HEADING = re.compile(r"[:：。，,;；](?!$)|(?<=[\u4e00-\u9fff])[ \u3000\u2003]+(?=\S)")
_NOTHING = re.compile(r"(?:暂|均)?(?:无|没有)[^。]{0,12}。?")


def section_of(form: Form, text: str) -> Section | None:
    """Return the section whose heading *text* is, in the form's wording or one near it."""
    plain = squeeze(text)
    if not plain or len(plain) > LONGEST_HEADING or plain[-1] in SENTENCE_END:
        return None
    numbered = LEVEL_ONE.match(plain)
    if not numbered and _OTHER_NUMBER.match(plain):
        return None
    word = main_spelling(text)
    found = [(_likeness(section, word, numbered), section) for section in form.sections]
    ratio, section = max(found, key=lambda pair: pair[0])
    return section if ratio else None


def _likeness(section: Section, word: str, numbered: re.Match[str] | None) -> float:
    """Return how alike a section's heading and a line's *word* are; 0 when too little for the line's number."""
    threshold = _ALIKE_PLAIN
    if numbered:
        own = LEVEL_ONE.match(section.heading)
        is_same = own is not None and own["number"] == numbered["number"]
        threshold = _ALIKE_SAME_NUMBER if is_same else _ALIKE_NUMBERED
    return _alike(main_spelling(section.heading), word, threshold)


def split_heading(form: Form, text: str) -> tuple[Section, str] | None:
    """Return the section whose heading begins a line, and the text that follows it on the same line."""
    bare = text.strip()
    for match in _AFTER_HEADING.finditer(bare[: 2 * LONGEST_HEADING]):
        head, rest = bare[: match.start()], bare[match.end() :].strip()
        section = section_of(form, head) if rest and _is_numbered(head) else None
        if section is not None and _is_worded(section, head):
            return section, rest
    for section in form.sections:
        length = len(section.heading)
        if section.heading and squeeze(bare).startswith(squeeze(section.heading)):
            rest = _behind(bare, len(squeeze(section.heading)))
            if len(rest) <= length and _NOTHING.fullmatch(squeeze(rest)):
                return section, rest
    return None


def nothing_said(text: str) -> tuple[str, str] | None:
    """Return a numbered heading, whatever its words, and what follows it on the line: that there is nothing."""
    bare = text.strip()
    match = _AFTER_HEADING.search(bare)
    if match is None or len(bare) > LONGEST_HEADING or not _is_numbered(bare):
        return None
    rest = bare[match.end() :].strip()
    return (bare[: match.start()], rest) if _NOTHING.fullmatch(squeeze(rest)) else None


def _is_numbered(text: str) -> bool:
    plain = squeeze(text)
    return bool(LEVEL_ONE.match(plain))


def _is_worded(section: Section, text: str) -> bool:
    return _alike(main_spelling(section.heading), main_spelling(text), _ALIKE_SPLIT) > 0


def _behind(text: str, count: int) -> str:
    """Return what follows the first *count* characters that are not blanks."""
    for place, character in enumerate(text):
        if count == 0:
            return text[place:].strip()
        count -= not character.isspace()
    return ""


def before_headings(form: Form) -> Section | None:
    """Return the section for the text between the title and the first heading; not every form has one."""
    texts = (section for section in form.text_sections if not section.heading)
    return next(texts, None)


@lru_cache(maxsize=4096)
def _alike(heading: str, word: str, threshold: float) -> float:
    """Return how alike two wordings are, from 0 to 1; 0 at once when they can't reach the threshold.

    The headings of many reports are the same.
    """
    matcher = SequenceMatcher(None, heading, word, autojunk=False)
    if not heading or matcher.real_quick_ratio() < threshold or matcher.quick_ratio() < threshold:
        return 0.0
    ratio = matcher.ratio()
    return ratio if ratio >= threshold else 0.0
