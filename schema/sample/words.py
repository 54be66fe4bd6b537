"""What superiors write: notes and summaries put together from sample_sentences.json."""

from functools import cache
from random import Random

import orjson

from schema.reference import load
from schema.rules.vocabulary import BehaviourValue, PeriodKind, Predikat, Rating
from schema.sample.chance import pick

NO_EVIDENCE = "[]"
ROMAN = ("", "I", "II", "III", "IV")


@cache
def _sentences() -> dict[str, dict[str, dict[str, list[str]]]]:
    found: dict[str, dict[str, dict[str, list[str]]]] = load("sample_sentences")
    return found


@cache
def _texts(*path: str) -> tuple[str, ...]:
    node: object = _sentences()
    for key in path:
        assert isinstance(node, dict)  # noqa: S101  # our own file, checked by the tests
        node = node[key]
    assert isinstance(node, list)  # noqa: S101  # the same
    return tuple(node)


def work_note(rng: Random, rating: Rating) -> str:
    """A note on a work result; what needs no explaining is often left without one."""
    if rating is Rating.SESUAI and rng.random() < 0.4:
        return ""
    note = pick(rng, _texts("hasil", rating, "open"))
    if rating is Rating.DI_BAWAH or rng.random() < 0.4:
        return f"{note} {pick(rng, _texts('hasil', rating, 'more'))}"
    return note


def behaviour_note(rng: Random, value: BehaviourValue, rating: Rating) -> str:
    """A note on a behaviour value."""
    if rating is Rating.SESUAI and rng.random() < 0.6:
        return ""
    note = pick(rng, _texts("perilaku", value, rating))
    return f"{note} {pick(rng, _texts('perilaku_more', rating))}" if rng.random() < 0.4 else note


def summary(rng: Random, predikat: Predikat) -> str:
    """The closing words of a review."""
    text = pick(rng, _texts("summary", predikat))
    return f"{text} {pick(rng, _texts('summary_more'))}" if rng.random() < 0.5 else text


def departure_reason(rng: Random, what: str) -> str:
    """Why a rater departs from the suggestion; `what` is "hasil" or "perilaku"."""
    return pick(rng, _texts("departure", what))


def correction_reason(rng: Random) -> str:
    """Why a result that was given is corrected."""
    return pick(rng, _texts("correction"))


def told_in(note: str, kind: PeriodKind, number: int, year: int) -> str:
    """A note that says of which period it is, so that it is not the words of the one before."""
    return f"{note} {_texts('again', kind)[0]}".format(number=ROMAN[number], year=year)


def weighing(rng: Random) -> str:
    """How a rater weighed the results of the year."""
    return pick(rng, _texts("weighing"))


def copy_reason() -> str:
    """Why an item is the same as in the result before."""
    return _texts("copied")[0]


def evidence(rng: Random, rating: Rating) -> str:
    """Evidence links as JSON text: now and then, and more often for an extreme rating."""
    if rng.random() >= (0.04 if rating is Rating.SESUAI else 0.35):
        return NO_EVIDENCE
    number = int(rng.random() * 900_000) + 100_000
    link = {"url": f"https://bukti.example/{number}", "label": pick(rng, _texts("evidence"))}
    return orjson.dumps([link]).decode()
