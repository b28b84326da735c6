"""A chart that draws another amount or date than its table has is found, whatever was changed in it."""

import re
from types import SimpleNamespace
from typing import Any

import pytest

from tests.publish.views.test_chart import three, told_together
from tests.theme.conftest import BROADSHEET, environment
from verbatim.publish.views.topic import topic_view
from verbatim.verify.facts.charts import amount_of, fault_of_amount, faults_of_charts
from verbatim.verify.markup.documents import HtmlDocument
from verbatim.verify.markup.walk import Walk
from verbatim.verify.pages import grammar

STORIES = three()


@pytest.fixture(scope="module")
def page() -> str:
    """The chart of a topic and its table, as the theme shows them."""
    made = told_together(*STORIES)
    env = environment(BROADSHEET)
    env.globals["link"] = lambda address: f"../{address}"
    chart: Any = env.get_template("components/chart.html").module
    return str(chart.chart(topic_view(made, made.topics["gate"])["counts"][0]))


def faults(html: str) -> list[str]:
    texts = {one.id: one.text for one in STORIES}
    dates: Any = SimpleNamespace(published={one.id: one.date for one in STORIES}.get)
    parsed = Walk(HtmlDocument(f"<!DOCTYPE html><body>{html}"), grammar).run()
    return [fact for _, fact in faults_of_charts(parsed, texts.get, dates)]


def moved(html: str, attribute: str, by: float, which: int = 0) -> str:
    """Move a mark, its stem, dot and label together, along an axis."""
    found = re.findall(r'<circle[^>]* cx="([^"%]+)%" cy="([^"]+)"', html)[which]
    at = float(found[attribute == "y"])
    unit = "%" if attribute == "x" else ""
    names = ("x1", "x2", "cx", "x") if attribute == "x" else ("y2", "cy")
    pattern = "|".join(names)
    return re.sub(rf'\b({pattern})="{re.escape(found[attribute == "y"])}{unit}"', rf'\1="{at + by:g}{unit}"', html)


def test_a_true_chart_has_no_fault(page: str) -> None:
    assert faults(page) == []


def test_a_mark_that_is_too_high_is_found(page: str) -> None:
    assert "high, and" in faults(moved(page, "y", -9))[0]


def test_a_mark_at_another_date_is_found(page: str) -> None:
    assert "stands at" in faults(moved(page, "x", 6, which=1))[0]


def test_a_scale_that_does_not_begin_at_zero_is_found(page: str) -> None:
    base = re.search(r'class="chart__base"[^>]* y1="([\d.]+)"', page)
    assert base
    raised = f"{float(base[1]) - 40:g}"
    assert faults(re.sub(rf'(y1|y2)="{base[1]}"', rf'\1="{raised}"', page))


def test_a_stem_that_ends_elsewhere_than_its_dot_is_found(page: str) -> None:
    assert faults(re.sub(r'(<circle[^>]* cy=")[\d.]+', r"\g<1>30", page, count=1))


def test_marks_that_lead_to_each_others_rows_are_found(page: str) -> None:
    one, two = "number-one-", "number-two-"
    swapped = re.sub(rf'href="#({one}|{two})', lambda m: f'href="#{two if m[1] == one else one}', page)
    assert faults(swapped)


def test_a_label_at_another_mark_is_found(page: str) -> None:
    labels = re.findall(r'data-story="(?:one|two)" data-char="[\d,]+">\d+ million crowns</text>', page)
    assert len(labels) == 2
    swapped = page.replace(labels[0], "\0").replace(labels[1], labels[0]).replace("\0", labels[1])
    assert [fact for fact in faults(swapped) if "the label of another number" in fact]


def test_a_mark_without_a_row_is_found(page: str) -> None:
    assert (
        "leads to no number of the table below"
        in faults(page.replace('<tr class="chart__row" id="number-one', '<tr id="x'))[0]
    )


def test_a_mark_that_is_left_out_is_found(page: str) -> None:
    without = re.sub(r'<a class="chart__mark" href="#number-two.*?</text>', "", page, flags=re.DOTALL)
    assert faults(without)


def test_a_caption_that_says_another_count_is_found(page: str) -> None:
    assert "its caption says otherwise" in faults(page.replace("3 of 3 numbers", "3 of 8 numbers"))[0]


def test_a_row_with_the_date_of_another_text_is_found(page: str) -> None:
    assert "is not known" in faults(page.replace('data-dated="two"', 'data-dated="one"'))[0]


def test_a_chart_without_its_sign_is_known_by_its_class(page: str) -> None:
    assert faults(moved(page.replace(' data-chart="numbers"', "").replace("chart__plot", "&#99;hart__plot"), "y", -9))


@pytest.mark.parametrize(("words", "unit"), [("97 million crowns", "crown"), ("$4.5", "$"), ("12%", "%"), ("212", "")])
def test_amounts_are_read_with_their_unit(words: str, unit: str) -> None:
    amount = amount_of(words)
    assert amount
    assert amount[1] == unit


@pytest.mark.parametrize(("amount", "words"), [(97_000_000, "97 million crowns"), (4.5, "4.5%"), (None, "ninety")])
def test_an_amount_in_data_is_that_of_its_words(amount: float | None, words: str) -> None:
    assert fault_of_amount(amount, words) == ""


@pytest.mark.parametrize("amount", [98_000_000, "97000000", 97, float("nan"), [97]])
def test_another_amount_in_data_is_found(amount: object) -> None:
    assert fault_of_amount(amount, "97 million crowns")
