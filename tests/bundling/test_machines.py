"""The packages for one kind of machine, made and proven on another."""

import shutil
import sys
from pathlib import Path

import emulation
import pytest
from locked import TARGETS
from machines import MACHINES, Machine
from wheelhouse import WHEEL_TAGS

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="Linux only")

KINDS = pytest.mark.parametrize("machine", MACHINES.values(), ids=MACHINES)


@KINDS
def test_no_wheel_may_ask_for_more_than_the_oldest_system_has(machine: Machine) -> None:
    major, minor = machine.oldest["GLIBC"]
    assert machine.target in TARGETS
    assert WHEEL_TAGS[machine.target][0] == f"manylinux_{major}_{minor}_{machine.name}"


def test_two_kinds_of_machine_share_no_system_and_no_package() -> None:
    import linux_package

    names = ("bullseye-build", "bookworm", "bookworm-clean")
    systems = [machine.chroot(name) for machine in MACHINES.values() for name in names]
    made = [path.name for machine in MACHINES.values() for path in linux_package.packages(machine)]
    assert len(set(systems)) == len(systems)
    assert len(set(made)) == len(made)
    assert [name.rpartition("_")[2] for name in made if name.endswith(".deb")] == ["amd64.deb", "arm64.deb"]


def test_only_kinds_that_there_are_packages_for_can_be_chosen() -> None:
    import linux_package

    assert linux_package.chosen(["arm64", "amd64"]) == [MACHINES["arm64"], MACHINES["amd64"]]
    with pytest.raises(SystemExit, match="loong64"):
        linux_package.chosen(["arm64", "loong64"])


def test_another_kinds_packages_prove_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    import clean_room

    monkeypatch.setattr(clean_room, "TOOLS", ())
    amd64, arm64 = (tmp_path / f"p_{machine.debian}.deb" for machine in MACHINES.values())
    amd64.touch()
    assert "p_arm64.deb not in dist (build/dev.py deb arm64" in clean_room.why_not(MACHINES["arm64"], arm64)


@KINDS
@pytest.mark.skipif(not shutil.which("readelf"), reason="readelf is not installed")
def test_the_package_asks_for_the_c_library_of_the_oldest_system(machine: Machine, tmp_path: Path) -> None:
    import linux_package

    shutil.copy(shutil.which("true") or "/bin/true", tmp_path)
    depends, recommends = linux_package.dependencies(tmp_path, machine)
    assert depends == [f"libc6 (>= {machine.libc})"]
    assert recommends == []


@pytest.fixture
def kernel(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A folder in place of binfmt_misc, and beside it one in place of the rules of Debian's packages."""
    for name in ("kernel", "rules"):
        (tmp_path / name).mkdir()
    monkeypatch.setattr(emulation, "KERNEL", tmp_path / "kernel")
    monkeypatch.setattr(emulation, "RULES", tmp_path / "rules")
    return tmp_path / "kernel"


def test_without_qemu_it_is_said_what_to_install(kernel: Path) -> None:
    assert "apt-get install qemu-user-static" in emulation.why_not("aarch64")


@pytest.mark.parametrize(("flags", "usable"), [("POF", True), ("PO", False)])
def test_only_a_rule_that_holds_inside_a_chroot_is_enough(kernel: Path, flags: str, usable: bool) -> None:
    (kernel / "qemu-aarch64").write_text(f"enabled\ninterpreter /F\nflags: {flags}\noffset 0\n")
    assert (emulation.why_not("aarch64") == "") is usable


def test_the_rule_of_the_package_is_what_the_kernel_is_told(kernel: Path) -> None:
    (kernel / "register").touch()
    (kernel.parent / "rules" / "qemu-aarch64.conf").write_bytes(b":qemu-aarch64:M::\\x7f:F")
    assert "can't be told" in emulation.why_not("aarch64"), "it was, but took no notice"
    assert (kernel / "register").read_bytes() == b":qemu-aarch64:M::\\x7f:F"
