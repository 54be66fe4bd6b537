"""A year of results: the steps that tests of the annual evaluation take."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from schema.models import Period
from schema.rules.vocabulary import PeriodKind
from tests.graph import REFUSAL, SAVE, SUBMIT, Graph

YEAR_NOW = datetime(2027, 1, 5, 3, 0, tzinfo=UTC)  # in the windows of quarter IV and of the year
WORDS = "Triwulan III lebih berat karena tugas tambahan; keduanya saya timbang."
COPIED = "copied { kind reviewId number periodKind year periodNumber reason }"
WEIGHED = """weighing weighed { reviewId number periodKind year periodNumber starts ends months
  rater capacity position unit hasil perilaku predikat }"""
YEAR_DRAFT = f"""query YearDraft($review: ID!) {{ draft(reviewId: $review) {{ ... on Draft {{
  __typename reviewId version weighing months
  items {{ key rating note {COPIED} }}
  weighed {{ reviewId number months coversFrom coversTo predikat rater {{ id }} capacity
    period {{ kind number }} items {{ key rating note }} }}
  weighingDuty {{ required letters steps {{ code values {{ name value }} }} }} }} {REFUSAL} }} }}"""
YEAR_RESULT = f"""query YearResult($review: ID!, $number: Int) {{
  result(reviewId: $review, number: $number) {{ ... on Result {{ number months coversFrom coversTo
    {WEIGHED} items {{ key rating note {COPIED} }} }} {REFUSAL} }}
  yearChanges(reviewId: $review, number: $number) {{
    kind reviewId number periodKind year periodNumber at was predikat }} }}"""
YEAR_ACCOUNT = f"""query YearAccount($review: ID!, $number: Int) {{
  explanation(reviewId: $review, number: $number) {{ ... on Explanation {{
    agrees rules {{ topic mark }} inputs {{ item {{ key {COPIED} }} }}
    weighing {{ text number givenBy {{ id }} results {{ reviewId number predikat months }}
      changes {{ kind reviewId number was predikat }} }} }} {REFUSAL} }} }}"""
OPEN_YEAR = f"""mutation Open($employee: ID!, $period: ID!) {{
  openReview(employeeId: $employee, periodId: $period) {{
    ... on Draft {{ __typename reviewId version items {{ key rating note {COPIED} }} }}
    ... on Result {{ __typename number }} {REFUSAL} }} }}"""
COPY = f"""mutation Copy($input: CopyRatingInput!) {{ copyRating(input: $input) {{
  ... on DraftSaved {{ __typename draft {{ version items {{ key rating note {COPIED}
    evidence {{ url }} }} }} }}
  ... on VersionConflict {{ current {{ version }} }} ... on InvalidInput {{ field }}
  {REFUSAL} }} }}"""


async def year_of(graph: Graph) -> Period:
    """The annual period of 2026; the clock moves to the first days of 2027."""
    graph.now = YEAR_NOW
    return await Period.create(
        kind=PeriodKind.TAHUNAN, year=2026, number=1, starts=date(2026, 1, 1),
        ends=date(2026, 12, 31), opens=date(2026, 12, 18), closes=date(2027, 1, 31),
    )  # fmt: skip


async def quarter_four(graph: Graph) -> Period:
    """The last quarter of 2026, open with the year."""
    graph.now = max(graph.now, YEAR_NOW)
    return await Period.create(
        kind=PeriodKind.TRIWULAN, year=2026, number=4, starts=date(2026, 10, 1),
        ends=date(2026, 12, 31), opens=date(2026, 12, 24), closes=date(2027, 1, 20),
    )  # fmt: skip


async def begun(graph: Graph, period: Period, employee: str = "sari", rater: str = "hendra") -> Any:
    """The draft of a review."""
    ids = {"employee": str(graph.cast.id(employee)), "period": str(period.id)}
    return (await graph.ask(rater, OPEN_YEAR, **ids))["openReview"]


async def filled(
    graph: Graph,
    draft: Any,
    rating: str = "SESUAI",
    rater: str = "hendra",
    notes: dict[str, str] | None = None,
    reasons: dict[str, str] | None = None,
    **overall: Any,
) -> int:
    """Rate every item of a draft alike, in words of three unless `notes` says; its version."""
    items = [
        {
            "key": it["key"],
            "rating": rating,
            "note": (notes or {}).get(it["key"], "Menurut bukti ada."),
            "copyReason": (reasons or {}).get(it["key"]),
        }
        for it in draft["items"]
    ]
    given = {"reviewId": draft["reviewId"], "version": draft["version"], "items": items, **overall}
    saved = (await graph.ask(rater, SAVE, input=given))["saveDraft"]
    assert saved["__typename"] == "DraftSaved", saved
    return int(saved["draft"]["version"])


async def sent(graph: Graph, review: str, version: int, rater: str = "hendra") -> Any:
    """What giving this result answers."""
    request = f"kirim-{review}-{version}"
    data = await graph.ask(rater, SUBMIT, review=review, version=version, request=request)
    return data["submitReview"]


async def given(
    graph: Graph,
    period: Period,
    rating: str = "SESUAI",
    employee: str = "sari",
    rater: str = "hendra",
    **typed: Any,
) -> Any:
    """A result given for a period, as the submission answers it; a minute passes."""
    draft = await begun(graph, period, employee, rater)
    version = await filled(graph, draft, rating, rater, **typed)
    answer = await sent(graph, draft["reviewId"], version, rater)
    assert answer["__typename"] == "Result", answer
    graph.now += timedelta(minutes=1)
    return answer
