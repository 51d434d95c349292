"""``python -m app``: the command line alone, without Qt."""

import gc
import sys

if __name__ == "__main__":
    # A command lasts a moment and leaves little garbage: looking for it while modules load, and once more at the end,
    # would be a tenth of an export's time.
    gc.set_threshold(100_000, 50)
    from app.cli import main

    status = main(sys.argv[1:])
    gc.freeze()
    sys.exit(status)
