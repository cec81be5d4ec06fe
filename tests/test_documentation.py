"""Documentation that cannot lie."""

import re
from pathlib import Path

import pytest

from archive.settings import Settings

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", *(ROOT / "docs").rglob("*.md")]


def test_every_setting_stands_in_the_documentation_as_in_the_code() -> None:
    rows = re.findall(
        r"^\| `(ISNAD_\w+)` \| (.+?) \| (.+?) \|$", (ROOT / "docs/settings.md").read_text("utf-8"), re.M
    )
    expected = [
        (
            f"ISNAD_{name.upper()}",
            f"`{field.default}`" if str(field.default) else "(empty)",
            field.description,
        )
        for name, field in Settings.model_fields.items()
    ]
    assert rows == expected


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_inside_the_repository_lead_somewhere(page: Path) -> None:
    targets = re.findall(r"\]\((?!https?://|mailto:|#)([^)#]+)", page.read_text("utf-8"))
    assert [target for target in targets if not (page.parent / target).exists()] == []


def test_every_required_package_has_its_line_in_the_list_of_dependencies() -> None:
    lines = (ROOT / "requirements.txt").read_text("utf-8").splitlines()
    lines += (ROOT / "requirements-dev.txt").read_text("utf-8").splitlines()
    packages = [line.split("==")[0] for line in lines if line and not line.startswith(("-", "#"))]
    table = (ROOT / "docs/dependencies.md").read_text("utf-8")
    assert packages
    assert [package for package in packages if f"| {package} |" not in table] == []


def test_every_requirement_is_pinned() -> None:
    for name in ("requirements.txt", "requirements-dev.txt"):
        lines = [
            line for line in (ROOT / name).read_text("utf-8").splitlines() if line and line[0] not in "-#"
        ]
        assert [line for line in lines if not re.fullmatch(r"[A-Za-z0-9_.-]+==[\w.]+", line)] == []
