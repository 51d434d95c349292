"""Reads the part of a form file that says what the sentences of a report claim about its tables."""

import re
from collections.abc import Iterator, Mapping
from itertools import product
from typing import Any

from app.forms.model import Cell, Section
from app.forms.narrative import (
    RECEIVED_WITH_CARRIED,
    Alternative,
    Aspect,
    Claim,
    Narrative,
    Phrases,
    Topic,
    Word,
)
from app.forms.skeletons import cells_named
from app.forms.tables import Table
from app.forms.toml_reader import ABSENT, TomlReader

ASPECT_RULES = ("text.aspects", "text.fee")
"""The rules under which a missing aspect may be reported."""

UNIT_KINDS = ("government", "department", "township", "zone", "other")
KINDS = ("acts", "people", "times", "scopes", "signs")
"""The tables of word lists beside the subjects."""

CLAIM_FLAGS = ("said", "unclear", "wants_sum", "result", "amount", "at_most")

LOOKED_FOR = ("yearly", "publish", "except", "bodies")


def merged(base: dict[str, Any], own: dict[str, Any]) -> dict[str, Any]:
    """Return what a form says that is *based_on* another's narrative.

    Claims of the same id take the other's place, further ones come last, those named in *drop* go;
    any other setting replaces the other's as a whole.
    """
    dropped = own.pop("drop", [])
    changed = {claim.get("id"): claim for claim in own.pop("claims", [])}
    claims = [changed.pop(claim["id"], claim) for claim in base["claims"] if claim["id"] not in dropped]
    return {**base, **own, "claims": claims + list(changed.values())}


def _spelled_out(word: str) -> Iterator[str]:
    """Yield the words that ``(未经|不经)(复议|行政复议)直接起诉`` stands for."""
    parts = [part.split("|") for part in word.replace(")", "(").split("(")]
    return map("".join, product(*parts))


