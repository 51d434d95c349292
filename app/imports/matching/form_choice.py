"""Chooses the forms that a document may use: by its title, then by its headings; its cells choose only among these."""

from collections.abc import Iterable, Sequence
from itertools import islice

from app.forms.model import YEARLY, Form
from app.imports.matching.headings import section_of
from app.imports.matching.labels import squeeze
from app.imports.raw_document import RawDocument, RawText

_TITLE_AMONG = 60
"""A title stands among the first texts; a web page has some of its own before it."""
_LONGEST_TITLE = 60
_HEADINGS_AMONG = 2_000


def likely_forms(raw: RawDocument, forms: Iterable[Form]) -> list[Form]:
    """Return the forms that may be meant, those of the yearly report first.

    A damaged report has few readable cells of its own form and may have as many of a form of another series.
    So the title and, without one, the headings choose the series; they never choose within one, where they agree.
    """
    candidates = sorted(forms, key=lambda form: form.series != YEARLY)
    if len({form.series for form in candidates}) == 1:
        return candidates
    texts = [block.text for block in raw.blocks if isinstance(block, RawText)]
    lines = list(islice((squeeze(text) for text in texts if text.strip()), _TITLE_AMONG))
    candidates = _most(candidates, [_title_vote(form, lines) for form in candidates])
    return _most(candidates, [_heading_vote(form, texts) for form in candidates])


def _most(candidates: list[Form], votes: list[int]) -> list[Form]:
    """Return the forms whose series has the most votes, each series having those of its best form."""
    most = max(votes)
    chosen = {form.series for form, vote in zip(candidates, votes, strict=True) if vote == most}
    return [form for form in candidates if form.series in chosen]


def _title_vote(form: Form, lines: Sequence[str]) -> int:
    """Return how many characters of the form's title words one title of up to three lines ends with."""
    words = squeeze("".join(form.title_words))
    for start in range(len(lines)):
        for count in (1, 2, 3):
            title = "".join(lines[start : start + count])
            if len(title) <= _LONGEST_TITLE and title.endswith(words):
                return len(words)
    return 0


def _heading_vote(form: Form, texts: Sequence[str]) -> int:
    """Return how many of the form's sections have a heading in the document."""
    sections = (section_of(form, text) for text in texts[:_HEADINGS_AMONG])
    return len({section.key for section in sections if section is not None})
