"""The program's version, which stands in ``app/__init__.py`` alone."""

import ast
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def project_version() -> str:
    """Return the version without importing the program."""
    tree = ast.parse((ROOT / "app" / "__init__.py").read_text(encoding="utf-8"))
    return next(
        str(ast.literal_eval(node.value))
        for node in tree.body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__version__"
    )
