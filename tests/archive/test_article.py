import pytest

from archive.article import ArticleInfo


@pytest.mark.parametrize(
    ("published", "updated", "corrected"),
    [
        ("2026-01-14", None, False),
        ("2026-01-14", "2026-01-14", False),
        ("2026-01-14T18:30:00+02:00", "2026-01-14T16:30:00+00:00", False),
        ("2026-01-14T18:30:00+02:00", "2026-01-14T16:45:00+00:00", True),
        ("2026-01-14T18:30:00", "2026-01-14T18:31:00", True),
        ("2026-01-14", "2026-01-14T18:30:00", False),
        ("2026-01-14T18:30:00", "2026-01-14T23:30:00+00:00", False),
        ("2026-01-14", "2026-01-15T00:10:00+02:00", True),
        ("2026-01-14", "2026-01-13", False),
        (None, "2026-01-13", True),
    ],
)
def test_an_article_is_corrected_where_its_update_lies_after_its_publication(
    published: str | None, updated: str | None, corrected: bool
) -> None:
    info = ArticleInfo("a", "", "ar", published, "", None, None, "/a", updated)
    assert info.corrected == (updated if corrected else None)
