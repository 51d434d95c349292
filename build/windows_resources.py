"""What Windows shows of the programs before they run: icon, version, and what they ask of the system. Used by installer.spec."""

from pathlib import Path

from version import project_version

ROOT = Path(__file__).resolve().parent.parent
PRODUCT = "公开年报"
PUBLISHER = "Gongkai Nianbao"
CHINESE, UNICODE = 0x0804, 0x04B0
"""The language and the code page of the texts, as Windows numbers them."""


def resources(name: str, folder: Path) -> dict[str, str]:
    """Return PyInstaller's options for the program *name*; what it reads from a file is written into *folder*."""
    version = folder / f"{name}-version.txt"
    version.write_text(version_resource(name, project_version()), encoding="utf-8")
    return {
        "icon": str(ROOT / "resources" / "icons" / "nianbao.ico"),
        "version": str(version),
        "manifest": (ROOT / "build" / "windows" / "manifest.xml").read_text(encoding="utf-8"),
    }


def four_numbers(version: str) -> tuple[int, int, int, int]:
    """Return a version as Windows counts: four numbers, so 1.2.0 is 1.2.0.0."""
    first, second, third, fourth = [*map(int, version.split(".")), 0, 0, 0][:4]
    return first, second, third, fourth


def version_resource(name: str, version: str) -> str:
    """Return the version resource of the program *name*, as PyInstaller reads it."""
    numbers = four_numbers(version)
    texts = {
        "CompanyName": PUBLISHER,
        "FileDescription": PRODUCT if name == "nianbao" else f"{PRODUCT}（命令行）",
        "FileVersion": version,
        "InternalName": name,
        "LegalCopyright": "MIT License",
        "OriginalFilename": f"{name}.exe",
        "ProductName": PRODUCT,
        "ProductVersion": version,
    }
    table = ", ".join(f"StringStruct({key!r}, {text!r})" for key, text in texts.items())
    return (
        "VSVersionInfo(\n"
        f"  ffi=FixedFileInfo(filevers={numbers}, prodvers={numbers}, mask=0x3F, OS=0x40004, fileType=0x1),\n"
        f"  kids=[StringFileInfo([StringTable('{CHINESE:04x}{UNICODE:04x}', [{table}])]),\n"
        f"        VarFileInfo([VarStruct('Translation', [{CHINESE}, {UNICODE}])])])\n"
    )
