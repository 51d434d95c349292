"""What arrives at a printer is what the job says, and what is said of it is what the spooler says."""

import time
from collections.abc import Iterator

import pypdfium2
import pytest
from cups_server import Arrived, CupsServer, make_known, server_of_its_own
from page_pictures import Picture, likest, pictures

from app.errors import UserError
from app.printing import cups
from app.printing.cups_options import others
from app.printing.job import Job, Sides
from app.printing.job_state import JobState, job_state
from app.printing.pages import pdf_of

_ALL = (0, 1, 2, 3, 4)
_QUEUES = ("a4-duplex", "a4-plain", "letter", "a3")
_CHOICES = (
    {"sides": Sides.BOTH},
    {"sides": Sides.ONE},
    {"sides": Sides.ONE, "pages": (2, 3)},
    {"sides": Sides.BOTH, "pages": (0, 3, 4)},
    {"sides": Sides.BOTH, "copies": 2},
    {"sides": Sides.ONE, "copies": 2, "collated": False, "pages": (0, 1)},
    {"sides": Sides.ONE, "backwards": True, "grey": False},
    {"sides": Sides.BOTH, "backwards": True, "pages": (0, 1, 2)},
    {"sides": Sides.MANUAL},
    {"sides": Sides.ONE, "paper": "A3", "pages": (0,)},
    {"sides": Sides.ONE, "paper": "Letter", "fit": True, "pages": (1,), "tray": "Tray2"},
)
_POINTS = {"A4": (595, 842), "A3": (842, 1191), "Letter": (612, 792)}


def _possible(queue: str, choice: dict[str, object]) -> bool:
    return queue != "a4-plain" or choice["sides"] is not Sides.BOTH


_COMBINATIONS = [(queue, choice) for queue in _QUEUES for choice in _CHOICES if _possible(queue, choice)] + [
    ("paused", choice) for choice in _CHOICES[:4]
]


@pytest.fixture(scope="module")
def meant(five_pages: bytes) -> list[Picture]:
    return pictures(five_pages, 30)


def _print(spooler: CupsServer, job: Job, run: tuple[int | None, ...], pdf: bytes) -> Arrived:
    number = cups.send(job, pdf_of(pdf, job, run), cups.abilities(job.printer))
    if job.printer == "paused":
        assert job_state("paused", number)[0] is JobState.STOPPED
        spooler.run("cupsenable", "paused")
    arrived = spooler.arrived(job.printer, number)
    if job.printer == "paused":
        spooler.run("cupsdisable", "paused")
    return arrived


@pytest.mark.parametrize(
    ("queue", "choice"),
    _COMBINATIONS,
    ids=[f"{queue}-{_CHOICES.index(choice)}" for queue, choice in _COMBINATIONS],
)
def test_what_arrives_is_what_the_job_says(
    spooler: CupsServer, five_pages: bytes, meant: list[Picture], queue: str, choice: dict[str, object]
) -> None:
    job = Job("示例县2025年报告", queue, **{"pages": _ALL, **choice})
    for run in job.runs():
        arrived = _print(spooler, job, run, five_pages)
        assert arrived.title == job.title
        came, scale = pictures(arrived.pdf, 30), 792 / 842 if job.fit else 1.0
        assert tuple(likest(page, meant, scale) for page in came) == job.every_side(run)
        with pypdfium2.PdfDocument(arrived.pdf) as opened:
            for at in range(len(opened)):
                assert opened.get_page_size(at) == pytest.approx(_POINTS[job.paper], abs=1)
        settings = arrived.job_language
        assert f"PAPER={job.paper.upper()}\n" in settings
        assert ("DUPLEX=ON" in settings) == (job.sides is Sides.BOTH)
        assert ("BINDING=LONGEDGE" in settings) == (job.sides is Sides.BOTH)
        assert f"RENDERMODE={'GRAYSCALE' if job.grey else 'COLOR'}" in settings
        assert f"MEDIASOURCE={job.tray.upper() or 'AUTO'}" in settings


@pytest.fixture(scope="module")
def other_words(six_queues: CupsServer) -> str:
    """A queue whose driver calls sides and colour otherwise, and whose machine makes the copies, in sets."""
    six_queues.add("other", "复印机", duplexer=True, other_words=True)
    return "other"


