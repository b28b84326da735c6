"""Commands of the program, run in projects of the tests: forked from one process that has loaded everything.

A command spends most of a test's second on imports. Each worker starts one process, which imports the program and its
libraries, runs nothing, and forks for each command: 0.05 s instead of 0.8. Arguments, working folder, environment,
standard streams and exit status are those of a process of its own.

Such a process remains for a command whose environment changes how Python itself starts (`RESTARTS`), for one that is
killed or races with another, and where the start is what is tested: these call `alone`, or `subprocess` as they need.
"""

import atexit
import gc
import importlib
import json
import os
import pkgutil
import runpy
import select
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import traceback
from collections.abc import Mapping
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import IO, Any

ROOT = Path(__file__).parents[1]
# What the interpreter, the C library or the loader read before a command does.
RESTARTS = ("PYTHON", "LC_", "LANG", "LD_", "MALLOC_")
# What a forked command is given all the same: further folders of modules, and their `sitecustomize`.
GIVEN = ("PYTHONPATH", "PYTHONDONTWRITEBYTECODE")
LIBRARIES = ("pelican", "trafilatura", "PIL.Image", "rich.console", "click", "ctypes")


def environment(**variables: str) -> dict[str, str]:
    """Return a command's environment: this process's with the program's folder, plain output and the given variables.

    Without the name of the test, which pytest puts into the environment: with another one a build has to look twice.
    """
    own = {name: value for name, value in os.environ.items() if name != "PYTEST_CURRENT_TEST"}
    return {**own, "PYTHONPATH": f"{ROOT}/generator", "NO_COLOR": "1", "COLUMNS": "200", **variables}


def run_module(project: Path, *command: str, given: bytes = b"", **variables: str) -> subprocess.CompletedProcess[str]:
    """Run `python -m COMMAND…` in a project, as a person would, and return what it said.

    What it reads on standard input is `given`.
    """
    surroundings = environment(**variables)
    if _starts_as(surroundings, environment()):
        return _server().run(project, command, surroundings, given)
    return alone(project, *command, given=given, **variables)


def alone(project: Path, *command: str, given: bytes = b"", **variables: str) -> subprocess.CompletedProcess[str]:
    """Run `python -m COMMAND…` in a process of its own, which starts from nothing."""
    done = subprocess.run(
        [sys.executable, "-m", *command], cwd=project, env=environment(**variables), input=given, capture_output=True,
        check=False, preexec_fn=heed_interrupts,
    )  # fmt: skip
    return subprocess.CompletedProcess(done.args, done.returncode, _as_text(done.stdout), _as_text(done.stderr))


def heed_interrupts() -> None:
    """Undo what a shell does to commands in the background, which ignore Ctrl-C and hand that on."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def _starts_as(one: Mapping[str, str], other: Mapping[str, str]) -> bool:
    """Whether Python starts the same in both environments."""
    read = [
        {name: value for name, value in held.items() if name.startswith(RESTARTS) and name not in GIVEN}
        for held in (one, other)
    ]
    return read[0] == read[1]


class CommandServer:
    """The process of a worker that forks a command for each request; it ends when the worker does."""

    def __init__(self) -> None:
        self._socket, theirs = socket.socketpair()
        started = environment(PYTHONPATH=f"{ROOT}/generator{os.pathsep}{ROOT}", PYTHONDONTWRITEBYTECODE="1")
        self._lock = threading.Lock()
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tests.commands", str(theirs.fileno())], cwd=ROOT, env=started,
                pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, start_new_session=True,
            )  # fmt: skip
        atexit.register(self.end)

    def run(
        self, project: Path, command: tuple[str, ...], surroundings: Mapping[str, str], given: bytes
    ) -> subprocess.CompletedProcess[str]:
        """Run a module with its arguments, and wait for its end."""
        asked = json.dumps([str(project), command, dict(surroundings)]).encode()
        with ExitStack() as open_files, self._lock:
            streams = [open_files.enter_context(tempfile.TemporaryFile()) for _ in range(3)]
            streams[0].write(given)
            streams[0].seek(0)
            socket.send_fds(self._socket, [len(asked).to_bytes(4, "big")], [stream.fileno() for stream in streams])
            self._socket.sendall(asked)
            answer = self._socket.recv(4)
            assert answer, "the process that forks the commands has ended"
            said, complained = (_read(stream) for stream in streams[1:])
            return subprocess.CompletedProcess([*command], int.from_bytes(answer, "big", signed=True), said, complained)

    def end(self) -> None:
        """Let the process end."""
        self._socket.close()
        self._process.wait()


def _read(stream: IO[bytes]) -> str:
    stream.seek(0)
    return _as_text(stream.read())


def _as_text(said: bytes) -> str:
    """Return what was said as `subprocess` does with `text=True`: with newlines of one kind."""
    return said.decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n")


_SERVERS: dict[int, CommandServer] = {}


def _server() -> CommandServer:
    """Return this process's server; a forked process gets one of its own."""
    if os.getpid() not in _SERVERS:
        _SERVERS.clear()
        _SERVERS[os.getpid()] = CommandServer()
    return _SERVERS[os.getpid()]


