import pytest

from chat.bidi import direction_of


@pytest.mark.parametrize(
    ("text", "language", "direction"),
    [
        ("أكد الوزير أهمية الحوار.", "ar", "rtl"),
        ("Netflix تعلن عن خطة جديدة في القاهرة والرياض", "ar", "rtl"),
        ("The minister said “السلام” and left for the airport.", "en", "ltr"),
        ("הממשלה אישרה את התקציב", "he", "rtl"),
        ("Правительство утвердило бюджет", "ru", "ltr"),
        ("حکومت نے بجٹ منظور کیا۔", "ur", "rtl"),
        ("دولت بودجه را تصویب کرد", "und", "rtl"),
        ("2026", "ar", "rtl"),
        ("2026", "en", "ltr"),
        ("2026", "und", "auto"),
        ("أكد الوزير أهمية الحوار.", "en", "rtl"),
        ("", "und", "auto"),
    ],
)
def test_a_block_lies_as_its_letters_ask(text: str, language: str, direction: str) -> None:
    assert direction_of(text, language) == direction
