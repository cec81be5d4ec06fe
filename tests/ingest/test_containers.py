"""ZIP and tar files, packings round them, and what is hidden in them to do harm."""

import bz2
import gzip
import io
import lzma
import os
import stat
import struct
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import zstandard

from ingest.files.document import Document
from ingest.files.presence import Presence
from ingest.preparing.outlet import with_source
from ingest.records.record import Record, Refusal
from tests.ingest.sample_files import files, json_lines, plain_text, tarred, word_document, zipped

Take = Callable[[Path], list[Record | Refusal]]
Write = Callable[[str, str | bytes], Path]


def paths(found: list[Record | Refusal], container: Path) -> list[str]:
    return [str(Path(item.path).relative_to(container)) for item in found if isinstance(item, Record)]


def reasons(found: list[Record | Refusal]) -> list[str]:
    return [item.reason for item in found if isinstance(item, Refusal)]


EVERYTHING = ["أخبار/a.jsonl"] * 3 + ["b.txt", "c/d.html"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.zip", zipped(files())),
        ("a.tar", tarred(files())),
        ("a.tgz", gzip.compress(tarred(files()))),
        ("a.tar.bz2", bz2.compress(tarred(files()))),
        ("a.tar.xz", lzma.compress(tarred(files()))),
        ("a.tar.zst", zstandard.compress(tarred(files()))),
        ("named.wrongly.csv", zipped(files())),
        ("a.zip.gz", gzip.compress(zipped(files()))),
    ],
)
def test_every_file_of_a_container_is_read(name: str, content: bytes, write: Write, take: Take) -> None:
    path = write(name, content)
    found = take(path)
    assert reasons(found) == []
    assert paths(found, path) == EVERYTHING


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress, zstandard.compress])
def test_a_packed_file_is_read_to_the_end_of_its_last_part(
    pack: Callable[[bytes], bytes], write: Write, take: Take
) -> None:
    content = json_lines() + b"\n"
    found = take(write("a.jsonl.packed", pack(content) + pack(content)))
    assert reasons(found) == []
    assert len(found) == 6
    cut = take(write("b.jsonl.packed", (pack(content) + pack(content))[:-9]))
    assert len(cut) > 3
    assert "breaks off before its end" in reasons(cut)[-1]


def test_containers_in_containers(write: Write, take: Take) -> None:
    inner = zipped(files())
    path = write("a.tar.gz", gzip.compress(tarred({"x/inner.zip": inner, "y.tar": tarred({"z.zip": inner})})))
    found = take(path)
    assert paths(found, path) == [
        *(f"x/inner.zip/{name}" for name in EVERYTHING),
        *(f"y.tar/z.zip/{name}" for name in EVERYTHING),
    ]
    deeper = take(write("b.zip", zipped({"a.zip": zipped({"b.zip": zipped({"c.zip": inner})})})))
    assert reasons(deeper) == ["archives are nested more than 3 deep; unpack the outer ones"]


def test_the_outlet_of_a_member_is_named_by_its_folder_or_its_container(write: Write, take: Take) -> None:
    found = take(write("الأهرام.tar.gz", gzip.compress(tarred(files()))))
    sources = [with_source(item).source for item in found if isinstance(item, Record)]
    assert sources == ["a", "a", "a", "الأهرام", "c"]


def test_pictures_and_hidden_files_are_passed_over(write: Write, take: Take) -> None:
    beside = {"a.PNG": b"\x89PNG", "__MACOSX/._b.txt": b"\x00\x05", ".git/b.txt": b"x", "style.css": b"a {}"}
    for content in (zipped(beside | files()), tarred(beside | files())):
        found = take(write("a", content))
        assert (len(found), reasons(found)) == (5, [])


