"""What long runs are told on their command lines."""

import argparse


def parser_of(told: str | None, short: str, *, seed: int | None = None) -> argparse.ArgumentParser:
    """Return a parser that knows ``--short``, and ``--seed`` where a run draws what it does; *told* is the script's head."""
    parser = argparse.ArgumentParser(description=told, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--short", action="store_true", help=short)
    if seed is not None:
        parser.add_argument("--seed", type=int, default=seed)
    return parser
