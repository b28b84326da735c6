"""Whole views from the few values that an example gives. A value and a type come in, a valid value goes out.

What an example does not say is blank: an empty text, no list, nobody. A text stands for a slice of those words, for
the date that it writes in EDTF, or for the view of that name in `bases.yaml`. A key that a view does not have, or a
value of another type, is an error: examples cannot drift from the views.
"""

import types
import typing
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import yaml
from markupsafe import Markup, escape

from tests.components.macros import NAMES
from verbatim.core.i18n import ENGLISH
from verbatim.publish.quotations import QuoteView
from verbatim.publish.refs import DateView, Slice, date_view, shape_of

Json = typing.Any
STEPS = (60, 120, 220, 400)
LISTS = (list, Sequence)
BASES = Path(__file__).with_name("bases.yaml")


@cache
def bases() -> dict[str, dict[str, Json]]:
    """Return the named views of `bases.yaml`, by type and name."""
    held: dict[str, dict[str, Json]] = yaml.safe_load(BASES.read_text(encoding="utf-8"))
    return held


def fill(value: Json, wanted: typing.Any, place: str, lang: str = "en") -> Json:
    """Return `value` as a whole value of the type `wanted`; ValueError with `place` where it cannot be."""
    origin, arguments = typing.get_origin(wanted), typing.get_args(wanted)
    if origin in (typing.Union, types.UnionType):
        return _fill_union(value, arguments, place, lang)
    if origin in LISTS:
        items = _checked(value, isinstance(value, list), place, "a list")
        return [fill(one, arguments[0], f"{place}[{at}]", lang) for at, one in enumerate(items)]
    if is_shape(wanted):
        return _made(wanted, _fill_view(value, wanted, place, lang))
    return _plain(value, wanted, place)


def is_shape(wanted: typing.Any) -> bool:
    """Return whether a type is one of the shapes that templates get."""
    return typing.is_typeddict(wanted) or hasattr(wanted, "_fields")


def _made(shape: typing.Any, values: dict[str, Json]) -> Json:
    return values if typing.is_typeddict(shape) else shape(**values)


def _plain(value: Json, wanted: typing.Any, place: str) -> Json:
    """Return a word of a choice, HTML, a number or a text, as itself."""
    if typing.get_origin(wanted) is typing.Literal:
        choice = typing.get_args(wanted)
        return _checked(value, value in choice, place, f"one of {choice}")
    if wanted is Markup:
        return Markup(_checked(value, isinstance(value, str), place, "a text"))  # noqa: S704  our own examples
    if wanted is float and isinstance(value, int):
        return float(value)
    return _checked(value, isinstance(value, wanted), place, wanted.__name__)


def _fill_union(value: Json, members: tuple[typing.Any, ...], place: str, lang: str) -> Json:
    if value is None and types.NoneType in members:
        return None
    return fill(value, next(one for one in members if one is not types.NoneType), place, lang)


def _fill_view(value: Json, view: typing.Any, place: str, lang: str) -> Json:
    if view is DateView and isinstance(value, str):
        return date_view(value, ENGLISH)
    if view is Slice and isinstance(value, str):
        value = {"words": str(escape(value)), "char": f"0,{len(value)}", "lang": lang, "story": "nets"}
    given = _whole(_based(value, view, place), view)
    lang = given.get("lang", lang) if view in (QuoteView, Slice) or "characters" in view.__annotations__ else lang
    hints = typing.get_type_hints(view, localns=NAMES)
    unknown = set(given) - set(hints)
    _checked(given, not unknown, place, f"a {view.__name__} has no {', '.join(sorted(unknown))}")
    return {
        name: fill(given[name], hint, f"{place}.{name}", lang) if name in given else blank(hint)
        for name, hint in hints.items()
    }


def _based(value: Json, view: typing.Any, place: str) -> dict[str, Json]:
    """Return the values given, over those of the view that they name as their base."""
    named = bases().get(view.__name__, {})
    if isinstance(value, str):
        value = {"base": value}
    _checked(value, isinstance(value, dict), place, f"a {view.__name__}")
    base = value.get("base")
    _checked(base, base is None or base in named, place, f"the name of a {view.__name__} in bases.yaml")
    own = {key: one for key, one in value.items() if key != "base"}
    return {**(_based(named[base], view, place) if base else {}), **own}


def _whole(given: dict[str, Json], view: typing.Any) -> dict[str, Json]:
    """Return a quotation with its pieces, its step and its page made of its `words`; a moment with its drawn shape."""
    if view is QuoteView and "words" in given:
        pieces = [given["words"]] if isinstance(given["words"], str) else given["words"]
        parts = [{"words": one, "paragraph": at > 0} for at, one in enumerate(pieces)]
        whole = "\n".join(pieces)
        step = 1 + sum(len(whole) > most for most in STEPS)
        rest = {key: one for key, one in given.items() if key != "words"}
        return {"parts": parts, "whole": whole, "step": step, "pair": "“”", **rest}
    if "shape" in view.__annotations__ and isinstance(given.get("date"), str):
        return {"shape": shape_of(given["date"]), **given}
    return given


def blank(wanted: typing.Any) -> Json:
    """Return the least that a type can hold."""
    origin, arguments = typing.get_origin(wanted), typing.get_args(wanted)
    if origin in (typing.Union, types.UnionType):
        return None if types.NoneType in arguments else blank(arguments[0])
    if origin is typing.Literal:
        return arguments[0]
    if origin in LISTS:
        return []
    if wanted is DateView:
        return date_view("", ENGLISH)
    if is_shape(wanted):
        hints = typing.get_type_hints(wanted, localns=NAMES)
        return _made(wanted, {name: blank(hint) for name, hint in hints.items()})
    return wanted()


def _checked(value: Json, holds: bool, place: str, wanted: str) -> Json:  # noqa: FBT001
    if not holds:
        raise ValueError(f"{place}: {wanted} is wanted, not {value!r}")
    return value
