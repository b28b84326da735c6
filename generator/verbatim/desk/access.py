"""Says who may use the desk: whoever opened the address that the terminal shows, or knows the password.

Another site's page, open in the same browser, can send requests here. It does not have the cookie, which is sent to
this site's own pages alone, and every browser says with a request that writes from where it comes.
"""

from __future__ import annotations

import hmac
import ipaddress
import secrets
import threading
import time
from dataclasses import dataclass, field
from http.cookies import CookieError, SimpleCookie
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Sequence
    from email.message import Message

ROOT = "/.desk/"  # begins the desk's addresses: the site has none with such a name
LENGTH = 32  # bytes of a token and of a session
LEAST = 12  # characters of a password
WAIT = 1.0  # seconds after a wrong password
QUIET = 60.0  # seconds in which the terminal shows one token once
MOST = 50  # sessions at a time; the oldest ends first
FORM, WITH_FILE = "application/x-www-form-urlencoded", "multipart/form-data"


@dataclass
class Session:
    """What the desk remembers of one browser: what it is to be told next, and what it put off, by story."""

    told: tuple[str, ...] = ()
    skipped: dict[str, list[str]] = field(default_factory=dict)


class Access:
    """The sessions of one run, its one-time token, and its password: empty where only this machine is served."""

    def __init__(self, password: str = "") -> None:
        self._password = password
        self._token = secrets.token_urlsafe(LENGTH)
        self._sessions: dict[str, Session] = {}
        self._announced = ("", 0.0)  # the token that the terminal showed last, and when
        self._lock = threading.Lock()

    @property
    def has_password(self) -> bool:
        """Whether the network can reach it, so that nothing is shown without the password."""
        return bool(self._password)

    @property
    def token(self) -> str:
        """The token that opens the desk once."""
        return self._token

    def to_announce(self) -> str:
        """Return the token that the terminal is to show now; "" where it has just shown this one.

        Anything on this machine can ask without a session, as often as it likes.
        """
        with self._lock:
            token, at = self._announced
            now = time.monotonic()
            if self._password or (token == self._token and now < at + QUIET):
                return ""
            self._announced = self._token, now
            return self._token

    def with_token(self, token: str) -> str:
        """Return a new session for the token, which then opens nothing any more; "" for any other."""
        with self._lock:
            if not hmac.compare_digest(token.encode(), self._token.encode()):
                return ""
            self._token = secrets.token_urlsafe(LENGTH)
            return self._begin()

    def with_password(self, password: str) -> str:
        """Return a new session for the password; "" for any other, after a while."""
        if not self._password or not hmac.compare_digest(password.encode(), self._password.encode()):
            time.sleep(WAIT)
            return ""
        with self._lock:
            return self._begin()

    def _begin(self) -> str:
        while len(self._sessions) >= MOST:
            del self._sessions[next(iter(self._sessions))]
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
