"""What has to be refused: with a fact at its place, and with words on how to mend it."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from verbatim.core.errors import ContentErrors


@contextmanager
def refused_at(path: str, line: int | str, fact: str) -> Iterator[None]:
    """Have what is done within refused with one fault, whose fact has these words."""
    with pytest.raises(ContentErrors) as raised:
        yield
    (error,) = raised.value.errors
    assert (error.path, error.line) == (path, int(line))
    assert fact in error.fact
    assert error.fix
