"""Articles in several languages, files made of them, and the command as a real process."""

from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.files.document import Document
from ingest.readers.choosing import reader_for
from ingest.readers.reading import items_of
from ingest.records.mapping import Mappings
from ingest.records.record import Record, Refusal
from tests.ingest.command import Command

ARTICLES = {
    "ar": {
        "title": "عبد العاطي يتلقى اتصالا هاتفيا من المبعوث الأمريكي",
        "text": "تلقى وزير الخارجية المصري اتصالا هاتفيا من المبعوث الأمريكي إلى الشرق الأوسط. "
        "وتناول الاتصال تطورات "
        "الأوضاع في غزة، وضرورة الانتقال إلى المرحلة الثانية من الخطة. "
        "وأكد الوزير أهمية خفض التصعيد في المنطقة.",
    },
    "en": {
        "title": "Harbour pilots end their strike",
        "text": "The pilots of the old harbour went back to work on Monday after nine days. "
        "Both sides called the agreement fair. Forty ships had been waiting outside the breakwater.",
    },
    "fr": {
        "title": "À Genève, les négociations reprennent",
        "text": "Les délégués se sont retrouvés à Genève après deux mois d’arrêt. « Nous avons été reçus "
        "très chaleureusement », a déclaré le ministre. Le préfet, lui, espère un accord d’ici à l’été.",
    },
    "ru": {
        "title": "Паром вернулся в порт после шторма",
        "text": "Паром вернулся в порт во вторник утром после сильного шторма. "
        "На борту находились двести человек. "
        "Никто не пострадал, сообщили в управлении порта.",
    },
}


def read_file(path: Path) -> list[Record | Refusal]:
    document = Document(path)
    return list(reader_for(document).read(document))


def items(path: Path) -> list[Record | Refusal]:
    return list(items_of(Document(path, Mappings([path.parent]).of(path))))


@pytest.fixture
def articles() -> dict[str, dict[str, str]]:
    return {language: dict(article) for language, article in ARTICLES.items()}


@pytest.fixture
def read() -> Callable[[Path], list[Record | Refusal]]:
    return read_file


@pytest.fixture
def take() -> Callable[[Path], list[Record | Refusal]]:
    """Reads as a run does: through containers, with the mapping that lies beside a file."""
    return items


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str, str | bytes], Path]:
    def write_file(name: str, content: str | bytes) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write_file


@pytest.fixture
def command(tmp_path_factory: pytest.TempPathFactory) -> Command:
    return Command(tmp_path_factory.mktemp("home") / "data")
