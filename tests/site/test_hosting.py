"""`_headers` in the words of nginx and Apache: asked of these servers themselves, where they are installed."""

import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
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
ASKED = ["/", "/embed/quotes/{quote}/", "/data/quotes.json", "/feeds/all.atom.xml", "/stories/", "/search/", "/gone/"]


def asked(port: int, path: str) -> tuple[int, HTTPMessage]:
    connection = HTTPConnection("127.0.0.1", port, timeout=5)
    connection.request("GET", path)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.status, answer.headers


@contextmanager
def running(name: str, folder: Path, rules: str, under: str) -> Iterator[int]:
    """Let a server serve what is in a folder's `www`, with these rules; give the port."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        port = int(held.getsockname()[1])
    if name == "nginx":
        shutil.copy("/etc/nginx/mime.types", folder)
        (folder / "rules").write_text(rules)
        user = "user root;" if Path("/root").owner() == "root" and Path.home() == Path("/root") else ""
        (folder / "conf").write_text(NGINX.format(folder=folder, port=port, user=user))
        command = ["nginx", "-c", str(folder / "conf")]
    else:
        (folder / f"www{under}/.htaccess").write_text(rules)
        modules = "".join(f"LoadModule {one}_module /usr/lib/apache2/modules/mod_{one}.so\n" for one in MODULES)
        (folder / "conf").write_text(modules + APACHE.format(folder=folder, port=port))
        command = ["apache2", "-DFOREGROUND", "-f", str(folder / "conf")]
    with subprocess.Popen(command) as server:
        try:
            for _ in range(100):
                with socket.socket() as probe:
                    if probe.connect_ex(("127.0.0.1", port)) == 0:
                        break
                time.sleep(0.05)
            yield port
        finally:  # else a test that fails waits for ever
            server.terminate()


@pytest.mark.campaign("generator/verbatim/site/hosting.py", "generator/verbatim/site/theme/csp.py")
@pytest.mark.parametrize("under", ["", "/paper"])
@pytest.mark.parametrize("name", SERVERS)
def test_a_server_sends_each_header_of_the_file_and_names_the_types_of_our_files(
    site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, under: str
) -> None:
    if shutil.which({"apache": "apache2"}.get(name, name)) is None:
        pytest.skip(f"{name} is not installed")
    shutil.copytree(site, tmp_path / f"www{under}")
    assert main([name, str(site), "--under", under]) == 0
    rules = rules_of((site / "_headers").read_text())
    quote = min(path.name for path in (site / "embed/quotes").iterdir())
    story = next((site / "data/stories").glob("*.ics")).stem
    kinds = {
        f"/data/stories/{story}.ics": "text/calendar; charset=utf-8",
        f"/data/stories/{story}.annotations.jsonld": "application/ld+json",
        "/manifest.webmanifest": "application/manifest+json",
    }
    with running(name, tmp_path, capsys.readouterr().out, under) as port:
        for path in (path.format(quote=quote) for path in ASKED):
            status, headers = asked(port, under + path)
            wanted = headers_for("/404.html" if path == "/gone/" else path, rules)
            assert status == (404 if path == "/gone/" else 200)
            assert wanted
            assert [(key, headers.get_all(key)) for key, _ in wanted] == [(key, [value]) for key, value in wanted]
        assert {path: asked(port, under + path)[1]["Content-Type"] for path in kinds} == kinds


@pytest.mark.parametrize("name", SERVERS)
def test_every_rule_is_said_and_where_the_short_address_on_a_card_leads(
    site: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    assert main([name, str(site), "--under", "paper/"]) == 0
    said, rules = capsys.readouterr().out, rules_of((site / "_headers").read_text())
    assert [path for path, _ in rules if f"/paper{path.rstrip('*')}" not in said] == []
    assert "^/paper/q/([0-9a-z]+)/?$" in said
    assert "/paper/quotes/q-$1/" in said
    assert said.count("Content-Security-Policy") == sum("Content-Security-Policy" in dict(held) for _, held in rules)


def test_nginx_is_told_each_type_once_so_that_it_warns_of_none(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["nginx", str(site)]) == 0
    said = capsys.readouterr().out
    ends = re.findall(r"^  [a-z]+/[a-z+-]+ (\w+);$", said, re.MULTILINE)
    assert len(ends) == len(set(ends)) > 20
    assert "include" not in said
    published = {path.suffix[1:] for path in site.rglob("*.*") if path.is_file() and "pagefind" not in path.parts}
    assert published - {"atom", *ends} == set()


def test_the_file_stays_within_what_hosts_read_and_without_a_site_it_is_said_what_to_do(
    site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = (site / "_headers").read_text().splitlines()
    assert len([line for line in lines if line.startswith("/")]) <= 100  # Cloudflare Pages
    assert max(map(len, lines)) <= 2000
    assert main(["nginx", str(tmp_path)]) == 1
    assert "Run make publish first" in capsys.readouterr().err