def test_documents_made_as_zip_archives_are_no_containers(write: Write, take: Take) -> None:
    assert len(take(write("a.zip", word_document()))) == 1
    for name, kind in {"xl/workbook.xml": "XLSX", "ppt/presentation.xml": "PPTX"}.items():
        assert kind in reasons(take(write("a", zipped({"[Content_Types].xml": b"", name: b"<a/>"}))))[0]
    for kind, declared in {
        "EPUB": "application/epub+zip",
        "ODT": "application/vnd.oasis.opendocument.text",
    }.items():
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w") as archive:
            archive.writestr("mimetype", declared)
            archive.writestr("content.xml", "<a/>")
        assert kind in reasons(take(write("a", file.getvalue())))[0]
    together = take(write("a.zip", zipped({"b.docx": word_document(), "c.txt": plain_text()})))
    assert [type(item) for item in together] == [Record, Record]


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "/etc/passwd", "..\\..\\a.txt", "C:\\a.txt", "a/../../b.txt"]
)
def test_names_that_lead_out_are_refused_alone(name: str, write: Write, take: Take) -> None:
    for make in (zipped, tarred):
        path = write("a", make({name: plain_text(), "good.txt": plain_text()}))
        found = take(path)
        assert "leads out" in reasons(found)[0]
        assert paths(found, path) == ["good.txt"]


def test_names_written_by_windows_and_dos(write: Write, take: Take) -> None:
    for name, encoding in (
        ("أخبار/مصر.txt", "cp1256"),
        ("Новости/Москва.txt", "cp1251"),
        ("Zürich/Straße.txt", "cp1252"),
        ("été/café.txt", "cp437"),
        ("أخبار\\مصر.txt", "utf-8"),
    ):
        stand_in = "x" * len(name.encode(encoding))
        content = zipped({stand_in: plain_text()}).replace(stand_in.encode(), name.encode(encoding))
        path = write("a.zip", content)
        assert paths(take(path), path) == [name.replace("\\", "/")]
        tar = write("a.tar", _renamed(stand_in, name.encode(encoding)))
        assert len(paths(take(tar), tar)) == 1


def _renamed(stand_in: str, name: bytes) -> bytes:
    content = bytearray(tarred({stand_in: plain_text()}).replace(stand_in.encode(), name))
    content[148:156] = b" " * 8
    content[148:156] = b"%06o\x00 " % sum(content[:512])
    return bytes(content)


def test_an_encrypted_or_damaged_member_is_refused_alone(write: Write, take: Take) -> None:
    content = bytearray(zipped({"a.txt": plain_text(), "b.txt": plain_text(), "c.txt": plain_text()}))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.find(mark) + offset] |= 1
    second = content.find(b"b.txt") + 8
    content[second : second + 20] = bytes(20)
    path = write("a.zip", bytes(content))
    found = take(path)
    assert paths(found, path) == ["c.txt"]
    assert reasons(found)[0] == "the member is encrypted; unpack the archive with its password"
    assert "damaged" in reasons(found)[1]
    assert [item.path for item in found[:2]] == [str(path / "a.txt"), str(path / "b.txt")]


def test_links_and_devices_in_a_tar_are_passed_over(write: Write, take: Take) -> None:
    file = io.BytesIO()
    with tarfile.TarFile(fileobj=file, mode="w") as archive:
        for kind, name in (
            (tarfile.SYMTYPE, "l"),
            (tarfile.LNKTYPE, "h"),
            (tarfile.CHRTYPE, "d"),
            (tarfile.FIFOTYPE, "f"),
        ):
            member = tarfile.TarInfo(f"{name}.txt")
            member.type, member.linkname, member.mode = kind, "/etc/passwd", stat.S_IRUSR
            archive.addfile(member)
        member = tarfile.TarInfo("a.txt")
        member.size = len(plain_text())
        archive.addfile(member, io.BytesIO(plain_text()))
    path = write("a.tar", file.getvalue())
    found = take(path)
    assert (paths(found, path), reasons(found)) == (["a.txt"], [])


