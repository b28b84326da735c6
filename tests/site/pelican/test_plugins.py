"""Plugins that are installed beside ours: Pelican loads those that the settings name, and no others for nothing."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

LOAD = """
from pelican import Pelican
from pelican.plugins import _utils
from verbatim.site.pelican.run import InstalledPlugins
_utils.get_namespace_plugins = InstalledPlugins
run = Pelican.__new__(Pelican)
run.settings = {"PLUGINS": %s}
run.init_plugins()
print(run.settings["PLUGINS"])
"""
OTHER = "pelican.plugins.bell"


def loaded(folder: Path, plugins: str) -> str:
    """Return what loading the plugins of these settings prints, where another one is installed."""
    package = folder / OTHER.replace(".", "/")
    package.mkdir(parents=True)
    (package / "__init__.py").write_text("print('a bell')\n\n\ndef register():\n    print('rings')\n", "utf-8")
    environment = {**os.environ, "PYTHONPATH": f"{folder}{os.pathsep}{ROOT}/generator"}
    done = subprocess.run(
        [sys.executable, "-c", LOAD % plugins], capture_output=True, text=True, env=environment, check=True
    )
    return done.stdout


def test_a_plugin_that_no_settings_name_is_not_loaded(tmp_path: Path) -> None:
    assert loaded(tmp_path, '["verbatim"]') == "['pelican.plugins.verbatim']\n"


@pytest.mark.parametrize("plugins", ['["bell"]', f'["{OTHER}"]'])
def test_a_plugin_that_the_settings_name_is_loaded_and_registered(tmp_path: Path, plugins: str) -> None:
    assert loaded(tmp_path, plugins) == f"a bell\nrings\n['{OTHER}']\n"


def test_without_a_list_every_installed_plugin_is_loaded(tmp_path: Path) -> None:
    assert "a bell\nrings\n" in loaded(tmp_path, "None")
