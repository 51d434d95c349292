"""What the programs and the setup for Windows carry: versions, names, and nothing but the program's own files."""

import ast
import re
import xml.etree.ElementTree as ET
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest
import windows_resources
from locked import TARGETS
from version import project_version
from windows_package import NAME, archive_tree, file_list, program_files
from windows_resources import four_numbers, resources, version_resource


def setup_script(root: Path) -> str:
    return (root / "build" / "windows" / "setup.nsi").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("version", "numbers"), [("0.1.0", (0, 1, 0, 0)), ("2.3", (2, 3, 0, 0)), ("1.2.3.4", (1, 2, 3, 4))]
)
def test_windows_counts_in_four_numbers(version: str, numbers: tuple[int, ...]) -> None:
    assert four_numbers(version) == numbers


def test_the_version_resource_names_product_version_and_program() -> None:
    tree = ast.parse(version_resource("nianbao-cli", "0.1.0"), mode="eval")
    calls = [
        node for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    ]
    texts = {
        ast.literal_eval(call.args[0]): ast.literal_eval(call.args[1])
        for call in calls
        if isinstance(call.func, ast.Name) and call.func.id == "StringStruct"
    }
    assert texts["ProductName"] == "公开年报"
    assert texts["ProductVersion"] == texts["FileVersion"] == "0.1.0"
    assert texts["OriginalFilename"] == "nianbao-cli.exe"
    assert texts["FileDescription"] != ast.literal_eval("'公开年报'"), "two programs, two descriptions"
    table = next(call for call in calls if isinstance(call.func, ast.Name) and call.func.id == "StringTable")
    assert ast.literal_eval(table.args[0]) == "080404b0", "Simplified Chinese in Unicode"


def test_a_program_gets_icon_version_and_manifest(tmp_path: Path) -> None:
    options = resources("nianbao", tmp_path)
    assert Path(options["icon"]).is_file()
    assert project_version() in Path(options["version"]).read_text(encoding="utf-8")
    manifest = ET.fromstring(options["manifest"].encode())
    settings = {element.tag.rpartition("}")[2]: element for element in manifest.iter()}
    assert settings["requestedExecutionLevel"].get("level") == "asInvoker"
    assert settings["dpiAwareness"].text == "PerMonitorV2"
    assert settings["longPathAware"].text == "true"
    assert settings["activeCodePage"].text == "UTF-8"


def test_the_setup_lists_every_file_with_its_folder() -> None:
    names = ["nianbao.exe", "_internal/资源/价$.txt"]
    assert file_list(names, PurePosixPath("/setup/program")).splitlines() == [
        'SetOutPath "$INSTDIR"',
        'File "/setup/program/nianbao.exe"',
        'SetOutPath "$INSTDIR\\_internal\\资源"',
        'File "/setup/program/_internal/资源/价$$.txt"',
    ]
    assert 'File "C:\\p\\nianbao.exe"' in file_list(names, PureWindowsPath("C:/p"))


def test_the_files_come_in_the_same_order_everywhere(tmp_path: Path) -> None:
    for name in ("b.dll", "a.pyd", "a.dll"):
        (tmp_path / name).write_bytes(b"")
    assert [path.name for path in program_files(tmp_path)] == ["a.dll", "b.dll", "a.pyd"]


def test_the_zip_has_one_folder_with_the_program(tmp_path: Path) -> None:
    (tmp_path / "_internal").mkdir()
    (tmp_path / "_internal" / "a.dll").write_bytes(b"")
    (tmp_path / "nianbao.exe").write_bytes(b"")
    assert set(archive_tree(tmp_path, f"{NAME}-1")) == {f"{NAME}-1/nianbao.exe", f"{NAME}-1/_internal/a.dll"}


def test_the_setup_needs_no_rights_and_asks_nothing_of_the_machine(root: Path) -> None:
    script = setup_script(root)
    assert "RequestExecutionLevel user" in script
    assert not re.search(r"\b(HKLM|HKEY_LOCAL_MACHINE|HKCR)\b", script)
    assert windows_resources.PRODUCT in script
    assert windows_resources.PUBLISHER in script


def test_nothing_but_the_programs_own_is_removed(root: Path) -> None:
    removed = re.findall(r"^\s*(?:RMDir(?: /r)?|Delete) (.*)$", setup_script(root), re.MULTILINE)
    own = (
        '"$0\\_internal"',
        '"$0\\nianbao.exe"',
        '"$0\\nianbao-cli.exe"',
        '"$0\\LICENSE.txt"',
        '"$0\\uninstall.exe"',
    )
    links = ('"$SMPROGRAMS\\${PRODUCT}.lnk"', '"$DESKTOP\\${PRODUCT}.lnk"')
    assert set(removed) == {*own, *links, '"$0"'}
    assert re.findall(r"RMDir /r (.*)", setup_script(root)) == ['"$0\\_internal"']


def test_the_older_version_goes_before_the_new_one_comes(root: Path) -> None:
    section = setup_script(root).partition("\nSection\n")[2]
    steps = [
        section.index(step) for step in ("Call RequireClosed", "Call RemoveProgram", '!include "${FILES}"')
    ]
    assert steps == sorted(steps)


def test_python_for_windows_is_pinned_by_its_hash(root: Path) -> None:
    text = (root / "build" / "windows" / "python.txt").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    assert len(lines) == 1
    assert re.fullmatch(r"panda3d==[0-9.]+ --hash=sha256:[0-9a-f]{64}", lines[0])
    assert "windows-x86_64" in TARGETS
