import json
import subprocess
from pathlib import Path

import pytest

from supply.locked import Pin, normal, pinned

pytestmark = pytest.mark.campaign(
    "supply", "pyproject.toml", "requirements/site.txt", "requirements/test.txt", "quality/requirements.txt"
)
ROOT = Path(__file__).parents[2]


def made(folder: Path, *options: str) -> Path:
    subprocess.run(["make", "sbom", f"SBOM={folder}", *options], cwd=ROOT, check=True, capture_output=True)
    return folder


@pytest.fixture(scope="module")
def boms(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(tmp_path_factory.mktemp("sbom"))


@pytest.mark.parametrize(("bom", "lock"), [("site", "requirements/site.txt"), ("tests", "requirements/test.txt")])
def test_a_bill_lists_every_package_of_its_lock_with_hashes(boms: Path, bom: str, lock: str) -> None:
    told = json.loads((boms / f"{bom}.cdx.json").read_text(encoding="utf-8"))
    parts = told["components"]
    assert sorted(Pin(normal(part["name"]), part["version"]) for part in parts) == pinned(ROOT / lock)
    assert all(part["externalReferences"][0]["hashes"] for part in parts)
    assert (told["bomFormat"], told["metadata"]["component"]["licenses"]) == (
        "CycloneDX", [{"license": {"acknowledgement": "declared", "id": "AGPL-3.0-or-later"}}],
    )  # fmt: skip


def test_a_bill_is_the_same_each_time(boms: Path, tmp_path: Path) -> None:
    again = made(tmp_path, "BILLS=site:requirements/site.txt") / "site.cdx.json"
    assert again.read_bytes() == (boms / "site.cdx.json").read_bytes()
