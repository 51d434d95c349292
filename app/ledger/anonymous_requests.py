"""A request of which the applicant's data are deleted: what is left of it, and knowing it again in a ledger that has them."""

from dataclasses import replace

from app.request import Request


def without_applicant(request: Request) -> Request:
    """Return a request without names and texts; dates, kinds and figures stay, and no reading brings the rest back."""
    return replace(
        request,
        applicant="",
        content="",
        note="",
        outcome_words="",
        consultations=tuple(replace(asked, who="") for asked in request.consultations),
        disputes=tuple(replace(dispute, note="") for dispute in request.disputes),
        nameless=True,
    )


def is_same(nameless: Request, read: Request) -> bool:
    """Whether a request that was read is one whose applicant was deleted: it came, and was answered, on the same days.

    Its number alone does not tell: numbers may begin anew each year.
    """
    return (nameless.received, _answered(nameless)) == (read.received, _answered(read)) or bool(
        nameless.number and nameless.received == read.received
    )


def _answered(request: Request) -> object:
    return request.reply.dated if request.reply else None
