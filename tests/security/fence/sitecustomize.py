"""Loaded by every Python that a fenced command starts: writes down each file and program that it asks for.

One line of JSON for each: the event and the paths in it. What CPython audits is listed in its documentation, "Audit
events table"; files that a program of another language opens are found by comparing folders before and after.
"""

import json
import os
import sys

LOG = os.open(os.environ["FENCE_LOG"], os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
PATHS = {
    "os.listdir": 1, "os.scandir": 1, "os.mkdir": 1, "os.rename": 2, "os.remove": 1, "os.rmdir": 1, "os.link": 2,
    "os.symlink": 2, "os.chmod": 1, "os.truncate": 1, "os.utime": 1, "subprocess.Popen": 1,
}  # fmt: skip
READING = frozenset(("os.listdir", "os.scandir", "subprocess.Popen"))
seen: set[tuple[str, tuple[str, ...]]] = set()


def note(event: str, arguments: tuple[object, ...]) -> None:
    if event == "open":
        path, _, flags = arguments
        # A file that is its number was opened, and noted, before.
        if isinstance(path, int) or path is None:
            return
        write("write" if isinstance(flags, int) and flags & WRITING else "read", (path,))
    elif event in PATHS:
        write("read" if event in READING else "write", arguments[: PATHS[event]])
    elif event in ("socket.connect", "os.system", "os.exec"):
        write(event, arguments[-1:])


def write(what: str, arguments: tuple[object, ...]) -> None:
    paths = tuple(absolute(one) for one in arguments if one is not None and not isinstance(one, int))
    if paths and (what, paths) not in seen:
        seen.add((what, paths))
        os.write(LOG, (json.dumps([what, *paths]) + "\n").encode())


def absolute(path: object) -> str:
    if not isinstance(path, str | bytes | os.PathLike):
        return repr(path)
    return os.path.abspath(os.fsdecode(path))  # noqa: PTH100  a Path would be asked for by what is watched


sys.addaudithook(note)
