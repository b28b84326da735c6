"""Dates made by Hypothesis: EDTF values of every precision that the product reads."""

from datetime import date

from hypothesis import strategies as st

_PLAIN = st.dates(min_value=date(1000, 1, 1), max_value=date(2999, 12, 31))
DAYS = _PLAIN.map(date.isoformat)
MONTHS = _PLAIN.map(lambda day: f"{day:%Y-%m}")
YEARS = _PLAIN.map(lambda day: f"{day.year:04d}")
SEASONS = st.tuples(YEARS, st.integers(21, 24)).map(lambda both: f"{both[0]}-{both[1]}")
DECADES = YEARS.map(lambda year: f"{year[:3]}X")
SINGLE = st.one_of(DAYS, MONTHS, YEARS, SEASONS)
SPANS = st.tuples(YEARS, st.integers(0, 40)).map(lambda both: f"{both[0]}/{int(both[0]) + both[1]:04d}")
OPEN = st.one_of(SINGLE.map(lambda value: f"{value}/.."), SINGLE.map(lambda value: f"../{value}"))
DATES = st.one_of(SINGLE, SINGLE.map(lambda value: f"{value}~"), DECADES, SPANS, OPEN)