class NarrativeReader(TomlReader):
    """Turns ``[narrative]`` into a `Narrative` for the form with these tables, sections and cells."""

    def __init__(
        self,
        file: str,
        tables: Mapping[str, Table],
        sections: tuple[Section, ...],
        cells: Mapping[str, Cell],
    ) -> None:
        super().__init__(file)
        self._tables = tables
        self._texts = [section.key for section in sections if section.table is None]
        self._cells = cells
        self._named: dict[str, tuple[str, ...]] = {}
        """The cells that a summand stands for, by its text: many sums have the same."""

    def narrative(self, data: dict[str, Any]) -> Narrative:
        """Read the whole of ``[narrative]``."""
        at = "narrative"
        words, topics = self._words(data, at)
        narrative = Narrative(
            words=words,
            measures="".join(self.strings(data, at, "measures")),
            topics=topics,
            claims=self._all_claims(self.take(data, at, "claims", list), topics, words),
            aspects=tuple(
                self._aspect(dict(self.mapping(item, f"{at}.aspects[{index}]")), f"{at}.aspects[{index}]")
                for index, item in enumerate(self.take(data, at, "aspects", list))
            ),
            growth_of=self._sum(data, at, "growth_of"),
            share_of=self._alternatives(data, at, "share_of"),
            looked_for=self._looked_for(data, at),
            phrases=self._phrases(self.take(data, at, "phrases", list, []), f"{at}.phrases"),
            parts=tuple(tuple(_spelled_out(text)) for text in self.strings(data, at, "parts", [])),
        )
        self.done(data, at)
        return narrative

    def _words(self, data: dict[str, Any], at: str) -> tuple[dict[str, Word], dict[str, Topic]]:
        words: dict[str, Word] = {}
        topics: dict[str, Topic] = {}
        for key, item in self.take(data, at, "subjects", dict).items():
            here = f"{at}.subjects.{key}"
            fields = dict(self.mapping(item, here))
            topics[key] = Topic(
                key, self.take(fields, here, "name", str), self._listed(fields, here, "rows", "")
            )
            self._add(words, self._listed(fields, here, "words"), Word("subjects", key), f"{here}.words")
            self._add(
                words, self._listed(fields, here, "weak", ""), Word("subjects", key, True), f"{here}.weak"
            )
            self.done(fields, here)
        for kind in KINDS:
            lists = dict(self.take(data, at, kind, dict))
            for key in list(lists):
                here = f"{at}.{kind}.{key}"
                self._add(words, self._listed(lists, f"{at}.{kind}", key), Word(kind, key), here)
        return words, topics

    def _listed(
        self, data: dict[str, Any], at: str, key: str, default: Any = ABSENT, *, blank: bool = False
    ) -> tuple[str, ...]:
        """Remove and return words or keys: a text with blanks between them, parsed in half the time, or a list."""
        stated = data.get(key, default)
        if isinstance(stated, str):
            data[key] = stated.split()
        return self.strings(data, at, key, blank=blank)

    def _add(self, words: dict[str, Word], new: tuple[str, ...], meaning: Word, at: str) -> None:
        fresh = dict.fromkeys(new, meaning)
        if len(fresh) < len(new) or not words.keys().isdisjoint(fresh):
            word = next(word for word in new if word in words or new.count(word) > 1)
            raise self.fail(at, f"“{word}”重复")
        for word in [word for word in new if "(" in word]:
            del fresh[word]
            fresh.update(dict.fromkeys((w for w in _spelled_out(word) if w not in words), meaning))
        words.update(fresh)

    def _phrases(self, items: list[Any], at: str) -> Phrases:
        """Read all phrases; their patterns are compiled as one, which takes less time than each alone."""
        right, wrong = [], []
        for index, item in enumerate(items):
            here = f"{at}[{index}]"
            data = dict(self.mapping(item, here))
            right.append(self.take(data, here, "right", str))
            wrong.append(f"(?P<p{index}>{'|'.join(self.strings(data, here, 'wrong'))})")
            self.done(data, here)
        return Phrases(tuple(right), self._pattern("|".join(wrong) or "(?!)", f"{at}.wrong"))

    def _looked_for(self, data: dict[str, Any], at: str) -> dict[str, tuple[str, ...]]:
        at = f"{at}.looked_for"
        lists = dict(self.mapping(data.pop("looked_for", {}), at))
        found = {key: self._listed(lists, at, key) for key in LOOKED_FOR}
        self.done(lists, at)
        return found

    def _all_claims(
        self, items: list[Any], topics: Mapping[str, Topic], words: Mapping[str, Word]
    ) -> tuple[Claim, ...]:
        claims = [
            claim
            for index, item in enumerate(items)
            for claim in self._claims(dict(self.mapping(item, f"narrative.claims[{index}]")), index, topics)
        ]
        self.unique([claim.id for claim in claims], "narrative.claims.id")
        known = {"acts": {"", RECEIVED_WITH_CARRIED}, "people": {""}}
        for word in set(words.values()):
            known.setdefault(word.kind, set()).add(word.key)
        for claim in claims:
            for field, kind, keys in (("acts", "acts", claim.acts), ("person", "people", (claim.person,))):
                if unknown := next((key for key in keys if key not in known[kind]), None):
                    raise self.fail(f"narrative.claims.{field}", f"没有名为“{unknown}”的 {kind}")
        return tuple(claims)

    def _claims(self, data: dict[str, Any], index: int, topics: Mapping[str, Topic]) -> list[Claim]:
        """Read one claim; with *subjects* it is written out for each of them, its sum naming columns only."""
        at = f"narrative.claims[{index}]"
        subjects = self._listed(data, at, "subjects", "")
        single = () if subjects else (self.take(data, at, "subject", str),)
        if unknown := sorted({*subjects, *single} - topics.keys()):
            raise self.fail(f"{at}.subject", f"没有名为“{unknown[0]}”的 subjects")
        if single:
            return [self._claim(data, at, single[0])]
        columns = self._listed(data, at, "sum")
        claims = []
        for key in subjects:
            cells = [f"{row}.{column}" for row in topics[key].rows for column in columns]
            claim = self._claim({**data, "sum": cells}, at, key)
            claims.append(claim._replace(id=f"{claim.id}.{key}", name=f"{topics[key].name}{claim.name}"))
        return claims

    def _claim(self, data: dict[str, Any], at: str, subject: str) -> Claim:
        claim = Claim(
            id=self.take(data, at, "id", str),
            name=self.take(data, at, "name", str),
            subject=subject,
            acts=self._listed(data, at, "acts", blank=True),
            cells=self._sum(data, at, "sum"),
            person=self.take(data, at, "person", str, ""),
            also=self._alternatives(data, at, "also") if "also" in data else (),
            **{flag: self.take(data, at, flag, bool) for flag in CLAIM_FLAGS if flag in data},
        )
        self.done(data, at)
        return claim

    def _aspect(self, data: dict[str, Any], at: str) -> Aspect:
        units = self._listed(data, at, "units", "")
        aspect = Aspect(
            name=self.take(data, at, "name", str),
            section=self.one_of(data, at, "section", tuple(self._texts)),
            words=tuple(word for text in self._listed(data, at, "words") for word in _spelled_out(text)),
            rule=self.one_of(data, at, "rule", ASPECT_RULES) if "rule" in data else ASPECT_RULES[0],
            units=units,
            when=self._sum(data, at, "when") if "when" in data else (),
            reason=self.take(data, at, "reason", str, ""),
        )
        self.done(data, at)
        if unknown := sorted(set(units) - set(UNIT_KINDS)):
            raise self.fail(f"{at}.units", f"应为 {'、'.join(UNIT_KINDS)}，不认识“{unknown[0]}”")
        return aspect

    def _alternatives(self, data: dict[str, Any], at: str, key: str) -> tuple[Alternative, ...]:
        found = []
        for index, item in enumerate(self.take(data, at, key, list)):
            here = f"{at}.{key}[{index}]"
            fields = dict(self.mapping(item, here))
            name, cells = self.take(fields, here, "name", str), self._sum(fields, here, "sum")
            found.append(Alternative(name, cells, self.take(fields, here, "sure", bool, False)))
            self.done(fields, here)
        return tuple(found)

    def _sum(self, data: dict[str, Any], at: str, key: str) -> tuple[str, ...]:
        """Read a list of summands; a group's key stands for all of its rows or columns."""
        cells: list[str] = []
        for text in self._listed(data, at, key):
            if text not in self._named:
                table = text.partition(".")[0]
                if table not in self._tables:
                    raise self.fail(f"{at}.{key}", f"没有名为“{table}”的表")
                self._named[text] = tuple(cells_named(self._tables, text))
            if not self._named[text]:
                raise self.fail(f"{at}.{key}", f"表中没有“{text}”")
            cells += self._named[text]
        if missing := next((cell for cell in cells if cell not in self._cells), None):
            raise self.fail(f"{at}.{key}", f"“{missing}”不是表中的单元格")
        return tuple(dict.fromkeys(cells))

    def _pattern(self, text: Any, at: str) -> re.Pattern[str]:
        if not isinstance(text, str) or not text:
            raise self.fail(at, "应为非空文字")
        try:
            return re.compile(text)
        except re.error as error:
            raise self.fail(at, f"不是正确的正则表达式（{error}）") from error
