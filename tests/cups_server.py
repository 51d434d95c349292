"""A CUPS server of the test's own: its configuration, socket, spool and queues lie in a folder that goes with it.

No service of the system is touched. The queues' backend writes what a printer would get into files.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

_SYSTEM_BIN = Path("/usr/lib/cups")
_PPD = Path("/usr/share/ppd/cupsfilters/Generic-PDF_Printer-PDF.ppd")
_TRAYS = """
*JCLOpenUI *InputSlot/Media Source: PickOne
*OrderDependency: 35 JCLSetup *InputSlot
*DefaultInputSlot: Auto
*InputSlot Auto/Automatic: "@PJL SET MEDIASOURCE=AUTO<0A>"
*InputSlot Tray1/Tray 1: "@PJL SET MEDIASOURCE=TRAY1<0A>"
*InputSlot Tray2/Tray 2: "@PJL SET MEDIASOURCE=TRAY2<0A>"
*JCLCloseUI: *InputSlot
"""
_COLLATE = """
*JCLOpenUI *Collate/Collate: Boolean
*OrderDependency: 45 JCLSetup *Collate
*DefaultCollate: True
*Collate True/On: "@PJL SET COLLATE=ON<0A>"
*Collate False/Off: "@PJL SET COLLATE=OFF<0A>"
*JCLCloseUI: *Collate
"""
_OTHER_WORDS = {
    "*Duplex": "*ARDuplex",
    "*DefaultDuplex": "*DefaultARDuplex",
    "*ColorModel": "*ARCMode",
    "*DefaultColorModel: color": "*DefaultARCMode: CMColor",
    " color/": " CMColor/",
    " grayscale/": " CMBW/",
    "*cupsManualCopies: True": "*cupsManualCopies: False",
}
"""What drivers of some makers call sides and colour; the machine makes the copies, and in sets unless told otherwise."""
_BACKEND = """#!/bin/sh
# Called without arguments to list devices, else with: job user title copies options [file].
[ $# -eq 0 ] && exit 0
folder="${DEVICE_URI#tofile:}"
printf '%s\\n%s\\n%s\\n%s' "$1" "$3" "$4" "$5" > "$folder/$1.arguments"
cat ${6:+"$6"} > "$folder/$1.part" && mv "$folder/$1.part" "$folder/$1.data"
if [ -e "$folder/slow" ]; then sleep 30; fi
if [ -e "$folder/broken" ]; then exit 4; fi
if [ -e "$folder/abort" ]; then exit 1; fi
"""


def why_not() -> str:
    """Return why no server can be started here; empty when it can."""
    missing = [tool for tool in ("cupsd", "lp", "lpstat", "lpoptions", "lpadmin") if not _tool(tool)]
    if missing:
        return f"{', '.join(missing)} of CUPS not found"
    if not _PPD.exists() or not (_SYSTEM_BIN / "filter" / "pdftopdf").exists():
        return "cups-filters not found"
    if os.geteuid() != 0:
        return "cupsd starts its filters as another user, which only root may do"
    return ""


def _tool(name: str) -> str | None:
    return shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")


QUEUES = ("a4-duplex", "a4-plain", "letter", "a3", "rejecting", "paused")


@dataclass(frozen=True)
class Arrived:
    """What came to a printer: the backend's arguments and the data."""

    job: int
    title: str
    options: str
    pdf: bytes
    job_language: str
    """What stands before the PDF: the settings that the driver sends to the machine."""


class CupsServer:
    """A server that is up, and what one can do to it."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="cups-"))
        self.folder.chmod(0o755)
        self.socket = self.folder / "s"
        self.where = {"CUPS_SERVER": str(self.socket), "CUPS_SERVERROOT": str(self.folder / "root")}
        self.environment = {**os.environ, **self.where, "LC_ALL": "C.UTF-8"}
        self._configure()
        self._process: subprocess.Popen[bytes] | None = None

    def _configure(self) -> None:
        folder = self.folder
        for name in ("root", "spool", "spool/tmp", "cache", "state", "bin", "out", "log", "state/certs"):
            (folder / name).mkdir(exist_ok=True)
            (folder / name).chmod(0o777 if name in ("spool/tmp", "out") else 0o755)
        for part in ("filter", "daemon", "notifier", "monitor", "cgi-bin", "driver"):
            if (_SYSTEM_BIN / part).exists():
                (folder / "bin" / part).symlink_to(_SYSTEM_BIN / part)
        (folder / "bin" / "backend").mkdir()
        backend = folder / "bin" / "backend" / "tofile"
        backend.write_text(_BACKEND)
        backend.chmod(0o700)
        (folder / "root" / "cupsd.conf").write_text(
            f"Listen {self.socket}\nBrowsing Off\nWebInterface No\nDefaultAuthType None\nLogLevel warn\n"
            "MaxJobs 0\nPageLogFormat \nPreserveJobHistory Yes\nErrorPolicy abort-job\nJobRetryInterval 1\n"
            "<Location />\nOrder allow,deny\nAllow all\n</Location>\n"
            "<Policy default>\nJobPrivateAccess all\nJobPrivateValues none\n"
            "<Limit All>\nOrder allow,deny\nAllow all\n</Limit>\n</Policy>\n"
        )
        (folder / "root" / "cups-files.conf").write_text(
            f"ServerRoot {folder}/root\nServerBin {folder}/bin\nRequestRoot {folder}/spool\nCacheDir {folder}/cache\n"
            f"StateDir {folder}/state\nTempDir {folder}/spool/tmp\nAccessLog {folder}/log/access\n"
            f"ErrorLog {folder}/log/error\nPageLog {folder}/log/page\nSystemGroup root\nFileDevice Yes\n"
            "DataDir /usr/share/cups\n"
        )

    def start(self) -> None:
        """Start the server and wait until it answers."""
        root = self.folder / "root"
        self._process = subprocess.Popen(
            [str(_tool("cupsd")), "-f", "-c", str(root / "cupsd.conf"), "-s", str(root / "cups-files.conf")],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        until = time.monotonic() + 15
        while "is running" not in self.run("lpstat", "-r"):
            if time.monotonic() > until or self._process.poll() is not None:
                raise RuntimeError("cupsd does not start")
            time.sleep(0.05)

    def add_queues(self) -> None:
        """Make the six queues, one that takes no jobs and one that is paused among them."""
        self.add("a4-duplex", "一楼 打印机", duplexer=True)
        self.add("a4-plain", "二楼 打印机", duplexer=False)
        self.add("letter", "三楼 打印机", "Letter", duplexer=True)
        self.add("a3", "文印室", "A3", duplexer=True)
        self.add("rejecting", "停用的打印机", duplexer=True)
        self.add("paused", "暂停的打印机", duplexer=True)
        self.run("cupsreject", "rejecting")
        self.run("cupsdisable", "paused")

    def out(self, queue: str) -> Path:
        """Return the folder into which a queue prints."""
        return self.folder / "out" / queue

    def run(self, tool: str, *arguments: str) -> str:
        """Run one of CUPS' programs against this server and return what it prints."""
        outcome = subprocess.run(
            [str(_tool(tool)), *arguments], env=self.environment, capture_output=True, text=True, timeout=30
        )
        return outcome.stdout

    def add(
        self,
        queue: str,
        description: str,
        paper: str = "A4",
        *,
        duplexer: bool,
        other_words: bool = False,
    ) -> Path:
        """Make a queue and return the folder into which it prints."""
        folder = self.folder / "out" / queue
        folder.mkdir()
        folder.chmod(0o777)
        ppd = self.folder / f"{queue}.ppd"
        model = _model(duplexer=duplexer)
        if other_words:
            model = _in_other_words(model)
        ppd.write_text(model)
        self.run("lpadmin", "-p", queue, "-D", description, "-v", f"tofile:{folder}", "-P", str(ppd), "-E")
        self.run("lpadmin", "-p", queue, "-o", "printer-error-policy=abort-job")
        self.run("lpadmin", "-p", queue, "-o", f"PageSize={paper}")
        return folder

    def arrived(self, queue: str, job: int, *, patience: float = 20) -> Arrived:
        """Wait for a job's data and return them."""
        folder = self.folder / "out" / queue
        data = folder / f"{job}.data"
        until = time.monotonic() + patience
        while not data.exists():
            if time.monotonic() > until:
                raise TimeoutError(
                    f"{queue}-{job} has not come: {self.run('lpstat', '-l', '-W', 'all', '-o')}"
                )
            time.sleep(0.05)
        number, title, _copies, options = (folder / f"{job}.arguments").read_text().split("\n", 3)
        content = data.read_bytes()
        start = content.index(b"%PDF-")
        end = content.rindex(b"%%EOF") + 5
        return Arrived(int(number), title, options, content[start:end], content[:start].decode("latin-1"))

    @contextmanager
    def asleep(self) -> Iterator[None]:
        """Let the server answer nobody for a while, as one that is overloaded."""
        assert self._process is not None
        self._process.send_signal(signal.SIGSTOP)
        try:
            yield
        finally:
            self._process.send_signal(signal.SIGCONT)

    def forget_jobs(self) -> None:
        """Start anew with a configuration that keeps nothing of a job once it is done."""
        assert self._process is not None
        self._process.terminate()
        self._process.wait(10)
        conf = self.folder / "root" / "cupsd.conf"
        conf.write_text(conf.read_text().replace("PreserveJobHistory Yes", "PreserveJobHistory No"))
        self.start()

    def kill(self) -> None:
        """End the server as a crash does."""
        if self._process is not None:
            self._process.send_signal(signal.SIGKILL)
            self._process.wait()
            self._process = None
        with suppress(FileNotFoundError):
            self.socket.unlink()

    def close(self) -> None:
        """End the server and remove everything of it."""
        if self._process is not None:
            self._process.terminate()
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(10)
        self.kill()
        shutil.rmtree(self.folder, ignore_errors=True)


def _model(*, duplexer: bool) -> str:
    """Return a printer model: Debian's generic one for PDF, with A3 and trays, and the duplexer only on wish."""
    lines = []
    for line in _PPD.read_text(encoding="latin-1").splitlines():
        lines.append(line)
        if " A4/" in line:
            a3 = line.replace(" A4/A4", " A3/A3").replace("PAPER=A4", "PAPER=A3")
            lines.append(a3.replace("595 842", "842 1191").replace("18 36 577 806", "18 36 824 1155"))
    text = "\n".join(lines)
    if not duplexer:
        text = _without(text, "Duplex")
    return text + _TRAYS


def _in_other_words(model: str) -> str:
    for usual, other in _OTHER_WORDS.items():
        model = model.replace(usual, other)
    return model + _COLLATE


def _without(text: str, option: str) -> str:
    """Take an option out of a printer model."""
    kept, inside = [], False
    for line in text.splitlines():
        if line.startswith((f"*OpenUI *{option}/", f"*OpenUI *{option}:", f"*JCLOpenUI *{option}/")):
            inside = True
        if not inside and not line.startswith((f"*Default{option}:", f"*{option} ")):
            kept.append(line)
        if line.startswith((f"*CloseUI: *{option}", f"*JCLCloseUI: *{option}")):
            inside = False
    return "\n".join(kept) + "\n"


@contextmanager
def server_of_its_own() -> Iterator[CupsServer]:
    """Run a server without queues for as long as it is used; skip the test where there is none to run."""
    if reason := why_not():
        pytest.skip(reason)
    server = CupsServer()
    try:
        server.start()
        yield server
    finally:
        server.close()


def make_known(server: CupsServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """Tell this process and its children where the server is."""
    for name, value in server.where.items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("PRINTER", raising=False)