# ---------------------------------------------------------------- in the process that forks


def _load() -> None:
    """Import the program and what it imports as it goes, and nothing that a command does."""
    import verbatim  # noqa: PLC0415  the worker's own imports do not need it

    for found in pkgutil.walk_packages(verbatim.__path__, "verbatim."):
        if not found.name.endswith("__main__"):
            importlib.import_module(found.name)
    for name in LIBRARIES:
        importlib.import_module(name)


def _serve(asking: socket.socket) -> None:
    """Fork for each request until the worker closes its end."""
    while True:
        length, streams, _, _ = socket.recv_fds(asking, 4, 3)
        if not length:
            return
        size, asked = int.from_bytes(length, "big"), b""
        while len(asked) < size:
            asked += asking.recv(size - len(asked))
        child = os.fork()
        if not child:
            asking.close()
            _become(*json.loads(asked), streams)
        for stream in streams:
            os.close(stream)
        asking.sendall(_ended(child, asking).to_bytes(4, "big", signed=True))


def _ended(child: int, asking: socket.socket) -> int:
    """Wait for a command and return its status; end it where the worker is gone."""
    watched = os.pidfd_open(child)
    try:
        ready, _, _ = select.select([watched, asking], [], [])
        if asking in ready:
            os.kill(child, signal.SIGKILL)
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    finally:
        os.close(watched)


def _become(project: str, command: list[str], surroundings: dict[str, str], streams: list[int]) -> None:
    """Be the command: never returns."""
    from verbatim.core.fork import end_with_parent  # noqa: PLC0415  loaded by now

    status = 1
    try:
        end_with_parent(os.getppid())
        os.setsid()
        for number, stream in enumerate(streams):
            os.dup2(stream, number)
            os.close(stream)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        os.chdir(project)
        os.environ.clear()
        os.environ.update(surroundings)
        time.tzset()
        tempfile.tempdir = None
        sys.argv = command
        sys.path[0] = project
        _customise(surroundings["PYTHONPATH"])
        status = _status(command[0])
        threading._shutdown()  # noqa: SLF001  as the interpreter does at its end
        atexit._run_exitfuncs()  # noqa: SLF001
        sys.stdout.flush()
        sys.stderr.flush()
    finally:
        os._exit(status)


def _customise(folders: str) -> None:
    """Look for modules in these folders too, and load the `sitecustomize` there, as the start of Python does."""
    new = [folder for folder in folders.split(os.pathsep) if folder not in sys.path]
    sys.path[1:1] = new
    if new:
        sys.modules.pop("sitecustomize", None)
        with suppress(ImportError):
            importlib.import_module("sitecustomize")


def _status(module: str) -> int:
    """Run a module as `python -m` does; return the status that Python would end with."""
    try:
        runpy.run_module(module, run_name="__main__", alter_sys=True)
    except SystemExit as end:
        if isinstance(end.code, str):
            sys.stderr.write(f"{end.code}\n")
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    except KeyboardInterrupt:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        os.kill(os.getpid(), signal.SIGINT)
    except BaseException:  # noqa: BLE001  nobody is left to handle it
        traceback.print_exc()
        return 1
    return 0


def main(arguments: list[Any]) -> None:
    """Load the program and serve."""
    asking = socket.socket(fileno=int(arguments[0]))
    _load()
    gc.collect()
    gc.freeze()  # a collection in a command would copy every page that it shares with this process
    with suppress(KeyboardInterrupt):
        _serve(asking)


if __name__ == "__main__":
    main(sys.argv[1:])
