"""Measures how many words a second one core reads, and the memory that takes."""

from __future__ import annotations

import resource
import time

from benchmarks.corpus import article
from verbatim.annotate import read

WARM_UP = 20


def measure(articles: int) -> dict[str, float]:
    """Read this many articles; return words, seconds of this process, words a second, peak memory in MiB."""
    texts = [article(seed) for seed in range(articles)]
    for text in texts[:WARM_UP]:
        read(text, "2031-03-04")
    words = sum(len(text.split()) for text in texts)
    start = time.process_time()
    for text in texts:
        read(text, "2031-03-04")
    seconds = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"articles": articles, "words": words, "seconds": seconds, "words_a_second": words / seconds, "mib": peak}
