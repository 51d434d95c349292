"""Changes one byte in many places of an archive package, a transfer folder and a package by DA/T 48, and looks whether
`verify` says so; before that, many reports in one transfer folder.

python tests/soak/soak_archive.py [--short] [--seed N]

Prints each change that was not noticed; the status is 1 then.
"""

import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from random import Random

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from builders import consistent_report  # noqa: E402
from run_options import parser_of  # noqa: E402

from app.errors import UserError  # noqa: E402
from app.exports.archival_details import CODE_RULE, Particulars, composed_code  # noqa: E402
from app.exports.archive import package, verify  # noqa: E402
from app.exports.transfer import (  # noqa: E402
    Handover,
    Item,
    TransferStructure,
    verify_eep,
    verify_transfer,
    write_transfer,
)
from app.report import Status, Unit  # noqa: E402
from app.rules.check import check  # noqa: E402

HANDOVER = Handover(
    "青禾市人民政府办公室", "青禾市档案馆", carrier_number="X001-1", packed_at="2026-02-01T09:00:00"
)


def item(number: int) -> Item:
    known = Particulars(fonds_number="X001", item_number=f"{number:04}")
    made = replace(
        consistent_report(),
        unit=Unit(0, f"青禾市第{number}局"),
        status=Status.FINAL,
        signed_on="2025年1月20日",
    )
    return Item(made, replace(known, code=composed_code(CODE_RULE, known, made.year, "BGS")))


def many(folder: Path, count: int) -> int:
    """Write so many reports in one folder and verify it; return the number of faults."""
    begun = time.perf_counter()
    write_transfer(
        [item(number) for number in range(1, count + 1)], HANDOVER, TransferStructure.STANDARD, folder
    )
    written = time.perf_counter() - begun
    found = verify_transfer(folder)
    files = sum(path.is_file() for path in folder.rglob("*"))
    taken = time.perf_counter() - begun - written
    print(
        f"{count} reports in one folder: {files} files, written in {written:.0f} s, verified in {taken:.0f} s, {len(found.faults)} faults"
    )
    return len(found.faults)


def changed(data: bytes, random: Random) -> bytes:
    """Flip one bit, drop a byte, or add one."""
    place = random.randrange(len(data))
    kind = random.randrange(4)
    if kind == 0:
        return data[:place] + data[place + 1 :]
    if kind == 1:
        return data[:place] + bytes([random.randrange(256)]) + data[place:]
    return data[:place] + bytes([data[place] ^ 1 << random.randrange(8)]) + data[place + 1 :]


def noticed(look: Callable[[], object]) -> bool:
    try:
        return bool(getattr(look(), "faults"))  # noqa: B009
    except UserError:
        return True


def planted(
    name: str, files: Mapping[Path, bytes], look: Callable[[], object], count: int, random: Random
) -> int:
    """Change the files in so many places, one at a time; return how many changes were not noticed."""
    missed, spread = 0, Counter[str]()
    for number in range(count):
        path, data = list(files.items())[number % len(files)]
        path.write_bytes(changed(data, random))
        if not noticed(look):
            missed += 1
            print(f"{name}: not noticed in {path.name}")
        path.write_bytes(data)
        spread[path.suffix] += 1
    print(
        f"{name}: {count} changes in {dict(spread)}, {missed} not noticed, whole again: {not noticed(look)}"
    )
    return missed


def main() -> int:
    options = parser_of(
        __doc__, "12 packages and a hundred of 5 instead of 110 and of 100", seed=1
    ).parse_args()
    random, count = Random(options.seed), 12 if options.short else 110
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        wrong = many(folder / "百", 5 if options.short else 100)
        one = item(1)
        zipped, transfer = folder / "包.zip", folder / "移交"
        zipped.write_bytes(package(one.report, check(one.report), one.particulars))
        wrong += planted(
            "archive package", {zipped: zipped.read_bytes()}, lambda: verify(zipped), count, random
        )
        write_transfer([one], HANDOVER, TransferStructure.DIRECTIVE, transfer)
        files = {path: path.read_bytes() for path in sorted(transfer.rglob("*")) if path.is_file()}
        wrong += planted("transfer folder", files, lambda: verify_transfer(transfer), count, random)
        eep = next(transfer.rglob("*.eep.xml"))
        wrong += planted("DA/T 48 package", {eep: eep.read_bytes()}, lambda: verify_eep(eep), count, random)
    return int(wrong > 0)


if __name__ == "__main__":
    raise SystemExit(main())
