"""What lies in a folder, so that a test can tell that nothing else was made, changed or removed."""

from pathlib import Path


def listing(folder: Path) -> dict[str, bytes | str]:
    """Every file below *folder* with its content; folders, links and special files with what they are."""
    found: dict[str, bytes | str] = {}
    for path in sorted(folder.rglob("*")):
        name = str(path.relative_to(folder))
        if path.is_symlink():
            found[name] = f"link to {path.readlink()}"
        elif path.is_dir():
            found[name] = "folder"
        elif path.is_file():
            found[name] = path.read_bytes()
        else:
            found[name] = "special"
    return found
