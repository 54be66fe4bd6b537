"""Ask the graph as somebody, without HTTP: what every test of a room goes through."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from schema.context import Context
from schema.models import Event, JournalEntry
from schema.root import make_schema
from schema.rules.viewer import Viewer
from tests.cast import NOW, Cast

SCHEMA = make_schema()


@dataclass
class Graph:
    """The graph as the cast sees it at a moment; `woken` is who was told of something."""

    cast: Cast
    now: datetime = NOW
    woken: list[str] = field(default_factory=list)

    async def ask(self, name: str, document: str, **variables: Any) -> dict[str, Any]:
        """The data of an operation asked by a member of the cast; fails on any GraphQL error."""
        return await self.ask_as(self.cast.viewer(name), document, **variables)

    async def ask_as(self, viewer: Viewer, document: str, **variables: Any) -> dict[str, Any]:
        """As `ask`, for a viewer made by hand."""
        context = Context(viewer=viewer, wake=self._wake, now=self.now)
        answer = await SCHEMA.execute(document, variable_values=variables, context_value=context)
        assert not answer.errors, answer.errors
        assert answer.data is not None
        return answer.data

    async def _wake(self, audiences: Collection[str]) -> None:
        self.woken.extend(sorted(audiences))

    async def trace(self) -> tuple[int, int, int]:
        """How many events, journal entries and wake-ups there are: equal before and after a
        refusal, since nothing changed and nobody was told."""
        return await Event.all().count(), await JournalEntry.all().count(), len(self.woken)


REFUSAL = "... on Refusal { __typename code message }"
RESULT = """
  __typename reviewId number state predikat hasil perilaku suggestedHasil suggestedPerilaku
  reasonHasil reasonPerilaku summary correctionReason submittedAt deliveredAt readAt
  employee { id name position unit } rater { id name position unit } capacity
  period { id kind year number phase daysLeft }
  items { key part kind title expectation rating note evidence { url label } }
  steps { code values { name value } } rule { id }
"""
DRAFT = """
  __typename reviewId version hasil perilaku reasonHasil reasonPerilaku summary predikat
  correctionReason capacity savedAt
  items { key part kind title rating note evidence { url label } }
  suggestedHasil { rating steps { code } } suggestedPerilaku { rating steps { code } }
  previous { number predikat items { key rating } }
"""
OPEN = f"""mutation Open($employee: ID!, $period: ID!) {{
  openReview(employeeId: $employee, periodId: $period) {{
    ... on Draft {{ {DRAFT} }} ... on Result {{ __typename number }} {REFUSAL} }} }}"""
SAVE = f"""mutation Save($input: SaveDraftInput!) {{
  saveDraft(input: $input) {{
    ... on DraftSaved {{ __typename draft {{ {DRAFT} }} }}
    ... on VersionConflict {{ current {{ version items {{ key rating note }} }} }}
    ... on AlreadySubmitted {{ result {{ number }} }}
    ... on InvalidInput {{ field }}
    {REFUSAL} }} }}"""
SUBMIT = f"""mutation Submit($review: ID!, $version: Int!, $request: ID!) {{
  submitReview(reviewId: $review, version: $version, requestId: $request) {{
    ... on Result {{ {RESULT} }} ... on NotComplete {{ missing }}
    ... on PeriodClosed {{ period {{ id phase }} }} {REFUSAL} }} }}"""
CORRECT = f"""mutation Correct($review: ID!, $reason: String!) {{
  startCorrection(reviewId: $review, reason: $reason) {{
    ... on Draft {{ {DRAFT} }} {REFUSAL} }} }}"""
ABANDON = f"""mutation Abandon($review: ID!, $version: Int!) {{
  abandonCorrection(reviewId: $review, version: $version) {{
    ... on Result {{ __typename number }} {REFUSAL} }} }}"""
READ = f"""mutation Read($review: ID!, $number: Int!) {{
  markRead(reviewId: $review, number: $number) {{
    ... on Result {{ __typename number readAt }} {REFUSAL} }} }}"""
RESULT_BY_ID = f"""query Result($review: ID!, $number: Int) {{
  result(reviewId: $review, number: $number) {{
    ... on Result {{ {RESULT} }} {REFUSAL} }} }}"""
MINE = f"""query Mine($first: Int! = 8, $after: String) {{
  myResults(first: $first, after: $after) {{ results {{ {RESULT} }} next }} }}"""
TEAM = """query Team($period: ID) { team(periodId: $period) {
  period { id phase } members { person { id name } capacity reviewId state rated total
  draftVersion correcting readAt recent { number predikat } } } }"""


async def opened_draft(graph: Graph, rater: str = "hendra", employee: str = "sari") -> Any:
    """The draft a rater begins for an employee in the open quarter."""
    cast = graph.cast
    data = await graph.ask(
        rater, OPEN, employee=str(cast.id(employee)), period=str(cast.quarter.id)
    )
    return data["openReview"]


async def filled_draft(graph: Graph, rating: str = "SESUAI", **overall: Any) -> Any:
    """Hendra's draft for Sari with every item rated alike, saved."""
    draft = await opened_draft(graph)
    return await save_all(graph, draft, rating, **overall)


async def save_all(graph: Graph, draft: Any, rating: str, **overall: Any) -> Any:
    """Save every item of a draft alike; gives the draft saved."""
    note = "Catatan contoh."
    items = [{"key": it["key"], "rating": rating, "note": note} for it in draft["items"]]
    given = {"reviewId": draft["reviewId"], "version": draft["version"], "items": items, **overall}
    saved = (await graph.ask("hendra", SAVE, input=given))["saveDraft"]
    assert saved["__typename"] == "DraftSaved", saved
    return saved["draft"]


async def submitted(graph: Graph, draft: Any, request: str = "permintaan-1") -> Any:
    """What Hendra's submission of this draft answers."""
    data = await graph.ask(
        "hendra",
        SUBMIT,
        review=draft["reviewId"],
        version=draft["version"],
        request=request,
    )
    return data["submitReview"]
