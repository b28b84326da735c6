"""Scores a reading against human annotations. Gold and answers come in, counts and the cases behind them go out.

The rules are those of the shared scorer, written anew; both give the same figures.
"""

from __future__ import annotations
