"""One table of findings: complete, in two languages, and asked for nothing it is not given."""

import re
import string

import pytest

from schema.models import Account
from schema.people.importing.findings import FindingCode, found
from schema.people.passwords import Issued, issue_passwords, new_password
from schema.reference import load
from schema.rules.nip import NipProblem
from schema.rules.vocabulary import FindingLevel
from tests.cast import Cast
from tests.staff_files import Hr

TABLE = load("staff_findings")


def test_every_code_has_words_and_every_word_a_code() -> None:
    assert TABLE.keys() == {it.value for it in FindingCode}
    assert {it.value for it in NipProblem} <= TABLE.keys()


@pytest.mark.parametrize("code", list(FindingCode))
def test_words_are_whole_sentences_with_the_same_values_in_both_languages(
    code: FindingCode,
) -> None:
    entry = TABLE[code]
    assert entry["level"] in set(FindingLevel)
    wanted: dict[str, set[str]] = {}
    for language in ("id", "en"):
        for kind in ("message", "advice"):
            text = entry[language][kind]
            assert re.search(r"[.?}]$", text), text
            names = {name for _, name, _, _ in string.Formatter().parse(text) if name}
            wanted.setdefault(kind, names)
            assert wanted[kind] == names
    values = {name: "x" for names in wanted.values() for name in names if name != "value"}
    finding = found(1, code, "KOLOM", "isi", **values)
    assert "{" not in finding.message + finding.advice


def test_a_first_password_is_readable_and_never_the_same() -> None:
    made = {new_password() for _ in range(200)}
    assert len(made) == 200
    assert all(re.fullmatch(r"([a-km-np-z2-9]{4}-){2}[a-km-np-z2-9]{4}", it) for it in made)


async def test_first_passwords_go_to_accounts_that_have_none(cast: Cast) -> None:
    await Account.filter(id=cast.accounts["sari"].id).update(activated_at=None)
    kept: list[Issued] = []

    async def fake_hash(password: str) -> str:
        return f"$argon2id${password}"

    steps = [step async for step in issue_passwords(Hr(), fake_hash, kept.extend)]
    assert steps == [(1, 1)]
    (issued,) = kept
    sari = await Account.get(id=cast.accounts["sari"].id)
    assert (issued.nip, sari.password_hash) == (sari.login, f"$argon2id${issued.password}")
    assert sari.must_change is True
    assert [step async for step in issue_passwords(Hr(), fake_hash, kept.extend)] == []
    again = issue_passwords(Hr(), fake_hash, kept.extend, again=True)
    assert [step async for step in again] == [(1, 1)]
