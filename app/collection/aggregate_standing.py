"""What the check of an aggregate rests on besides its own figures: how its members stand."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.collection.sums import Cells, Contribution
from app.report import Report


@dataclass(frozen=True)
class AggregateStanding:
    """What is known of the members of an aggregate's group.

    *twice* names the groups through which a unit comes in more than once, *faulty* the counted units whose own
    reports have errors, *blank* how many cells each counted unit has not touched, *changed* those whose figures
    changed since a person looked. *summed* is the sum worked out anew, *published* the report that the group's own
    body has typed for the whole level.
    *uneven* names for each equation that the aggregate breaks the counted units that break it themselves, blank cells
    taken for 0, since so they enter into the sum.
    """

    contributions: tuple[Contribution, ...]
    summed: Cells
    twice: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    faulty: tuple[str, ...] = ()
    blank: Mapping[str, int] = field(default_factory=dict)
    changed: tuple[str, ...] = ()
    published: Report | None = None
    uneven: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
