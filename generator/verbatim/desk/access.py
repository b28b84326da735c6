"""Says who may use the desk, whoever opened the address that the terminal shows or knows the password; reads forms.

Another site's page, open in the same browser, can send requests here. It does not have the cookie, which is sent to
this site's own pages alone, and every browser says with a request that writes from where it comes.
"""

from __future__ import annotations

import hmac
import ipaddress
import re
import secrets
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message
from http.cookies import CookieError, SimpleCookie
from typing import NamedTuple
from urllib.parse import parse_qs, urlsplit

from verbatim.model import Span

ROOT = "/.desk/"  # begins the desk's addresses: the site has none with such a name
LENGTH = 32  # bytes of a token and of a session
LEAST = 12  # characters of a password
WAIT = 1.0  # seconds after a wrong password
NUMBER = re.compile(r"[0-9]{1,9}")
AT = "at-"  # begins the name of a field that says at which place something is chosen
FORM, WITH_FILE = "application/x-www-form-urlencoded", "multipart/form-data"


class Form(NamedTuple):
    """The fields of a form, each with its last value, and the ids of the others for which a decision holds."""

    fields: Mapping[str, str]
    also: tuple[str, ...]
    file: bytes = b""

    @classmethod
    def of(cls, body: str) -> Form:
        """Parse the body of a request."""
        found = parse_qs(body, keep_blank_values=True)  # a body is bounded, and so is a line of a request
        return cls({name: values[-1] for name, values in found.items()}, tuple(found.get("also", ())))

    @classmethod
    def with_file(cls, body: bytes, kind: str) -> Form:
        """Parse the body of a request that brings a file; `kind` is its header Content-Type."""
        message = message_from_bytes(f"Content-Type: {kind}\r\n\r\n".encode("ascii", "replace") + body)
        fields, file = {}, b""
        for part in message.walk():
            if part.is_multipart():
                continue
            name, data = part.get_param("name", header="Content-Disposition"), part.get_payload(decode=True)
            if part.get_filename() is not None:
                file = data if isinstance(data, bytes) else b""
            elif isinstance(name, str) and isinstance(data, bytes):
                fields[name] = data.decode("utf-8", "replace")
        return cls(fields, (), file)

    def get(self, name: str) -> str:
        """Return a field, empty where it is missing."""
        return self.fields.get(name, "")

    def order(self) -> list[str]:
        """Return the names of what was given a number, in the order of the numbers."""
        given = {name.removeprefix(AT): value for name, value in self.fields.items() if name.startswith(AT)}
        numbers = {name: int(value) for name, value in given.items() if NUMBER.fullmatch(value) and int(value)}
        return sorted(numbers, key=lambda name: numbers[name])

    @property
    def span(self) -> Span | None:
        """The words that it names by their place in the source."""
        bounds = [int(one) for one in (self.get("start"), self.get("end")) if NUMBER.fullmatch(one)]
        return Span(*bounds) if len(bounds) == 2 else None  # noqa: PLR2004  a start and an end


@dataclass
class Session:
    """What the desk remembers of one browser: its next messages, what it put off, by story, and what it opened."""

    told: tuple[str, ...] = ()
    skipped: dict[str, list[str]] = field(default_factory=dict)
    opened: set[str] = field(default_factory=set)

    def skip(self, story: str, item: str) -> None:
        """Put an item of a story off, or a pair of people, behind those that were put off before."""
        self.skipped[story] = [*(one for one in self.skipped.get(story, ()) if one != item), item]

    def take_told(self) -> tuple[str, ...]:
        """Return the messages that wait for it, and forget them."""
        told, self.told = self.told, ()
        return told


class Access:
    """The sessions of one run, the `token` that opens it once, its password: empty where none is asked for."""

    def __init__(self, password: str = "") -> None:
        self._password = password
        self.token = secrets.token_urlsafe(LENGTH)
        self._sessions: dict[str, Session] = {}
        self._lock = threading.Lock()

    @property
    def has_password(self) -> bool:
        """Whether the network can reach it, so that nothing is shown without the password."""
        return bool(self._password)

    def with_token(self, token: str) -> str:
        """Return a new session for the token, which then opens nothing any more; "" for any other."""
        with self._lock:
            if not hmac.compare_digest(token.encode(), self.token.encode()):
                return ""
            self.token = secrets.token_urlsafe(LENGTH)
            return self._begin()

    def with_password(self, password: str) -> str:
        """Return a new session for the password; "" for any other, after a while."""
        if not self._password or not hmac.compare_digest(password.encode(), self._password.encode()):
            time.sleep(WAIT)
            return ""
        with self._lock:
            return self._begin()

    def _begin(self) -> str:
        name = secrets.token_urlsafe(LENGTH)
        self._sessions[name] = Session()
        return name

    def session(self, headers: Message, port: int) -> Session | None:
        """Return the session that a request belongs to; None where it has none."""
        found = None
        for line in headers.get_all("Cookie") or ():
            try:
                cookie = SimpleCookie(line).get(cookie_name(port))
            except CookieError:
                continue
            found = found or (self._sessions.get(cookie.value) if cookie else None)
        return found


def cookie_name(port: int) -> str:
    """Return the name of the cookie: cookies know no ports, and two desks may run."""
    return f"verbatim-desk-{port}"


def set_cookie(session: str, port: int) -> str:
    """Return the header's value that gives a browser its session: no script reads it, no other site sends it."""
    return f"{cookie_name(port)}={session}; Path=/; HttpOnly; SameSite=Strict"


def comes_from_here(headers: Message) -> bool:
    """Return whether a browser says that a request was sent by a page of this server, as a form."""
    origins, hosts = headers.get_all("Origin") or [], headers.get_all("Host") or []
    if len(origins) != 1 or len(hosts) != 1 or headers.get_content_type() not in (FORM, WITH_FILE):
        return False
    origin = urlsplit(origins[0])
    site = headers.get("Sec-Fetch-Site", "same-origin")
    return origin.scheme in ("http", "https") and origin.netloc == hosts[0] and site == "same-origin"


def is_loopback(bind: str) -> bool:
    """Return whether only this machine reaches a server that is bound to this name or address."""
    try:
        return ipaddress.ip_address(bind).is_loopback
    except ValueError:
        return bind == "localhost"


def fault_of(password: str) -> Sequence[str]:
    """Return the fact and the fix where a password is none that keeps others out; nothing where it is."""
    if len(password) >= LEAST:
        return ()
    fact = "the desk is open to the network, and has no password" if not password else "this password is too short"
    return fact, f"Put one of at least {LEAST} characters into VERBATIM_DESK_PASSWORD, or leave --bind out"


def address(bind: str, port: int, access: Access, story: str = "") -> str:
    """Return the address that opens the desk."""
    host = f"[{bind}]" if ":" in bind else bind
    if access.has_password:
        return f"http://{host}:{port}{ROOT}"
    return f"http://{host}:{port}{ROOT}enter?token={access.token}" + (f"&story={story}" if story else "")
