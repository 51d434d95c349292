"""Prints as on Windows: under wine, to a spooler that writes to files, and compares what arrives with the PDF.

python tests/soak/soak_windows_printing.py [--short]

Needs the system that ``build/dev.py windows`` makes, and a print server; passed over where they are missing.
"""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(ROOT / "build")]

import chroot  # noqa: E402
from cups_server import CupsServer, why_not  # noqa: E402
from page_pictures import Picture, pictures  # noqa: E402
from wine import QUIET, SYSTEM  # noqa: E402

from app.exports.formats import render  # noqa: E402
from app.imports import read  # noqa: E402
from app.printing.job import Job, Sides  # noqa: E402
from app.report import Unit  # noqa: E402

MOST_BYTES = 60_000_000
ALL = [0, 1, 2, 3, 4]
JOBS = [
    {"printer": "a4-duplex", "sides": "both", "pages": ALL},
    {"printer": "a4-plain", "sides": "one", "pages": ALL},
    {"printer": "a4-plain", "sides": "one", "pages": [2, 0], "copies": 2, "collated": False},
    {"printer": "letter", "sides": "both", "pages": [0, 1, 2], "copies": 2},
    {"printer": "a3", "sides": "one", "pages": [1], "paper": "A3"},
    {"printer": "a3", "sides": "one", "pages": [4, 3], "backwards": True, "tray": "Tray 2"},
    {"printer": "a4-plain", "sides": "manual", "pages": ALL},
    {"printer": "nowhere", "sides": "one", "pages": [0]},
]


@contextmanager
def bound(outside: Path, inside: Path) -> Iterator[None]:
    """Show a folder inside the system."""
    inside.mkdir(parents=True, exist_ok=True)
    subprocess.run(["mount", "--bind", str(outside), str(inside)], check=True)
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", str(inside)], check=True)


def report() -> bytes:
    """Return the sample's five pages."""
    found = read(next((ROOT / "resources" / "samples").glob("*2025.json")))
    return render(found.report(1, Unit(1, found.unit)), "pdf", draft=False)


def print_all(server: CupsServer, jobs: list[dict[str, object]], *dpi: str) -> list[str]:
    """Print inside wine and return the lines it says."""
    script = 'cd /printing && wine "Z:\\opt\\python\\python.exe" "Z:\\printing\\child.py" "Z:\\program" "$@"'
    command = ["chroot", str(SYSTEM), "sh", "-c", script, "sh", json.dumps(jobs), *dpi]
    environment = {**chroot.ENVIRONMENT, **QUIET, "CUPS_SERVER": str(server.socket)}
    ran = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True, timeout=300)
    return ran.stdout.splitlines()


def unlike(page: Picture, other: Picture) -> float:
    """Return how much of either page's ink is farther than a dot from the other's."""
    return max(page.strays(other), other.strays(page))


def faults(
    server: CupsServer, number: int, told: dict[str, object], meant: list[Picture]
) -> Iterator[tuple[int, str]]:
    """Yield the spooler's number of each run of a job, and what is wrong with what arrived."""
    job = Job(**{**told, "pages": tuple(told["pages"]), "sides": Sides(told["sides"])})
    for run in job.runs():
        arrived = server.arrived(job.printer, number)
        wanted = job.every_side(run)
        came = pictures(arrived.pdf, 150)
        told_paper = f"PAPER={job.paper}\n" in arrived.job_language
        wrong = "" if told_paper else "other paper; "
        if ("DUPLEX=ON" in arrived.job_language) != (job.sides is Sides.BOTH):
            wrong += "other sides; "
        if len(came) != len(wanted):
            wrong += f"{len(came)} sides instead of {len(wanted)}; "
        for at, (page, expected) in enumerate(zip(came, wanted, strict=False)):
            if expected is None or page.blank:
                wrong += "" if (expected is None) == page.blank else f"side {at + 1} blank or not; "
            elif job.paper == "A4" and unlike(page, meant[expected]) > 0.01:
                wrong += f"side {at + 1} is not page {expected + 1}: {unlike(page, meant[expected]):.4f}; "
        yield number, wrong
        number += 1


def main() -> int:
    """Print and compare; return 1 when anything is wrong."""
    missing = why_not() or chroot.why_not()
    if missing or not (SYSTEM / "opt" / "python" / "python.exe").exists():
        print(f"passed over: {missing or 'build/dev.py windows has not been run'}")
        return 0
    pdf = report()
    meant, wrong, number = pictures(pdf, 150), 0, 1
    server = CupsServer()
    with ExitStack() as stack:
        stack.callback(server.close)
        server.start()
        server.add_queues()
        stack.enter_context(chroot.mounted(SYSTEM))
        chroot.install(SYSTEM, "libcups2t64")
        stack.enter_context(bound(server.folder, SYSTEM / server.folder.relative_to("/")))
        stack.enter_context(bound(ROOT, SYSTEM / "program"))
        folder = SYSTEM / "printing"
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        folder.mkdir(exist_ok=True)
        (folder / "report.pdf").write_bytes(pdf)
        shutil.copy(Path(__file__).with_name("windows_printing_child.py"), folder / "child.py")
        said = print_all(server, [{"title": "", **told} for told in JOBS])
        print("\n".join(said))
        wrong += sum(line.startswith("REFUSED") for line in said) != 1
        for told in JOBS[:-1]:
            for seen, what in faults(server, number, {"title": "", **told}, meant):
                print(f"{seen} {json.dumps(told)}: {what or 'as the job says'}")
                wrong += bool(what)
                number = seen + 1
        fine = print_all(server, [{"title": "", **JOBS[1]}], "600")
        taken = [int(line.split()[1]) for line in (*said, *fine) if line.startswith("MEMORY")]
        print(f"memory: {max(taken) / 1e6:.0f} MB at most, limit {MOST_BYTES / 1e6:.0f} MB")
        wrong += max(taken) > MOST_BYTES
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main())
