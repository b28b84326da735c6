"""Starts Chromium for the tests, the checks and the pictures.

Debian's that cannot show a window, where it is installed: it draws and runs the same, for a third of the processor
time. Else Debian's that can, else Playwright's own.
"""

import atexit
import os
import shutil
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from multiprocessing import get_context

from playwright.sync_api import Browser, sync_playwright

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def installed() -> str | None:
    """Return the file of the system's Chromium, or None: Playwright then starts its own."""
    return shutil.which("chromium-headless-shell") or shutil.which("chromium")


@cache
def lasting_chromium() -> Browser:
    """Return this process's Chromium, without a window; it is started once and ends with the process."""
    playwright = sync_playwright().start()
    browser = playwright.chromium.launch(executable_path=installed(), args=ARGUMENTS)
    atexit.register(playwright.stop)
    atexit.register(browser.close)
    return browser


@cache
def workers() -> ProcessPoolExecutor:
    """Return this process's workers, which keep a Chromium each: it takes longer to start than a page to open."""
    return ProcessPoolExecutor(os.cpu_count() or 1, get_context("spawn"))


def dismiss() -> None:
    """End the workers and their Chromium."""
    workers().shutdown()
    workers.cache_clear()


def chromium_path() -> str:
    """Return the program's file, for tools that start it themselves."""
    if found := installed():
        return found
    with sync_playwright() as playwright:
        return playwright.chromium.executable_path