def test_a_tar_that_breaks_off_keeps_what_came_before(write: Write, take: Take) -> None:
    whole = tarred({f"{number}.txt": plain_text() for number in range(9)})
    cut = take(write("a.tar", whole[: 1024 * 4 + 700]))
    assert len([item for item in cut if isinstance(item, Record)]) == 4
    assert "damaged" in reasons(cut)[-1]
    spoiled = take(write("b.tar", whole[: 1024 * 4] + b"\xff" * 512 + whole[1024 * 4 + 512 :]))
    assert len([item for item in spoiled if isinstance(item, Record)]) == 4
    assert "damaged" in reasons(spoiled)[-1]
    torn = take(write("c.tar.gz", gzip.compress(whole)[:-40]))
    assert "breaks off" in reasons(torn)[-1]


class TestBombs:
    def test_a_member_that_unpacks_to_far_more_than_its_size(self, write: Write, take: Take) -> None:
        found = take(write("a.zip", zipped({"bomb.txt": b"word " * (20 << 20), "a.txt": plain_text()})))
        assert reasons(found) == ["the member unpacks to more than 200 times its size"]
        assert len(found) == 2

    def test_many_members_that_are_each_just_allowed(self, write: Write, take: Take) -> None:
        members = {f"{number}.txt": b"word " * (1 << 20) for number in range(30)}
        found = take(write("a.zip", zipped(members)))
        assert reasons(found)[-1] == "the file unpacks to more than 200 times its size"
        assert len(found) < 20

    def test_a_tar_bomb(self, write: Write, take: Take) -> None:
        found = take(write("a.tar.gz", gzip.compress(tarred({"a.txt": bytes(100 << 20)}))))
        assert any("200 times" in reason for reason in reasons(found))

    def test_members_that_share_their_bytes(self, write: Write, take: Take) -> None:
        content = zipped({"a.txt": plain_text(), "b.txt": plain_text()})
        first, second = content.find(b"PK\x01\x02"), content.rfind(b"PK\x01\x02")
        shared = bytearray(content)
        shared[second + 42 : second + 46] = shared[first + 42 : first + 46]
        assert "overlap" in reasons(take(write("a.zip", bytes(shared))))[0]

    def test_a_directory_of_millions(self, write: Write, take: Take) -> None:
        content = bytearray(zipped({"a.txt": plain_text()}))
        end = content.rfind(b"PK\x05\x06")
        content[end + 12 : end + 16] = struct.pack("<I", 1 << 30)
        assert "lists more than" in reasons(take(write("a.zip", bytes(content))))[0]

    def test_a_tar_whose_remark_is_a_gigabyte(self, write: Write, take: Take) -> None:
        member = tarfile.TarInfo("x")
        member.type, member.size = tarfile.XHDTYPE, 1 << 30
        path = write("a.tar", member.tobuf(tarfile.PAX_FORMAT))
        os.truncate(path, (1 << 30) + 1024)
        assert "too large" in reasons(take(path))[0]

    def test_a_file_packed_over_and_over(self, write: Write, take: Take) -> None:
        content = json_lines()
        for _ in range(3):
            content = gzip.compress(content)
        assert len(take(write("a", content))) == 3
        assert "more than 3 times" in reasons(take(write("a", gzip.compress(content))))[0]


def test_what_a_container_holds_is_there(write: Write) -> None:
    path = write("a.tar", tarred({"b.zip": zipped(files()), "torn.zip": zipped(files())[:40]}))
    presence = Presence()
    assert str(path) in presence
    assert f"{path}/b.zip/أخبار/a.jsonl" in presence
    assert f"{path}/torn.zip/a.txt" in presence, "what cannot be read may hold it"
    assert f"{path}/b.zip/gone.txt" not in presence
    assert f"{path.parent}/gone.zip/b.txt" not in presence


def test_nothing_is_written_to_disk(write: Write, take: Take) -> None:
    path = write("only/a.zip", zipped(files()))
    take(path)
    assert [file.name for file in path.parent.iterdir()] == ["a.zip"]
    assert Document(path).head.startswith(b"PK")
