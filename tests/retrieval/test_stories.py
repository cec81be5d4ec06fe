"""Copies of one text are one hit that names its outlets; two stories never become one."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive.article import Article, ArticleInfo, Passage
from archive.reader import ArchiveReader
from archive.writer import ArchiveWriter
from ingest.preparing.indexing import Indexer
from language.static_model import StaticModel
from retrieval.cli import _paragraph
from retrieval.copies import ANSWERED, Words, mutual_coverage, same_meaning
from retrieval.hit import Hit, copies_by_article
from retrieval.langchain import ArchiveLangChainRetriever
from retrieval.retriever import Retriever
from retrieval.serialise import hit_to_dict
from retrieval.stories import Story, collapse
from retrieval.story_comparison import Found
from retrieval.understanding import understand

CALL = (
    "تلقى وزير الخارجية المصري بدر عبد العاطي مساء الأربعاء اتصالا هاتفيا من المبعوث الأمريكي ستيف ويتكوف. "
    "وبحث الجانبان خلال الاتصال الأوضاع في قطاع غزة والانتقال إلى المرحلة الثانية من خطة وقف إطلاق النار. "
    "وشدد الوزير على ضرورة نشر قوة دولية تراقب تنفيذ الاتفاق، وعلى دخول 600 شاحنة من المساعدات كل يوم. "
    "وأعرب ويتكوف عن تقدير بلاده للجهود التي تبذلها القاهرة من أجل تثبيت التهدئة وتبادل المحتجزين. "
    "واتفق الطرفان على مواصلة التشاور في الأيام المقبلة قبل اجتماع الوسطاء في العاصمة القطرية."
)
SENTENCES = CALL.split(". ")

FERRY = (
    "The ferry company of the northern islands will double its sailings this summer after 240,000 passengers "
    "crossed the strait last year, its director Maria Lindqvist told reporters in the harbour of Tromso. "
    "Two new electric ships, built in Poland for 85 million euros, will replace the diesel boats in June. "
    "Fishermen fear that the waves of the fast ships will damage their nets and the spawning grounds of cod. "
    "The regional government has promised to measure the noise under water and to publish figures in 2027."
)
FERRY_FR = (
    "La compagnie de ferries des îles du nord doublera ses traversées cet été après que 240 000 passagers "
    "ont franchi le détroit l'an dernier, a déclaré sa directrice Maria Lindqvist aux journalistes dans le "
    "port de Tromso. Deux nouveaux navires électriques, construits en Pologne pour 85 millions d'euros, "
    "remplaceront les bateaux diesel en juin. Les pêcheurs craignent que les vagues des navires rapides "
    "n'endommagent leurs filets et les zones de frai de la morue. Le gouvernement régional a promis de "
    "mesurer le bruit sous l'eau et de publier les chiffres en 2027."
)


def strike(day: str, killed: str) -> str:
    return (
        f"An air strike on a market in the south of the city killed {killed} people on {day}, medics said. "
        "Rescue workers searched for survivors under the rubble of two houses near the main road. "
        "The army said that it had aimed at a command post and that it was looking into the reports."
    )


def earnings(share: str, net: str, sales: str) -> str:
    return (
        f"The company said that its quarterly profit rose to {share} cents a share from a year ago. "
        f"Net income was {net} million dollars and sales were {sales} million dollars in the quarter. "
        "The board declared the regular dividend, payable in April to shareholders of record in March."
    )


def told(
    name: str,
    body: str,
    *,
    language: str = "en",
    day: str | None = "2026-01-14",
    source: str = "",
    title: str = "",
) -> Article:
    return Article(ArticleInfo(name, title, language, day, source or name, None, None, f"/news/{name}"), body)


OpenArchive = Callable[[Sequence[Article]], Retriever]


@pytest.fixture
def open_archive(tmp_path: Path, static_model: StaticModel) -> Iterator[OpenArchive]:
    opened: list[ArchiveReader] = []

    def make(articles: Sequence[Article]) -> Retriever:
        indexer = Indexer(static_model, static_model)
        home = tmp_path / f"archive-{len(opened)}"
        with ArchiveWriter(home, model=indexer.model) as writer:
            for article, entries in zip(articles, indexer.entries(articles), strict=True):
                writer.put(article, article.id, entries)
            writer.commit()
        opened.append(ArchiveReader(home))
        return Retriever(opened[-1], static_model, static_model)

    yield make
    for reader in opened:
        reader.close()


def hits(retriever: Retriever, question: str, limit: int = 10) -> tuple[Hit, ...]:
    return retriever.search(understand(question), limit).hits


def stories(found: Sequence[Hit]) -> list[set[str]]:
    return [{hit.article.id, *(copy.article.id for copy in hit.copies)} for hit in found]


WIRE = (
    told("wakala", CALL, language="ar", title="عبد العاطي يتلقى اتصالا من ويتكوف", source="وكالة"),
    told(
        "sahifa",
        f"القاهرة - (وكالة) - {'. '.join(SENTENCES[:3])}. {SENTENCES[4]}",
        language="ar",
        day="2026-01-15",
        title="القاهرة وواشنطن تبحثان غزة",
        source="صحيفة",
    ),
    told(
        "idhaa",
        f"{CALL.replace('ضرورة', 'أهمية').replace('مساء', 'مساء يوم')}\nوكانت الإذاعة قد نقلت أمس خبر "
        "وصول وفد فني إلى المدينة لبحث ترتيبات الاجتماع المقبل بين الوسطاء.",
        language="ar",
        day="2026-01-15",
        title="مصر والولايات المتحدة: تشاور مستمر",
        source="إذاعة",
    ),
)


def test_a_wire_report_in_three_outlets_is_one_hit_that_names_the_others(open_archive: OpenArchive) -> None:
    other = told("harbour", FERRY, title="Islands double their ferries")
    [first, *rest] = hits(open_archive([*WIRE, other]), "ماذا بحث عبد العاطي وويتكوف بشأن غزة؟")
    assert first.article.id == "wakala"  # the earliest of those about as good
    assert {copy.article.source for copy in first.copies} == {"صحيفة", "إذاعة"}
    assert {hit.article.id for hit in rest} <= {"harbour"}
    for copy in first.copies:
        assert copy.passage.article_id == copy.article.id
        assert copy.passage.text in {article.body for article in WIRE}


def test_a_translation_stands_behind_the_text_in_the_question_s_language(open_archive: OpenArchive) -> None:
    retriever = open_archive(
        [
            told("islander", FERRY, day="2026-01-13", title="Islands double their ferries"),
            told("insulaire", FERRY_FR, language="fr", title="Les îles doublent leurs ferries"),
        ]
    )
    [english] = hits(retriever, "How many passengers crossed the strait by ferry?")
    [french] = hits(retriever, "Combien de passagers ont traversé le détroit en ferry ?")
    assert (english.article.id, [copy.article.id for copy in english.copies]) == ("islander", ["insulaire"])
    assert (french.article.id, [copy.article.id for copy in french.copies]) == ("insulaire", ["islander"])


def test_reports_of_one_event_in_two_languages_that_are_no_translation_stay_apart(
    open_archive: OpenArchive,
) -> None:
    own = (
        "À Tromso, les pêcheurs protestent. Ils étaient une centaine sur le quai, mardi matin, à brandir des "
        "filets déchirés devant le siège de la compagnie de ferries. « La morue ne reviendra pas », dit l'un "
        "d'eux, la voix couverte par les sirènes. Le maire leur a promis une rencontre avant la fin du mois, "
        "et une étude pour 2027 sur les vagues des bateaux à 85 millions qui portent 240 000 voyageurs."
    )
    found = hits(
        open_archive([told("islander", FERRY), told("reporter", own, language="fr")]), "ferries in Tromso"
    )
    assert stories(found) == [{"islander"}, {"reporter"}] or stories(found) == [{"reporter"}, {"islander"}]


def test_of_an_outlet_s_versions_the_last_is_shown(open_archive: OpenArchive) -> None:
    wrong = FERRY.replace("Lindqvist", "Lindkvist")
    retriever = open_archive(
        [
            told("first", wrong, day="2026-01-14T09:00:00+00:00", source="Wire"),
            told("corrected", FERRY, day="2026-01-14T11:00:00+00:00", source="Wire", title="CORRECTED"),
        ]
    )
    [hit] = hits(retriever, "Who is the director of the ferry company?")
    assert (hit.article.id, [copy.article.id for copy in hit.copies]) == ("corrected", ["first"])


def test_another_figure_in_the_same_text_is_never_hidden(open_archive: OpenArchive) -> None:
    retriever = open_archive([told("one", FERRY), told("two", FERRY.replace("240,000", "420,000"))])
    assert stories(hits(retriever, "How many passengers crossed the strait?")) == [{"one"}, {"two"}]


@pytest.mark.parametrize(
    ("one", "other", "question"),
    [
        (strike("Monday", "12"), strike("Tuesday", "9"), "How many people did the air strike kill?"),
        (strike("Monday", "12"), strike("Tuesday", "12"), "How many people did the air strike kill?"),
        (strike("Monday", "three"), strike("Monday", "five"), "How many people did the air strike kill?"),
        (earnings("34", "12", "155"), earnings("41", "18", "210"), "What was the quarterly profit?"),
        (FERRY, f"{FERRY.replace('.', ';')[:80]}", "ferries of the islands"),
    ],
    ids=["two strikes", "two days", "numbers in words", "two earnings reports", "a scrap"],
)
def test_stories_told_in_the_same_words_stay_apart(
    open_archive: OpenArchive, one: str, other: str, question: str
) -> None:
    found = hits(open_archive([told("one", one), told("other", other, day="2026-01-15")]), question)
    assert sorted(map(sorted, stories(found))) == [["one"], ["other"]]


def test_a_follow_up_that_repeats_the_old_story_stays_apart(open_archive: OpenArchive) -> None:
    brief = strike("Monday", "12")
    follow = (
        "The parliament opened an inquiry into the conduct of the air force and heard two generals behind "
        "closed doors. The chairwoman of the defence committee said that the families of the victims had a "
        "right to the truth, and that the report would be published before the summer recess. Lawyers of the "
        "families asked for the recordings of the pilots, which the ministry refuses to hand over so far. "
        f"The opposition called on the minister to resign within the week. {brief}"
    )
    found = hits(
        open_archive([told("brief", brief), told("inquiry", follow)]), "Did parliament open an inquiry?"
    )
    assert stories(found) == [{"inquiry"}, {"brief"}]


def test_the_same_words_weeks_later_are_another_story(open_archive: OpenArchive) -> None:
    found = hits(
        open_archive([told("january", FERRY), told("march", FERRY, day="2026-03-01")]), "ferry passengers"
    )
    assert sorted(map(sorted, stories(found))) == [["january"], ["march"]]


def test_the_limit_counts_stories(open_archive: OpenArchive) -> None:
    copies = [told(f"outlet-{number}", FERRY, title=f"Ferries {number}") for number in range(12)]
    others = [told("call", CALL, language="ar"), told("strike", strike("Monday", "12"))]
    found = hits(open_archive([*copies, *others]), "How many passengers crossed the strait by ferry?", 2)
    assert len(found) == 2
    assert len(found[0].copies) == 11
    assert found[1].article.id in {"call", "strike"}


def test_what_a_copy_adds_is_a_hit_of_its_own(open_archive: OpenArchive) -> None:
    addition = (
        "The union of dockers, whom our reporter met at the quay, wants crews to be hired on the islands. "
        "Its secretary, Olav Berg, said that the company had recruited abroad for ten years and paid too "
        "little. "
        "He announced a march through the old town on Friday, from the church to the fish market, and a "
        "petition that six hundred people have signed so far. The company did not want to comment on it. "
    )
    longer = told("local", f"{FERRY}\n\n{addition * 2}")
    found = hits(open_archive([told("wire", FERRY), longer]), "What does the union of dockers want?")
    assert found[0].article.id == "local"
    assert "dockers" in found[0].passage.text
    known = copies_by_article(found)
    assert [copy.article.id for copy in known["local"]] == ["wire"]


def test_a_passage_that_is_mostly_new_is_not_hidden_behind_what_it_copies(open_archive: OpenArchive) -> None:
    new = "Our reporter heard on the quay that crews from abroad earn less than islanders for the same work. "
    mixed = f"{FERRY} {new * 5}The union of dockers announced a march through the old town."
    retriever = open_archive([told("wire", FERRY), told("local", mixed)])
    found = hits(retriever, "How many passengers crossed the strait by ferry?")
    assert retriever.reader.statistics().passages == 2
    assert [hit.article.id for hit in found] == ["wire", "local"]


def test_copies_are_told_to_programs_and_people(open_archive: OpenArchive) -> None:
    retriever = open_archive(WIRE)
    question = "ماذا بحث عبد العاطي وويتكوف؟"
    [hit] = hits(retriever, question)
    assert [row["id"] for row in hit_to_dict(hit)["copies"]] == [copy.article.id for copy in hit.copies]
    [document] = ArchiveLangChainRetriever(retriever=retriever).invoke(question)
    assert {row["source"] for row in document.metadata["copies"]} == {"صحيفة", "إذاعة"}
    last = _paragraph(hit).splitlines()[-1]
    assert last.startswith("also: ")
    assert "\u2068صحيفة\u2069, 2026-01-15" in last


def test_of_two_about_as_good_the_question_s_language_comes_before_the_earlier_day() -> None:
    earlier, later = told("en", FERRY, day="2026-01-13"), told("fr", FERRY_FR, language="fr")
    story = Story(
        [
            Found(score, key, Passage(article.id, 0, len(article.body), article.body), article.info)
            for score, key, article in ((1.0, 1, later), (0.8, 2, earlier))
        ]
    )
    assert [story.shown(language).article.id for language in ("fr", "en", "ru")] == ["fr", "en", "en"]
    story.members[1] = replace(story.members[1], score=0.2)
    assert story.shown("en").article.id == "fr"  # not about as good


def test_words_tell_a_translation_from_another_report(static_model: StaticModel) -> None:
    other = (
        "À Tromso, les pêcheurs de morue protestent devant le siège de la compagnie de ferries contre les "
        "vagues des navires rapides. Ils étaient une centaine, mardi matin, à brandir des filets déchirés. "
        "Le maire leur a promis une rencontre avant la fin du mois avec la directrice de la compagnie."
    )
    english, french, another = (
        Words.of(tokens, static_model) for tokens in static_model.token_ids([FERRY, FERRY_FR, other])
    )
    assert mutual_coverage(english, french) >= ANSWERED > mutual_coverage(english, another)
    assert same_meaning(english, french)
    assert not same_meaning(replace(english, numbers=frozenset({1, 2, 3})), french)


PARTS = [*SENTENCES, *FERRY.split(". "), *strike("Monday", "12").split(". ")]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    bodies=st.lists(st.lists(st.sampled_from(PARTS), min_size=1, max_size=12), min_size=1, max_size=14),
    limit=st.integers(1, 6),
)
def test_no_article_is_lost(
    tmp_path_factory: pytest.TempPathFactory,
    static_model: StaticModel,
    bodies: list[list[str]],
    limit: int,
) -> None:
    articles = [told(f"article-{number}", ". ".join(parts)) for number, parts in enumerate(bodies)]
    indexer = Indexer(static_model, static_model)
    home = tmp_path_factory.mktemp("law")
    with ArchiveWriter(home, model=indexer.model) as writer:
        for article, entries in zip(articles, indexer.entries(articles), strict=True):
            writer.put(article, article.id, entries)
        writer.commit()
    with ArchiveReader(home) as reader:
        keys = range(1, reader.statistics().passages + 1)
        passages = reader.passages(keys)
        found = [Found(-key / 10, key, *passages[key]) for key in keys]
        kept = collapse(found, reader, static_model, limit, per_article=3)
    assert len(kept) <= limit
    told_of = {one.article.id for story in kept for one in story.members}
    best: dict[str, int] = {}
    for one in found[:limit]:
        best.setdefault(one.article.id, 0)
    assert set(best) <= told_of
    for story in kept:
        ids = [one.article.id for one in story.members]
        assert len(set(ids)) == len(ids)
        assert [one.score for one in story.members] == sorted(
            (one.score for one in story.members), reverse=True
        )
