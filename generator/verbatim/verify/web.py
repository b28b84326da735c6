"""Asks a server for files: no answer is larger, or takes longer, than it may, and nobody is led elsewhere.

Only http and https are spoken. A server may not lead into the network of whoever runs the check: redirects are told.
"""

from __future__ import annotations

import http.client
import threading
from typing import Final, NamedTuple
from urllib.parse import quote, urlsplit

OK, REDIRECTS = 200, range(300, 400)
SCHEMES: Final = {"http": http.client.HTTPConnection, "https": http.client.HTTPSConnection}
HEADERS = {"User-Agent": "verbatim-verify", "Accept-Encoding": "identity"}
AS_IT_IS = "%/:?=&;,+@~!$'()*[]"  # of an address that somebody wrote


class Answer(NamedTuple):
    """What a server answers: the status, where it leads, and at most as many bytes as were asked for."""

    status: int
    elsewhere: str
    data: bytes


class Host:
    """A server, over a connection that stays open. Raises ValueError for what is no address of the web."""

    def __init__(self, address: str, seconds: int) -> None:
        parts = urlsplit(address)
        connect = SCHEMES.get(parts.scheme.lower())
        if connect is None:
            raise ValueError("this is no address of the web")
        self.path, self._seconds = parts.path, seconds
        self._asked = f"{parts.path or '/'}{'?' if parts.query else ''}{parts.query}"
        self._connection = connect(parts.hostname or "", parts.port, timeout=seconds)

    def get(self, path: str = "", *, most: int) -> Answer:
        """Ask for a path, or for the address itself. Raises OSError or HTTPException where no answer comes in time.

        A server that sends a byte now and then is never silent, so that no timeout of a socket ends it: a thread is
        left.
        """
        found: list[Answer | Exception] = []

        def ask() -> None:
            try:
                self._connection.request("GET", path or quote(self._asked, safe=AS_IT_IS), headers=HEADERS)
                with self._connection.getresponse() as answer:
                    found.append(Answer(answer.status, answer.getheader("Location", ""), answer.read(most)))
            except (OSError, ValueError, http.client.HTTPException) as error:
                found.append(error)

        asking = threading.Thread(target=ask, daemon=True)
        asking.start()
        asking.join(self._seconds)
        if not found:
            raise TimeoutError("the server takes too long")
        if isinstance(found[0], Exception):
            raise found[0]
        return found[0]

    def close(self) -> None:
        """Close the connection; the next question opens another."""
        self._connection.close()
