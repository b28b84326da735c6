"""Runs WordPress itself, with a database of its own, on loopback, for as long as a campaign lasts."""

from __future__ import annotations

import json
import os
import secrets
import shutil
import subprocess
import time
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import NamedTuple
from urllib.error import URLError
from urllib.request import urlopen

HERE = Path(__file__).parent
DEBIANS = Path("/usr/share/wordpress")
NEEDED = ("mariadbd", "mariadb-install-db", "mariadb", "php")
PORT = 8790
STARTING = 60  # seconds

CONFIG = (HERE / "wp-config.php").read_text("utf-8")  # with places for the socket, the port and a salt


class Form(NamedTuple):
    """A post to write: what it tries, as whom (`admin`, who may paste anything, or `author`), and its text."""

    name: str
    who: str
    content: str


class Shown(NamedTuple):
    """What WordPress made of a form: the HTML of the post, and the address of the post's page."""

    name: str
    html: str
    address: str
    version: str


def missing() -> list[str]:
    """Return what of Debian's packages is not installed."""
    programs = [name for name in NEEDED if shutil.which(name) is None]
    packages = {"wordpress": "wp-load.php", "wordpress-theme-twentytwentyfive": "wp-content/themes/twentytwentyfive"}
    return programs + [name for name, path in packages.items() if not (DEBIANS / path).exists()]


class WordPress:
    """A WordPress that runs in `folder`, and may fetch from the port of loopback on which the site is."""

    def __init__(self, folder: Path, site_port: int) -> None:
        self.folder = folder
        self.root = folder / "wordpress"
        self.socket = folder / "db.sock"
        self.around = {
            **os.environ, "SITE_PORT": str(site_port), "WORDPRESS_HOST": f"127.0.0.1:{PORT}", "INSTALLED": "",
        }  # fmt: skip

    @contextmanager
    def running(self) -> Iterator[WordPress]:
        """Start the database and the server, install WordPress, and stop both at the end."""
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        shutil.copytree(DEBIANS, self.root, symlinks=False, ignore_dangling_symlinks=True)
        text = CONFIG.format(socket=self.socket, port=PORT, salt=secrets.token_hex(16))
        (self.root / "wp-config.php").unlink(missing_ok=True)
        (self.root / "wp-config.php").write_text(text, encoding="utf-8")
        plugins = self.root / "wp-content/mu-plugins"
        plugins.mkdir(parents=True, exist_ok=True)
        shutil.copy(HERE / "loopback.php", plugins)
        with ExitStack() as stack:
            stack.callback(self._stop, self._database())
            server = subprocess.Popen(
                ["php", "-q", "-S", f"127.0.0.1:{PORT}", "-t", str(self.root)],
                env=self.around, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            )  # fmt: skip
            stack.callback(self._stop, server)
            self._php("")
            self.around["INSTALLED"] = "yes"
            yield self

    def shown(self, forms: Iterable[Form]) -> list[Shown]:
        """Return what WordPress makes of each form."""
        rows = self._php(json.dumps([form._asdict() for form in forms])).splitlines()
        made = [json.loads(row) for row in rows if row.startswith("{")]
        address = f"http://127.0.0.1:{PORT}/?p="
        return [Shown(row["name"], row["html"], f"{address}{row['post']}", row["version"]) for row in made]

    def _database(self) -> subprocess.Popen[bytes]:
        data = self.folder / "db"
        owner = ["--user=root"] if os.geteuid() == 0 else []
        make = ["mariadb-install-db", "--no-defaults", f"--datadir={data}", "--auth-root-authentication-method=normal"]
        subprocess.run([*make, *owner], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        options = ["--no-defaults", f"--datadir={data}", f"--socket={self.socket}", "--skip-networking"]
        server = subprocess.Popen(
            ["mariadbd", *options, *owner], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )  # fmt: skip
        ask = ["mariadb", "--no-defaults", f"--socket={self.socket}", "-uroot", "-e", "CREATE DATABASE wordpress"]
        end = time.monotonic() + STARTING
        while subprocess.run(ask, check=False, capture_output=True).returncode:
            if server.poll() is not None or time.monotonic() > end:
                message = "MariaDB did not start"
                raise RuntimeError(message)
            time.sleep(0.3)
        return server

    def _php(self, told: str) -> str:
        command = ["php", "-d", "display_errors=stderr", str(HERE / "posts.php"), str(self.root)]
        done = subprocess.run(command, input=told, env=self.around, text=True, check=True, capture_output=True)
        return done.stdout

    @staticmethod
    def _stop(process: subprocess.Popen[bytes]) -> None:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def wait_for(address: str) -> None:
    end = time.monotonic() + STARTING
    while True:
        try:
            with urlopen(address, timeout=5):  # noqa: S310  loopback
                return
        except (URLError, ConnectionError):
            if time.monotonic() > end:
                raise
            time.sleep(0.2)
