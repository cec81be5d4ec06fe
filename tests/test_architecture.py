"""The house stands: a folder imports only from folders below it."""

import ast
from pathlib import Path

ROOT = Path(__file__).parents[1]
FLOORS = ["language", "archive", "ingest", "retrieval", "answering", "chat"]
BESIDE = ["training", "evaluation"]
ROOMS_OF_INGEST = ["records", "files", "readers", "fetching", "preparing", "taking_in", "commands"]


def imported_packages(module: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.split(".")[0])
    return names & {*FLOORS, *BESIDE, "app", "tests"}


def test_a_folder_imports_only_from_folders_below_it() -> None:
    wrong = [
        f"{module.relative_to(ROOT)} imports {name}"
        for height, floor in enumerate(FLOORS)
        for module in (ROOT / floor).rglob("*.py")
        for name in imported_packages(module) - set(FLOORS[: height + 1])
    ]
    assert wrong == []


def test_a_room_of_ingest_imports_only_from_rooms_before_it() -> None:
    assert sorted(ROOMS_OF_INGEST) == sorted(
        path.parent.name for path in (ROOT / "ingest").glob("*/__init__.py")
    )
    wrong = [
        f"{module.relative_to(ROOT)} imports ingest.{room}"
        for place, name in enumerate(ROOMS_OF_INGEST)
        for module in (ROOT / "ingest" / name).rglob("*.py")
        for room in ROOMS_OF_INGEST[place + 1 :]
        if f"ingest.{room}." in module.read_text(encoding="utf-8")
    ]
    assert wrong == []


def test_nobody_imports_what_stands_beside_the_house() -> None:
    importers = [ROOT / "app.py", *(file for floor in FLOORS for file in (ROOT / floor).rglob("*.py"))]
    assert [str(file) for file in importers if imported_packages(file) & set(BESIDE)] == []


def test_relative_imports_are_not_used() -> None:
    modules = [file for folder in FLOORS + BESIDE for file in (ROOT / folder).rglob("*.py")]
    assert modules
    wrong = [
        str(module.relative_to(ROOT))
        for module in modules
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and node.level
    ]
    assert wrong == []
