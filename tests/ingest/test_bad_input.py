"""Files made to do harm: each is read or refused, soon, in little memory, and nothing else happens."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.files.document import Document
from ingest.readers.reading import items_of
from ingest.records.record import Record, Refusal
from tests.ingest.sample_files import ROWS, word_document, zipped

Take = Callable[[Path], list[Record | Refusal]]
Write = Callable[[str, str | bytes], Path]
# Two gigabytes in `make torture-input`, as long as `make test` has time for else.
LINE_BYTES = 2 << 30 if "ISNAD_TORTURE_ROUNDS" in os.environ else 300 << 20
ROOT = Path(__file__).resolve().parents[2]

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="the memory is asked of /proc")
LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(12))
    + "]>"
)
EXTERNAL = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY m SYSTEM "file:///etc/passwd">]>'
# Reads files in a process of its own and tells its reasons and its peak of memory in MB.
READING = """
import json, sys
from pathlib import Path
from ingest.files.document import Document
from ingest.readers.reading import items_of
from ingest.records.record import Refusal
def peak():
    # Not `getrusage`, whose peak is also that of the process which started this one.
    status = Path("/proc/self/status").read_text().split("VmHWM:")[1]
    return int(status.split()[0]) >> 10
before = peak()
items = [item for path in sys.argv[1:] for item in items_of(Document(Path(path)))]
reasons = [item.reason for item in items if isinstance(item, Refusal)]
print(json.dumps({"reasons": reasons, "read": len(items) - len(reasons), "mb": peak() - before}))
"""


def read_apart(*paths: Path, seconds: float = 60) -> tuple[list[str], int, int]:
    """The reasons of refusals, how many records were read, and the memory that it took in MB."""
    done = subprocess.run(
        [sys.executable, "-c", READING, *map(str, paths)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=seconds,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    told = json.loads(done.stdout)
    return told["reasons"], told["read"], told["mb"]


@pytest.mark.parametrize("declaration", [LAUGHS, EXTERNAL], ids=["laughs", "external"])
@pytest.mark.process
@LINUX
def test_entities_are_not_expanded(declaration: str, write: Write) -> None:
    entity = "&m;" if declaration is EXTERNAL else "&m;" * 10
    paths = [
        write(f"{root}.xml", f"{declaration}<{root}><body><p>{ROWS[1]['text']} {entity}</p></body></{root}>")
        for root in ("rss", "nitf", "newsMessage", "feed", "mediawiki", "html", "anything")
    ]
    reasons, read, megabytes = read_apart(*paths)
    assert len(reasons) + read == len(paths)
    assert megabytes < 300
    for path in paths:
        for item in items_of(Document(path)):
            assert isinstance(item, Refusal) or "root:" not in item.body


def test_entities_in_a_word_document(write: Write, take: Take) -> None:
    import io
    import zipfile

    with zipfile.ZipFile(io.BytesIO(word_document())) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    text = parts["word/document.xml"].decode()
    body = text[text.index("<w:document") :]
    for declaration in (LAUGHS, EXTERNAL):
        bomb = declaration + body.replace("<w:t>", "<w:t>&m;", 1)
        for item in take(write("a.docx", zipped({**parts, "word/document.xml": bomb.encode()}))):
            assert isinstance(item, Refusal) or ("root:" not in item.body and len(item.body) < 10_000)


@pytest.mark.process
@LINUX
@pytest.mark.parametrize(
    ("name", "start", "expected"),
    [
        ("a.jsonl", json.dumps(ROWS[1]) + "\n", "the line is longer than 32 MB"),
        ("a.csv", 'title,text\nA,"' + ROWS[1]["text"] + '"\n', "longer than 16 million characters"),
        ("a.txt", ROWS[1]["text"], "larger than 256 MB"),
        ("a.mbox", "From a@b.c Wed Nov 17 10:00:00 2021\nSubject: x\n\n", "larger than 32 MB"),
    ],
)
def test_a_line_without_end(name: str, start: str, expected: str, write: Write) -> None:
    path = write(name, start + " " * (1 << 19))
    os.truncate(path, LINE_BYTES)
    try:
        reasons, _, megabytes = read_apart(path, seconds=120)
    finally:
        path.unlink()
    assert any(expected in reason for reason in reasons)
    assert megabytes < 150


def test_a_table_of_a_hundred_thousand_columns(write: Write, take: Take) -> None:
    header = ",".join(["title", "text", *(f"c{number}" for number in range(100_000))])
    found = take(write("a.csv", f"{header}\nA,{ROWS[1]['text']}\n"))
    assert [item.reason for item in found if isinstance(item, Refusal)] == [
        "the table has 100002 columns; more than 2000 are not read"
    ]


def test_a_file_that_grows_is_read_as_far_as_it_went(write: Write) -> None:
    line = json.dumps(ROWS[0], ensure_ascii=False) + "\n"
    path = write("a.jsonl", line * 5000)
    items = items_of(Document(path))
    found = [next(items)]
    with path.open("a", encoding="utf-8") as file:
        for item in items:
            found.append(item)
            if len(found) < 6000:
                file.write(line)
                file.flush()
    assert [type(item) for item in found] == [Record] * 5000


def test_a_file_that_is_cut_while_it_is_read(write: Write) -> None:
    line = json.dumps(ROWS[1]) + "\n"
    path = write("a.jsonl", line * 20_000)
    items = items_of(Document(path))
    assert isinstance(next(items), Record)
    os.truncate(path, 100)
    rest = list(items)
    assert len(rest) < 20_000
    assert {type(item) for item in rest[-1:]} <= {Record, Refusal}


def test_links_out_of_a_folder_are_not_followed(write: Write) -> None:
    from ingest.files.tree import tree_of

    outside = write("outside/secret.txt", ROWS[1]["text"])
    folder = write("given/a.txt", ROWS[1]["text"]).parent
    (folder / "link.txt").symlink_to(outside)
    (folder / "folder").symlink_to(outside.parent)
    (folder / "round").symlink_to(folder)
    tree = tree_of([folder])
    assert tree.files == [folder / "a.txt"]
