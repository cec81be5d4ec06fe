"""What a run has met is a dictionary in a few bytes each."""

from hypothesis import given
from hypothesis import strategies as st

from ingest.taking_in.met import Met

NUMBERS = st.integers(0, 40) | st.integers(0, 2**64 - 1) | st.integers(0, 2**50).map(lambda n: n << 13)


@given(st.lists(st.tuples(NUMBERS, NUMBERS, st.booleans()), max_size=200))
def test_it_holds_what_a_dictionary_holds(records: list[tuple[int, int, bool]]) -> None:
    met, expected = Met(), dict[str, tuple[str, bool]]()
    for number, content, held in records:
        # Zero and one are one name: no hash is either.
        name, digest = f"{number or 1:016x}", f"{content:016x}"
        assert (name in met) == (name in expected)
        if name in met:
            met.replace(name, digest)
            expected[name] = digest, expected[name][1]
        else:
            met.add(name, digest, held=held)
            expected[name] = digest, held
    assert {name: (met.last(name), met.was_held(name)) for name in expected} == expected
    assert met.last("f" * 15 + "0") in (None, expected.get("f" * 15 + "0", ("",))[0])


def test_it_grows_and_takes_few_bytes() -> None:
    met, names = Met(), [f"{number * 0x9E3779B97F4A7C15 % 2**64:016x}" for number in range(1, 20_001)]
    for name in names:
        met.add(name, name, held=name.endswith("0"))
    assert len(met) == 20_000
    assert all(met.last(name) == name and met.was_held(name) == name.endswith("0") for name in names)
    assert "0123456789abcdef" not in met
    assert met.size <= 68 * len(met)
