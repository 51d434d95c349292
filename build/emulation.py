"""Runs the programs of another kind of processor through QEMU, also inside a chroot. Standard library only.

Linux knows such programs by their first bytes and starts QEMU for them (binfmt_misc). Debian's package of QEMU brings the
rule; where no systemd applies it at start, as in a container, it is applied here.
"""

import subprocess
from pathlib import Path

RULES = Path("/usr/lib/binfmt.d")
KERNEL = Path("/proc/sys/fs/binfmt_misc")


def why_not(processor: str) -> str:
    """Let the kernel run programs of a processor. Return what this machine lacks for that, empty when nothing."""
    applied, rule = KERNEL / f"qemu-{processor}", RULES / f"qemu-{processor}.conf"
    try:
        if not applied.exists():
            if not rule.exists():
                return f"programs for {processor} need QEMU (apt-get install qemu-user-static)"
            if not (KERNEL / "register").exists():
                mount = ["mount", "-t", "binfmt_misc", "binfmt_misc", str(KERNEL)]
                subprocess.run(mount, check=True, capture_output=True)
            (KERNEL / "register").write_bytes(rule.read_bytes())
        # With this flag QEMU is opened when the rule is applied, and need not lie inside the chroot.
        if "F" not in applied.read_text(encoding="ascii").partition("flags: ")[2].partition("\n")[0]:
            return (
                f"QEMU runs programs for {processor} outside a chroot only (binfmt_misc's flag F is not set)"
            )
    except (OSError, subprocess.CalledProcessError) as error:
        return f"the kernel can't be told to run programs for {processor} through QEMU ({error})"
    return ""