@pytest.mark.parametrize(
    "choice",
    [
        {"sides": Sides.BOTH},
        {"sides": Sides.ONE, "grey": False},
        {"sides": Sides.ONE, "copies": 2, "collated": False, "pages": (0, 1)},
    ],
    ids=str,
)
def test_a_driver_with_words_of_its_own_gets_the_choices_too(
    spooler: CupsServer,
    five_pages: bytes,
    meant: list[Picture],
    other_words: str,
    choice: dict[str, object],
) -> None:
    known = cups.abilities(other_words)
    assert known.duplex
    assert not {option.key for option in others(known)} & {"ARDuplex", "ARCMode", "Collate"}
    job = Job("报告", other_words, **{"pages": _ALL, **choice})
    arrived = _print(spooler, job, job.runs()[0], five_pages)
    assert tuple(likest(page, meant) for page in pictures(arrived.pdf, 30)) == job.every_side(job.runs()[0])
    assert ("DUPLEX=ON" in arrived.job_language) == (job.sides is Sides.BOTH)
    assert f"RENDERMODE={'GRAYSCALE' if job.grey else 'COLOR'}" in arrived.job_language


_DEFAULTS = (
    *("orientation-requested=4", "landscape=true", "mirror=true", "page-ranges=1-2", "page-set=odd"),
    *("page-border=single", "page-label=x", "booklet=on", "number-up=2", "outputorder=reverse"),
    *("print-scaling=fit", "fit-to-page=true", "scaling=50", "copies=3", "sides=two-sided-short-edge"),
)


@pytest.mark.parametrize("default", _DEFAULTS)
def test_what_is_set_for_a_queue_or_a_user_changes_nothing_about_the_pages(
    spooler: CupsServer, five_pages: bytes, default: str
) -> None:
    key, value = default.split("=")
    job = Job("报告", "a4-duplex", (0, 1, 2), sides=Sides.ONE)
    meant = pictures(pdf_of(five_pages, job, job.runs()[0]), 150)
    for tool, option, undone in (
        ("lpoptions", f"{key}={value}", ("-r", key)),
        ("lpadmin", f"{key}-default={value}", ("-R", f"{key}-default")),
    ):
        spooler.run(tool, "-p", "a4-duplex", "-o", option)
        try:
            arrived = _print(spooler, job, job.runs()[0], five_pages)
        finally:
            spooler.run(tool, "-p", "a4-duplex", *undone)
        for came, page in zip(pictures(arrived.pdf, 150), meant, strict=True):
            assert came.box() == pytest.approx(page.box(), abs=1)
            assert came.strays(page) < 0.001
        assert "DUPLEX=OFF" in arrived.job_language


def test_there_are_at_least_forty_combinations() -> None:
    assert len(_COMBINATIONS) >= 40


def test_the_page_that_arrives_is_the_exported_one_within_a_fifth_of_a_millimetre(
    spooler: CupsServer, five_pages: bytes
) -> None:
    for queue in ("a4-duplex", "letter", "a3"):
        arrived = _print(spooler, Job("报告", queue, _ALL), _ALL, five_pages)
        for came, page in zip(pictures(arrived.pdf, 150), pictures(five_pages, 150), strict=True):
            assert came.box() == pytest.approx(page.box(), abs=1)
            assert came.strays(page) < 0.001
            assert page.strays(came) < 0.001


def test_a_larger_paper_holds_the_page_in_its_own_size_and_a_smaller_one_only_on_wish(
    spooler: CupsServer, five_pages: bytes
) -> None:
    page = pictures(five_pages, 150)[0].box()
    for paper, fit, scale in (("A3", False, 1.0), ("Letter", True, 792 / 842)):
        job = Job("报告", "a3", (0,), sides=Sides.ONE, paper=paper, fit=fit)
        came = pictures(_print(spooler, job, (0,), five_pages).pdf, 150)[0].box()
        assert (came[1] - came[0]) / (page[1] - page[0]) == pytest.approx(scale, abs=0.002)


def test_five_pages_take_little_and_are_accepted_soon(spooler: CupsServer, five_pages: bytes) -> None:
    assert len(five_pages) < 1_000_000
    begun = time.monotonic()
    known = {printer.name: printer for printer in cups.printers()}
    assert cups.abilities("a4-duplex").duplex
    assert time.monotonic() - begun < 0.5
    assert known["a4-duplex"].description == "一楼 打印机"
    number = cups.send(Job("报告", "a4-duplex", _ALL), five_pages, cups.abilities("a4-duplex"))
    assert time.monotonic() - begun < 2
    assert len(spooler.arrived("a4-duplex", number).pdf) < 1_000_000


