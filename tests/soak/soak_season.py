"""A whole season of returns: 300 units send three files each, in two random orders, killed at random and continued.

python tests/soak/soak_season.py [--short]. Of the files 5 % are broken, 5 % sent twice, 5 % of a wrong year or of a
unit that is not expected. The sums of both orders must be the brute-force sum of what each unit sent last; every file
must be told of, each bad one with a reason. Killed runs adopt no correction, the last one adopts those that count. Prints the times; fails when anything differs.
"""

import contextlib
import io
import json
import os
import random
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from app.cli import main as command  # noqa: E402
from app.forms.loader import form_for  # noqa: E402
from app.values import Kind  # noqa: E402

YEAR = 2025
FORM = form_for(YEAR)
GROUP = "示例市人民政府"
CELLS = [key for key, cell in FORM.cells.items() if cell.kind is Kind.COUNT]
KILLS = 6


def write(path: Path, unit: str, cells: dict[str, int], at: int, year: int = YEAR) -> None:
    told = {key: str(value) for key, value in cells.items()}
    content = {"unit": unit, "year": year, "form": form_for(year).id, "cells": told}
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    os.utime(path, (1_770_000_000 + at, 1_770_000_000 + at))


def make(folder: Path, units: int, chance: random.Random) -> tuple[dict[str, int], set[str]]:
    """Write all files; return the brute-force sum and the names of the files that must be refused."""
    total: dict[str, int] = dict.fromkeys(CELLS, 0)
    bad: set[str] = set()
    for number in range(units):
        last: dict[str, int] | None = None
        for turn in range(3):
            path = folder / f"{number:03}-{turn}.json"
            kind, at = chance.random(), number * 10 + turn
            cells = {key: chance.randint(0, 50) for key in CELLS}
            if kind < 0.05:
                path.write_bytes(chance.choice([b"{", b"", b'{"unit": "x"', bytes(40)]))
                bad.add(path.name)
            elif kind < 0.10 and turn:
                write(path, f"示例市第{number}局", cells, at)
                shutil.copy2(path, folder / f"{number:03}-{turn}-再发.json")
                last = cells
            elif kind < 0.15:
                stranger = chance.random() < 0.5
                write(
                    path,
                    "别处县财政局" if stranger else f"示例市第{number}局",
                    cells,
                    at,
                    YEAR if stranger else 2024,
                )
                bad.add(path.name)
            else:
                write(path, f"示例市第{number}局", cells, at)
                last = cells
        for key, value in (last or {}).items():
            total[key] += value
    return total, bad


def run(*arguments: object) -> Any:
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        command([str(argument) for argument in arguments])
    return json.loads(said.getvalue() or "{}")


def season(
    workspace: Path, register: Path, files: list[Path], seed: int, *, killed: bool
) -> tuple[dict[str, str], dict[str, str]]:
    """Take all files in, in an order of their own; return the sum and each file's outcome."""
    chance = random.Random(seed)
    order = list(files)
    chance.shuffle(order)
    run("units", workspace, "--import", register, "--json")
    call = ["collect", *order, "--into", workspace, "--year", YEAR, "--group", GROUP, "--json"]
    for _ in range(KILLS if killed else 0):
        running = subprocess.Popen(
            [sys.executable, "-m", "app", *map(str, call)], stdout=subprocess.DEVNULL, cwd=ROOT
        )
        with contextlib.suppress(subprocess.TimeoutExpired):
            running.wait(chance.uniform(0.8, 6))
        running.kill()
        running.wait()
    told = run(*call, "--adopt")["files"]
    wrong = [file for file in told if file["outcome"] == "refused" and not file["reason"]]
    assert not wrong, wrong
    cells = run("sum", workspace, "--group", GROUP, "--year", YEAR, "--json")["cells"]
    return cells, {Path(file["source"]).name: file["outcome"] for file in told}


def main(units: int, folder: Path) -> int:
    """Make the files, run both orders and compare."""
    sent = folder / "报来"
    sent.mkdir()
    expected, bad = make(sent, units, random.Random(11))
    files = sorted(sent.iterdir())
    register = folder / "名录.csv"
    names = "".join(f"示例市第{number}局,{GROUP}\n" for number in range(units))
    register.write_text(f"单位名称,上级\n{GROUP},\n{names}", encoding="utf-8")
    faults = 0
    for seed, killed in ((1, False), (2, True)):
        start = perf_counter()
        cells, told = season(folder / f"{seed}.nianbao", register, files, seed, killed=killed)
        lost = {file.name for file in files} - told.keys()
        refused = {name for name, outcome in told.items() if outcome == "refused"}
        differing = [key for key in CELLS if int(cells.get(key, 0)) != expected[key]]
        how = f"killed {KILLS} times" if killed else "in one go"
        print(
            f"{len(files)} files {how}: {perf_counter() - start:.1f} s, {len(lost)} lost,"
            f" {len(refused ^ bad)} refused wrongly or taken wrongly, {len(differing)} cells differ"
        )
        faults += len(lost) + len(refused ^ bad) + len(differing)
    return int(bool(faults))


if __name__ == "__main__":
    with TemporaryDirectory() as temporary:
        sys.exit(main(20 if "--short" in sys.argv else 300, Path(temporary)))
