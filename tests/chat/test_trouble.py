import pytest

from archive.errors import ArchiveMissingError, ModelError, ModelMismatchError
from chat.texts import texts_in
from chat.trouble import trouble_html


@pytest.mark.parametrize(
    ("error", "heading"),
    [
        (ModelMismatchError("The archive was made with a, not with b."), "made with another model"),
        (ModelError("The chat model cannot be reached."), "cannot be reached"),
        (RuntimeError("secret path"), "That did not work"),
    ],
)
def test_an_error_is_told_calmly(error: Exception, heading: str) -> None:
    shown = trouble_html(error, texts_in("en"))
    assert heading in shown
    assert "secret path" not in shown
    assert "Traceback" not in shown


def test_a_missing_archive_comes_with_the_way_to_make_one() -> None:
    shown = trouble_html(ArchiveMissingError("There is no archive in x."), texts_in("ar"))
    assert 'dir="rtl" lang="ar"' in shown
    assert '<pre dir="ltr"><code>python -m ingest samples</code></pre>' in shown