def test_the_printers_say_how_they_are(spooler: CupsServer) -> None:
    known = {printer.name: printer for printer in cups.printers()}
    assert known["a4-duplex"].state == "就绪"
    assert known["rejecting"].state == "不接收打印作业"
    assert known["paused"].state == "已暂停"
    assert not cups.abilities("a4-plain").duplex
    assert cups.abilities("a3").trays == ("Auto", "Tray1", "Tray2")


def test_a_queue_that_rejects_is_not_said_to_have_taken_the_job(
    spooler: CupsServer, five_pages: bytes
) -> None:
    with pytest.raises(UserError, match="不接收打印作业，没有打印"):
        cups.send(Job("报告", "rejecting", _ALL), five_pages, cups.abilities("rejecting"))
    with pytest.raises(UserError, match="没有这台打印机"):
        cups.send(Job("报告", "没有", _ALL), five_pages, cups.Abilities())


@pytest.mark.parametrize("choice", _CHOICES, ids=range(len(_CHOICES)))
def test_nothing_comes_to_a_queue_that_rejects_whatever_is_chosen(
    spooler: CupsServer, five_pages: bytes, choice: dict[str, object]
) -> None:
    job = Job("报告", "rejecting", **{"pages": _ALL, **choice})
    with pytest.raises(UserError, match="不接收打印作业，没有打印"):
        cups.send(job, pdf_of(five_pages, job, job.runs()[0]), cups.abilities("rejecting"))
    assert not spooler.run("lpstat", "-W", "all", "-o", "rejecting").strip()
    assert not list(spooler.out("rejecting").iterdir())


def _until_final(queue: str, number: int) -> JobState:
    for _ in range(100):
        state, _words = job_state(queue, number)
        if state.final or state is JobState.STOPPED:
            return state
        time.sleep(0.1)
    raise AssertionError(state)


def test_a_job_is_followed_to_its_true_end(spooler: CupsServer, five_pages: bytes) -> None:
    job = Job("报告", "a4-plain", _ALL, sides=Sides.ONE)
    known = cups.abilities("a4-plain")
    assert _until_final("a4-plain", cups.send(job, five_pages, known)) is JobState.DONE
    mark = spooler.out("a4-plain") / "abort"
    mark.touch()
    try:
        assert _until_final("a4-plain", cups.send(job, five_pages, known)) is JobState.FAILED
        mark.rename(mark.with_name("broken"))
        number = cups.send(job, five_pages, known)
        assert _until_final("a4-plain", number) is JobState.STOPPED
        cups.cancel("a4-plain", [number])
        assert _until_final("a4-plain", number) is JobState.CANCELLED
    finally:
        mark.with_name("broken").unlink(missing_ok=True)
        spooler.run("cupsenable", "a4-plain")


def test_printers_with_one_description_are_told_apart(dying: CupsServer) -> None:
    dying.add("east", "激光打印机", duplexer=True)
    dying.add("west", "激光打印机", duplexer=True)
    assert sorted(printer.shown for printer in cups.printers()) == [
        "打印机",
        "激光打印机，east",
        "激光打印机，west",
    ]


def test_jobs_are_taken_back_though_one_of_them_is_printed(dying: CupsServer, five_pages: bytes) -> None:
    job, known = Job("报告", "one", _ALL), cups.abilities("one")
    first = cups.send(job, five_pages, known)
    assert _until_final("one", first) is JobState.DONE
    dying.run("cupsdisable", "one")
    waiting = [cups.send(job, five_pages, known) for _ in range(2)]
    cups.cancel("one", [first, *waiting])
    dying.run("cupsenable", "one")
    states = [_until_final("one", number) for number in (first, *waiting)]
    assert states == [JobState.DONE, JobState.CANCELLED, JobState.CANCELLED]
    assert not (dying.out("one") / f"{waiting[1]}.data").exists()


@pytest.fixture
def dying(monkeypatch: pytest.MonkeyPatch) -> Iterator[CupsServer]:
    with server_of_its_own() as server:
        make_known(server, monkeypatch)
        server.add("one", "打印机", duplexer=True)
        yield server


def test_a_server_that_dies_is_not_said_to_print(dying: CupsServer, five_pages: bytes) -> None:
    dying.run("cupsdisable", "one")
    number = cups.send(Job("报告", "one", _ALL), five_pages, cups.abilities("one"))
    assert job_state("one", number) == (JobState.STOPPED, "已暂停")
    dying.kill()
    assert job_state("one", number)[0] is JobState.UNREACHABLE
    with pytest.raises(UserError, match="打印服务没有运行"):
        cups.printers()
    with pytest.raises(UserError, match="打印服务没有运行"):
        cups.send(Job("报告", "one", _ALL), five_pages, cups.Abilities())
