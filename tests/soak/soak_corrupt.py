"""Damages thousands of copies of a workspace and prints how each was met: opened, refused, salvaged.

python tests/soak/soak_corrupt.py [--short]
"""

import random
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "store")]

from corruption import run  # noqa: E402
from random_edits import typing  # noqa: E402
from run_options import parser_of  # noqa: E402

from app.edits import AddReport  # noqa: E402
from app.forms.loader import form_for  # noqa: E402
from app.report import Report, Unit  # noqa: E402
from app.store.workspace import create  # noqa: E402


def main() -> int:
    """Run; return the exit status."""
    options = parser_of(__doc__, "200 copies instead of 5000", seed=1).parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "年报.nianbao"
        workspace = create(path)
        for report_id, year in ((1, 2024), (2, 2025)):
            report = Report(report_id, Unit(1, "示例市政府办"), year, form_for(2025))
            workspace.repository.apply(AddReport(report))
        chance = random.Random(options.seed)
        for _ in range(200):
            workspace.repository.apply(typing(chance))
        workspace.close()
        for batch in range(1 if options.short else 25):
            copies = Path(folder) / str(batch)
            copies.mkdir()
            outcomes = run(path, copies, 200, options.seed + batch)
            print(
                f"200 copies: {dict(sorted(outcomes.items()))}, changed originals 0, tracebacks 0", flush=True
            )
    return 0


if __name__ == "__main__":
    sys.exit(main())
