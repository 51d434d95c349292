"""The import contracts of the project hold, and the test would notice if one did not."""

import ast
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from late_imports import LATE

RUN = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(sys.argv[1], no_cache=True))"


def lint(root: Path, config: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", RUN, str(config)], cwd=root, capture_output=True, text=True, encoding="utf-8"
    )


def test_all_import_contracts_hold(root: Path) -> None:
    result = lint(root, root / "pyproject.toml")
    assert result.returncode == 0, result.stdout + result.stderr
    contracts = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    for contract in contracts["contracts"]:
        assert f"{contract['name']} KEPT" in result.stdout


@pytest.mark.parametrize(
    "broken",
    [
        'name = "x"\ntype = "forbidden"\nsource_modules = ["app"]\nforbidden_modules = ["tomllib"]',
        'name = "x"\ntype = "layers"\nlayers = ["app.values", "app.forms", "app.rules"]',
    ],
    ids=["forbidden", "layers"],
)
def test_a_broken_contract_is_noticed(root: Path, tmp_path: Path, broken: str) -> None:
    config = tmp_path / "contracts.toml"
    head = '[tool.importlinter]\nroot_packages = ["app"]\ninclude_external_packages = true\n'
    config.write_text(f"{head}[[tool.importlinter.contracts]]\n{broken}\n", encoding="utf-8")
    result = lint(root, config)
    assert result.returncode == 1, result.stdout + result.stderr
    assert "x BROKEN" in result.stdout


def test_the_contracts_name_every_part_of_the_design(root: Path) -> None:
    settings = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    by_name = {contract["name"]: contract for contract in settings["contracts"]}
    pure = by_name["app is pure Python"]
    assert set(pure["forbidden_modules"]) >= {"ui", "PySide6", "shiboken6"}
    ordered = [set(layer.replace(" ", "").split("|")) for layer in by_name["layers of app"]["layers"]]
    wanted = [
        {"app.__main__"},
        {"app.cli"},
        {"app.commands", "app.selftest"},
        {"app.parallel_checks"},
        {"app.exports", "app.imports", "app.printing", "app.store"},
    ]
    assert all(named <= layer for named, layer in zip(wanted, ordered, strict=False))
    flat = [module for layer in ordered for module in sorted(layer)]
    assert (
        flat.index("app.rules")
        < flat.index("app.report")
        < flat.index("app.forms")
        < flat.index("app.values")
    )
    assert set(by_name["views see no storage"]["source_modules"]) == {"ui.models", "ui.views", "ui.dialogs"}


def _packages(root_package: str) -> list[str]:
    """Return a package and all packages within that hold more than their own docstring."""
    root = Path(__file__).resolve().parents[1]
    folders = [path.parent for path in (root / root_package).rglob("__init__.py")]
    held = [folder for folder in folders if len([*folder.glob("*.py"), *folder.glob("*/__init__.py")]) > 1]
    return sorted(".".join(folder.relative_to(root).parts) for folder in held)


_PLACED = (*_packages("app"), *_packages("ui"))
"""The packages whose every module a contract puts into its place."""


def _modules(root: Path, package: str) -> set[str]:
    folder = root.joinpath(*package.split("."))
    files = {path.stem for path in folder.glob("*.py")}
    packages = {path.parent.name for path in folder.glob("*/__init__.py")}
    return {f"{package}.{name}" for name in (files | packages) - {"__init__"}}


def _placed(root: Path) -> set[str]:
    settings = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    layers = [layer for contract in settings["contracts"] for layer in contract.get("layers", ())]
    return {module for layer in layers for module in layer.replace(" ", "").replace(":", "|").split("|")}


@pytest.mark.parametrize("package", _PLACED)
def test_every_module_is_in_a_contract(root: Path, package: str) -> None:
    found = _modules(root, package)
    assert found
    assert found - _placed(root) == set()


def test_contracts_name_no_module_that_is_gone(root: Path) -> None:
    known = {module for package in _PLACED for module in _modules(root, package)}
    assert _placed(root) - known == set()


def _imports_late(path: Path) -> bool:
    functions = (
        n for n in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(n, ast.FunctionDef)
    )
    return any(isinstance(n, ast.Import | ast.ImportFrom) for f in functions for n in ast.walk(f))


def test_imports_inside_functions_are_listed_with_their_reason(root: Path) -> None:
    late = {
        ".".join(path.relative_to(root).with_suffix("").parts).removesuffix(".__init__")
        for package in ("app", "ui")
        for path in root.joinpath(package).rglob("*.py")
        if _imports_late(path)
    }
    listed = [module for modules in LATE.values() for module in modules]
    assert sorted(late) == sorted(listed)


def test_opening_a_workspace_loads_no_dialog(root: Path, tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path\n"
        "from app.store.workspace import create\n"
        f"path = Path({str(tmp_path / 'a.nianbao')!r})\n"
        "create(path).close()\n"
        "from PySide6.QtCore import QSettings\n"
        "from ui.base.settings import Settings\n"
        "from ui.start.application import make_application\n"
        "application = make_application()\n"
        "from ui.frame.main_window import MainWindow\n"
        f"store = QSettings({str(tmp_path / 'settings.ini')!r}, QSettings.Format.IniFormat)\n"
        "window = MainWindow(Settings(store))\n"
        "window.begin(path)\n"
        "assert window.workbench.session.is_open\n"
        "print(sorted(name for name in sys.modules if name.startswith('ui.dialogs')))\n"
        "window.close()\n"
    )
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=root, env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_each_test_module_is_found_under_one_name(root: Path) -> None:
    """Their folders all stand in one search path: of two modules of one name the first would be taken for both."""
    places: dict[str, list[str]] = {}
    for path in (root / "tests").rglob("*.py"):
        if path.name not in ("conftest.py", "__init__.py"):
            places.setdefault(path.stem, []).append(path.relative_to(root).as_posix())
        assert not re.search(r"^\s*(from|import) conftest\b", path.read_text("utf-8"), re.M), path
    assert not [found for found in places.values() if len(found) > 1]


def test_a_class_name_occurs_once(root: Path) -> None:
    found: dict[str, list[str]] = {}
    for package in ("app", "ui"):
        for path in root.joinpath(package).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.ClassDef):
                    found.setdefault(node.name, []).append(str(path.relative_to(root)))
    assert len(found) > 500
    assert {name: paths for name, paths in found.items() if len(paths) > 1} == {}
