"""`_headers` in the words of nginx and Apache: asked of these servers themselves, where they are installed."""

import re
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from http.client import HTTPConnection, HTTPMessage
from pathlib import Path

import pytest

from verbatim.site.hosting import SERVERS, headers_for, main, rules_of

NGINX = """daemon off; pid {folder}/pid; error_log {folder}/errors; worker_processes 1; {user}
events {{}}
http {{ access_log off; include mime.types; client_body_temp_path {folder}/t1; proxy_temp_path {folder}/t2;
fastcgi_temp_path {folder}/t3; uwsgi_temp_path {folder}/t4; scgi_temp_path {folder}/t5;
server {{ listen 127.0.0.1:{port}; root {folder}/www; include {folder}/rules; }} }}
"""
MODULES = ("mpm_event", "authz_core", "dir", "mime", "headers")
APACHE = """ServerRoot {folder}
ServerName news.example
Listen 127.0.0.1:{port}
PidFile {folder}/pid
ErrorLog {folder}/errors
DocumentRoot {folder}/www
TypesConfig /etc/mime.types
<Directory {folder}/www>
Require all granted
AllowOverride All
</Directory>
"""
PLACES = ["", "/paper"]
SERVED = pytest.mark.campaign("generator/verbatim/site/hosting.py", "generator/verbatim/site/theme/csp.py")
ASKED = ["/", "/embed/quotes/{quote}/", "/data/quotes.json", "/feeds/all.atom.xml", "/stories/", "/search/", "/gone/"]


def free_port() -> int:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        return int(held.getsockname()[1])


def asked(port: int, path: str) -> tuple[int, HTTPMessage]:
    connection = HTTPConnection("127.0.0.1", port, timeout=5)
    connection.request("GET", path)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.status, answer.headers


def running(command: list[str], port: int) -> subprocess.Popen[bytes]:
    server = subprocess.Popen(command)
    for _ in range(100):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return server
        time.sleep(0.05)
    server.kill()
    raise AssertionError(f"{command[0]} did not start")


def started_nginx(folder: Path, rules: str, port: int, under: str) -> subprocess.Popen[bytes]:
    del under
    shutil.copy("/etc/nginx/mime.types", folder)
    (folder / "rules").write_text(rules)
    user = "user root;" if Path("/root").owner() == "root" and Path.home() == Path("/root") else ""
    (folder / "conf").write_text(NGINX.format(folder=folder, port=port, user=user))
    return running([shutil.which("nginx") or "", "-c", str(folder / "conf")], port)


def started_apache(folder: Path, rules: str, port: int, under: str) -> subprocess.Popen[bytes]:
    (folder / f"www{under}/.htaccess").write_text(rules)
    modules = "".join(f"LoadModule {name}_module /usr/lib/apache2/modules/mod_{name}.so\n" for name in MODULES)
    (folder / "conf").write_text(modules + APACHE.format(folder=folder, port=port))
    return running([shutil.which("apache2") or "", "-DFOREGROUND", "-f", str(folder / "conf")], port)


@pytest.fixture
def serve(site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Iterator[Callable[[str, str], int]]:
    """Serve a copy of the built site by a server's name at a path; give the port."""
    started: list[subprocess.Popen[bytes]] = []

    def start(name: str, under: str) -> int:
        if shutil.which({"apache": "apache2"}.get(name, name)) is None:
            pytest.skip(f"{name} is not installed")
        shutil.copytree(site, tmp_path / f"www{under}")
        assert main([name, str(site), "--under", under]) == 0
        starters = {"nginx": started_nginx, "apache": started_apache}
        port = free_port()
        started.append(starters[name](tmp_path, capsys.readouterr().out, port, under))
        return port

    yield start
    for server in started:
        server.terminate()
        server.wait()


@SERVED
@pytest.mark.parametrize("under", PLACES)
@pytest.mark.parametrize("name", SERVERS)
def test_a_server_sends_each_header_of_the_file(
    serve: Callable[[str, str], int], site: Path, name: str, under: str
) -> None:
    port, rules = serve(name, under), rules_of((site / "_headers").read_text())
    quote = min(path.name for path in (site / "embed/quotes").iterdir())
    for path in (path.format(quote=quote) for path in ASKED):
        status, headers = asked(port, under + path)
        told = "/404.html" if path == "/gone/" else path
        assert status == (404 if path == "/gone/" else 200)
        assert headers_for(told, rules)
        assert [(key, headers.get_all(key)) for key, _ in headers_for(told, rules)] == [
            (key, [value]) for key, value in headers_for(told, rules)
        ]


@SERVED
@pytest.mark.parametrize("name", SERVERS)
def test_a_server_names_the_types_of_our_files(serve: Callable[[str, str], int], site: Path, name: str) -> None:
    port, story = serve(name, ""), next((site / "data/stories").glob("*.ics")).stem
    kinds = {
        f"/data/stories/{story}.ics": "text/calendar; charset=utf-8",
        f"/data/stories/{story}.annotations.jsonld": "application/ld+json",
        "/manifest.webmanifest": "application/manifest+json",
    }
    assert {path: asked(port, path)[1]["Content-Type"] for path in kinds} == kinds


@pytest.mark.parametrize("name", SERVERS)
def test_every_rule_is_said(site: Path, capsys: pytest.CaptureFixture[str], name: str) -> None:
    assert main([name, str(site), "--under", "paper/"]) == 0
    said, rules = capsys.readouterr().out, rules_of((site / "_headers").read_text())
    assert [path for path, _ in rules if f"/paper{path.rstrip('*')}" not in said] == []
    assert said.count("Content-Security-Policy") == sum("Content-Security-Policy" in dict(held) for _, held in rules)


@pytest.mark.parametrize("name", SERVERS)
def test_a_server_leads_from_the_short_address_on_a_card_to_the_quotation(name: str) -> None:
    said = SERVERS[name]([("/*", [])], "/paper")
    assert "^/paper/q/([0-9a-z]+)/?$" in said
    assert "/paper/quotes/q-$1/" in said


def test_nginx_is_told_each_type_once_so_that_it_warns_of_none(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["nginx", str(site)]) == 0
    said = capsys.readouterr().out
    ends = re.findall(r"^  [a-z]+/[a-z+-]+ (\w+);$", said, re.MULTILINE)
    assert len(ends) == len(set(ends)) > 20
    assert "include" not in said
    published = {path.suffix[1:] for path in site.rglob("*.*") if path.is_file() and "pagefind" not in path.parts}
    assert published - {"atom", *ends} == set()


def test_without_a_site_it_says_what_to_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["nginx", str(tmp_path)]) == 1
    assert "Run make publish first" in capsys.readouterr().err


def test_the_file_stays_within_what_hosts_read(site: Path) -> None:
    lines = (site / "_headers").read_text().splitlines()
    assert len([line for line in lines if line.startswith("/")]) <= 100  # Cloudflare Pages
    assert max(map(len, lines)) <= 2000
