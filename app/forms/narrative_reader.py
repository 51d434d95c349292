"""Reads the part of a form file that says what the sentences of a report claim about its tables."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from app.forms.model import Cell, Section, Table
from app.forms.narrative import Alternative, Aspect, Claim, Context, Narrative, Subjects
from app.forms.reader import Reader

CLAIM_FIELDS = frozenset({"name", "stated", "table", "difference"})
CLAIM_RULES = ("narrative.claim", "narrative.all_done", "narrative.all_upheld", "narrative.only_persons")
"""The rules as which a claim may be reported; `app.rules.registry` explains them."""

ASPECT_RULES = ("text.aspects", "text.fee")
"""The rules as which a missing aspect may be reported."""

UNIT_KINDS = ("government", "department", "township", "zone", "other")
_NOTHING = re.compile(r"(?!)")
_WORD = re.compile(r"(?<!\?P)<([a-z_]+)>")


def merged(base: dict[str, Any], own: dict[str, Any]) -> dict[str, Any]:
    """Return what a form says that is *based_on* another's narrative.

    Claims of the same id take the other's place, further ones come last, those named in *drop* go;
    any other setting replaces the other's as a whole.
    """
    dropped = own.pop("drop", [])
    changed = {claim.get("id"): claim for claim in own.pop("claims", [])}
    claims = [changed.pop(claim["id"], claim) for claim in base["claims"] if claim["id"] not in dropped]
    return {**base, **own, "claims": claims + list(changed.values())}


class NarrativeReader(Reader):
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
        self._words: dict[str, str] = {}

    def narrative(self, data: dict[str, Any]) -> Narrative:
        """Read the whole of ``[narrative]``."""
        at = "narrative"
        self._learn_words(data, at)
        contexts = tuple(
            self._context(key, dict(self.mapping(item, f"{at}.contexts.{key}")), f"{at}.contexts.{key}")
            for key, item in self.take(data, at, "contexts", dict).items()
        )
        narrative = Narrative(
            triggers=self._pattern(self.take(data, at, "triggers", str), f"{at}.triggers"),
            foreign=self._patterns(data, at, "foreign"),
            scope=self._any_of(data, at, "scope"),
            aside=self._any_of(data, at, "aside"),
            other_time=self._any_of(data, at, "other_time"),
            contexts=contexts,
            claims=self._all_claims(self.take(data, at, "claims", list), contexts),
            aspects=tuple(
                self._aspect(dict(self.mapping(item, f"{at}.aspects[{index}]")), f"{at}.aspects[{index}]")
                for index, item in enumerate(self.take(data, at, "aspects", list))
            ),
            growth_of=self._sum(data, at, "growth_of"),
            share_of=self._alternatives(data, at, "share_of"),
            lasting_aside=self._any_of(data, at, "lasting_aside") if "lasting_aside" in data else _NOTHING,
            subjects=self._subjects(data, at) if "subjects" in data else None,
        )
        self.done(data, at)
        return narrative

    def _subjects(self, data: dict[str, Any], at: str) -> Subjects:
        at = f"{at}.subjects"
        words = dict(self.mapping(data.pop("subjects"), at))
        subjects = Subjects(self._any_of(words, at, "own"), self._any_of(words, at, "light"))
        self.done(words, at)
        return subjects

    def _all_claims(self, items: list[Any], contexts: tuple[Context, ...]) -> tuple[Claim, ...]:
        claims = [
            claim
            for index, item in enumerate(items)
            for claim in self._claims(dict(self.mapping(item, f"narrative.claims[{index}]")), index, contexts)
        ]
        self.unique([claim.id for claim in claims], "narrative.claims.id")
        known = {context.key for context in contexts}
        for claim in claims:
            if unknown := sorted(set(claim.outside) - known):
                raise self.fail("narrative.claims.outside", f"没有名为“{unknown[0]}”的 contexts")
        return tuple(claims)

    def _learn_words(self, data: dict[str, Any], at: str) -> None:
        units = "|".join(map(re.escape, self.strings(data, at, "units")))
        self._words = {
            "n": rf"(?<![0-9.])(?P<n>[0-9]{{1,9}})(?:余|多)?(?:{units})(?!余|多)",
            "amount": r"(?<![0-9.约近超逾])(?P<n>[0-9]{1,9}(?:\.[0-9]{1,6})?)(?P<scale>万?)元",
        }
        for name, text in self.take(data, at, "words", dict).items():
            self._words[name] = self._pattern(text, f"{at}.words.{name}").pattern

    def _context(self, key: str, data: dict[str, Any], at: str) -> Context:
        context = Context(
            key,
            self.take(data, at, "name", str),
            self._pattern(self.take(data, at, "pattern", str), f"{at}.pattern"),
            self.strings(data, at, "rows", []),
        )
        self.done(data, at)
        return context

    def _claims(self, data: dict[str, Any], index: int, contexts: tuple[Context, ...]) -> list[Claim]:
        """Read one claim; with *contexts* it is written out for each of them, its sum naming columns only."""
        at = f"narrative.claims[{index}]"
        wanted = self.strings(data, at, "contexts", [])
        if unknown := sorted(set(wanted) - {context.key for context in contexts}):
            raise self.fail(f"{at}.contexts", f"没有名为“{unknown[0]}”的 contexts")
        if not wanted:
            return [self._claim(data, at)]
        columns = self.strings(data, at, "sum")
        claims = []
        for context in contexts:
            if context.key in wanted:
                cells = [f"{row}.{column}" for row in context.rows for column in columns]
                claim = self._claim({**data, "sum": cells}, at)
                name = f"{context.name}{claim.name}"
                claims.append(replace(claim, id=f"{claim.id}.{context.key}", name=name, context=context.key))
        return claims

    def _claim(self, data: dict[str, Any], at: str) -> Claim:
        claim = Claim(
            id=self.take(data, at, "id", str),
            name=self.take(data, at, "name", str),
            rule=self._rule(data, at),
            key=self.strings(data, at, "key"),
            patterns=self._patterns(data, at, "patterns"),
            cells=self._sum(data, at, "sum"),
            value=self.take(data, at, "value", int, None),
            outside=self.strings(data, at, "outside", []),
            without=self._any_of(data, at, "without") if "without" in data else None,
            unless=self._any_of(data, at, "unless") if "unless" in data else None,
            doubt=self._any_of(data, at, "doubt") if "doubt" in data else None,
            sure=self._any_of(data, at, "sure") if "sure" in data else None,
            also=self._alternatives(data, at, "also") if "also" in data else (),
            unclear=self.take(data, at, "unclear", bool, False),
            any_time=self.take(data, at, "any_time", bool, False),
            amount=self.take(data, at, "amount", bool, False),
            message=self.take(data, at, "message", str, ""),
        )
        self.done(data, at)
        self.placeholders(claim.message, f"{at}.message", CLAIM_FIELDS)
        for pattern in claim.patterns:
            if ("n" in pattern.groupindex) == (claim.value is not None):
                raise self.fail(f"{at}.patterns", "写有 value 的不能再有 <n>，没有 value 的必须有 <n>")
        if claim.value is not None and not claim.message:
            raise self.fail(f"{at}.message", "写有 value 的还要写明 message")
        return claim

    def _rule(self, data: dict[str, Any], at: str) -> str:
        return self.one_of(data, at, "rule", CLAIM_RULES) if "rule" in data else CLAIM_RULES[0]

    def _aspect(self, data: dict[str, Any], at: str) -> Aspect:
        units = self.strings(data, at, "units", [])
        aspect = Aspect(
            name=self.take(data, at, "name", str),
            section=self.one_of(data, at, "section", tuple(self._texts)),
            pattern=self._pattern(self.take(data, at, "pattern", str), f"{at}.pattern"),
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
            found.append(Alternative(self.take(fields, here, "name", str), self._sum(fields, here, "sum")))
            self.done(fields, here)
        return tuple(found)

    def _sum(self, data: dict[str, Any], at: str, key: str) -> tuple[str, ...]:
        """Read a list of summands; a group's key stands for all of its rows or columns."""
        cells: list[str] = []
        for text in self.strings(data, at, key):
            table, _, rest = text.partition(".")
            row, _, column = rest.partition(".")
            if table not in self._tables:
                raise self.fail(f"{at}.{key}", f"没有名为“{table}”的表")
            rows = self._tables[table].node("row", row)
            columns = self._tables[table].node("column", column)
            if rows is None or columns is None:
                raise self.fail(f"{at}.{key}", f"表中没有“{text}”")
            cells += [f"{table}.{r.key}.{c.key}" for r in rows.leaves() for c in columns.leaves()]
        if missing := next((cell for cell in cells if cell not in self._cells), None):
            raise self.fail(f"{at}.{key}", f"“{missing}”不是表中的单元格")
        return tuple(dict.fromkeys(cells))

    def _any_of(self, data: dict[str, Any], at: str, key: str) -> re.Pattern[str]:
        return self._pattern("|".join(self.strings(data, at, key)), f"{at}.{key}")

    def _patterns(self, data: dict[str, Any], at: str, key: str) -> tuple[re.Pattern[str], ...]:
        return tuple(self._pattern(text, f"{at}.{key}") for text in self.strings(data, at, key))

    def _pattern(self, text: Any, at: str) -> re.Pattern[str]:
        if not isinstance(text, str) or not text:
            raise self.fail(at, "应为非空文字")
        if unknown := next((w for w in _WORD.findall(text) if w not in self._words), None):
            raise self.fail(at, f"没有名为“{unknown}”的 words")
        try:
            return re.compile(_WORD.sub(lambda match: self._words[match[1]], text))
        except re.error as error:
            raise self.fail(at, f"不是正确的正则表达式（{error}）") from error
