"""The word index alone: the same terms and answers, however many passages are added at once."""

import os
import select
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.entries import IndexedPassage
from archive.words.index import WordIndex, WordIndexWriter
from archive.words.process import TermProcess
from archive.words.terms import PassageTerms
from language.grams import character_grams
from language.skeletons import words_with_skeletons

ROOT = Path(__file__).resolve().parents[3]
TEXTS = {
    "ar": "التقى ويتكوف وزير الخارجية عراقجي في القاهرة",
    "en": "Witkoff met the foreign minister of Iran, Mr. Araghchi, in Cairo's old town",
    "de": "Witkoff traf den iranischen Außenminister Araghtschi in Kairo",
}
MANY = 1200
ANY_TEXT = st.text(
    st.sampled_from("abgchVÉßß½ﻻأسلامةـَ١2_.-'’\u200c\u00a0\u2028 \n\t\x1f") | st.characters(codec="utf-8")
)


def passage(key: int) -> IndexedPassage:
    language = list(TEXTS)[key % len(TEXTS)]
    text = f"{TEXTS[language]} {key}\nKapitel {key // 7}"
    tokens = np.array([key % 11, 500 + key % 5], dtype=np.uint32)
    return IndexedPassage(key, language, 20260101 + key % 28, 1, text, np.zeros(4, dtype=np.float16), tokens)


PASSAGES = [passage(key) for key in range(1, MANY + 1)]


def answers(folder: Path) -> list[list[tuple[int, float]]]:
    index = WordIndex(folder)
    found = [index.match_grams(TEXTS[language] + " 77", language, 50) for language in TEXTS]
    found += [index.match_tokens([[(3, 1.0), (501, 0.5)], [(502, 1.0)]], language, 50) for language in TEXTS]
    found += [index.match_sounds(["TKP", "RKS", "KRS"], language, 2000) for language in TEXTS]
    assert all(found[:-3])
    assert any(found[-3:])
    return found


@pytest.fixture
def piecemeal(tmp_path: Path) -> Iterator[list[list[tuple[int, float]]]]:
    writer = WordIndexWriter(tmp_path / "piecemeal")
    for start in range(0, MANY, 100):
        writer.add(PASSAGES[start : start + 100])
    writer.commit()
    writer.close()
    yield answers(tmp_path / "piecemeal")


@given(ANY_TEXT, st.lists(st.integers(0, 2**32 - 1)))
def test_the_terms_of_a_text_are_those_of_the_whole_text(text: str, tokens: list[int]) -> None:
    terms = PassageTerms()
    for _ in range(2):  # met, and remembered
        found = terms.of(text, "fa", tokens)
        assert found.grams.split() == [f"fa:{gram}" for gram in character_grams(text)]
        sounds = {sound for _, skeletons in words_with_skeletons(text) for sound in skeletons}
        assert sorted(found.sounds.split()) == sorted(f"fa:{sound}" for sound in sounds)
        assert found.tokens.split() == [f"fa:{token}" for token in tokens]


def test_what_was_met_is_forgotten_where_it_grows_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("archive.words.terms._REMEMBERED", 100)
    terms = PassageTerms()
    once = [terms.of(passage.text, passage.language, [1]) for passage in PASSAGES[:30]]
    assert sum(known.size > 0 for known in terms._languages.values()) == 1
    fresh = PassageTerms()
    for found, passage_ in zip(once, PASSAGES, strict=False):
        again = fresh.of(passage_.text, passage_.language, [1])
        assert found.grams == again.grams
        assert set(found.sounds.split()) == set(again.sounds.split())


def test_many_at_once_answer_as_few_at_a_time(
    tmp_path: Path, piecemeal: list[list[tuple[int, float]]]
) -> None:
    writer = WordIndexWriter(tmp_path / "words")
    writer.add(PASSAGES)
    assert writer._process._process is not None, "many passages are worth a process"
    writer.commit()
    writer.close()
    assert answers(tmp_path / "words") == piecemeal


def test_what_is_under_way_can_be_deleted_and_is_lost_without_a_commit(tmp_path: Path) -> None:
    writer = WordIndexWriter(tmp_path)
    writer.add(PASSAGES)
    writer.delete([5, 1100])
    writer.commit()
    assert writer.count() == MANY - 2
    writer.add([passage(5000 + key) for key in range(MANY)])
    writer.close()
    assert len(WordIndex(tmp_path).keys()) == MANY - 2


def test_where_the_process_is_killed_its_work_is_done_here(
    tmp_path: Path, piecemeal: list[list[tuple[int, float]]], caplog: pytest.LogCaptureFixture
) -> None:
    writer = WordIndexWriter(tmp_path / "words")
    writer.add(PASSAGES)
    process = writer._process._process
    assert process is not None
    process._process.kill()
    process._process.wait()
    writer.commit()
    assert "has ended" in caplog.text
    writer.add([passage(MANY + key) for key in range(1, MANY + 1)])
    writer.delete(range(MANY + 1, 2 * MANY + 1))
    writer.commit()
    writer.close()
    assert answers(tmp_path / "words") == piecemeal


@pytest.mark.parametrize("under_way", [[], PASSAGES * 20])
def test_the_process_ends_when_its_caller_is_gone(under_way: list[IndexedPassage]) -> None:
    terms = TermProcess()
    terms.begin(PASSAGES)
    assert len(list(terms.finish())) == MANY
    if under_way:
        terms.begin(under_way)
    process = terms._process
    assert process is not None
    pipes = process._process
    assert pipes.stdin is not None
    assert pipes.stdout is not None
    pipes.stdin.close()
    pipes.stdout.close()
    assert pipes.wait(timeout=30) == 0 or under_way


KILLED = """
import dataclasses, os, signal
from archive.words.process import TermProcess
from tests.archive.words.test_word_index import PASSAGES

terms = TermProcess()
long = [dataclasses.replace(passage, text=passage.text * 20) for passage in PASSAGES]
terms.begin(long * 200)  # work for twenty seconds
print(terms._process._process.pid, flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(
    not hasattr(os, "pidfd_open"), reason="Linux tells of a process that is not our own child"
)
@pytest.mark.process
def test_the_process_ends_in_the_middle_of_its_work_when_its_caller_is_killed() -> None:
    killed = subprocess.run([sys.executable, "-c", KILLED], cwd=ROOT, capture_output=True, text=True)
    assert killed.returncode == -9, killed.stderr
    with suppress(ProcessLookupError):  # it has ended already
        process = os.pidfd_open(int(killed.stdout))
        ended, _, _ = select.select([process], [], [], 5)
        os.close(process)
        assert ended


def test_a_batch_that_was_not_heard_to_the_end_gives_its_terms_to_no_other() -> None:
    terms = TermProcess()
    terms.begin(PASSAGES)
    first, _ = next(iter(terms.finish()))
    assert first.key == 1
    assert not terms.can_begin(len(PASSAGES))
    assert not list(terms.finish())
    terms.close()


def test_where_the_process_is_killed_halfway_the_rest_is_done_here() -> None:
    terms = TermProcess()
    terms.begin(PASSAGES * 20)  # more than a pipe holds
    work = terms.finish()
    found = [next(work)]
    assert terms._process is not None
    terms._process._process.kill()
    found += work
    assert [passage.key for passage, _ in found] == [passage.key for passage in PASSAGES] * 20
    fresh = PassageTerms()
    assert all(terms_.grams == fresh.of(p.text, p.language, []).grams for p, terms_ in found)
    terms.close()
