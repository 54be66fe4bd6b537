"""Documents of delivery and objection, and the steps that many tests take."""

from typing import Any

from tests.graph import REFUSAL, SAVE, SUBMIT, Graph, opened_draft

PERSON = "{ id name position unit }"
STEPS = f"steps {{ at kind by {PERSON} route note }}"
OBJECTION_FIELDS = f"""
  __typename id reviewId number state running employee {PERSON} rater {PERSON} decider {PERSON}
  route routeReasons period {{ id }} predikat reason items {{ key reason }}
  evidence {{ url label }} filedAt answerDue answerWorkDaysLeft answerOverdue decisionDue
  decisionWorkDaysLeft decisionOverdue escalatedTo {PERSON} answer answerItems {{ key reason }}
  answerVersion answeredAt decidedBy {PERSON} decidedAt decisionReason newNumber withdrawnAt
  myParts actions {STEPS}
  result {{ number predikat items {{ key rating }} }}
  newResult {{ number predikat correctionReason rater {PERSON} items {{ key rating note }} }}
"""
DELIVERY_FIELDS = f"""
  __typename reviewId number state current employee {PERSON} rater {PERSON} period {{ id }}
  predikat submittedAt deliverDue deliveredAt readAt signDue objectDue safeDue workDaysLeft
  daysLeft acceptedAt unsignedAt actions objections {{ id state }} {STEPS}
"""
STEP = "... on StepNotPossible { why } ... on InvalidInput { field }"
DELIVERY = f"""query Delivery($review: ID!, $number: Int) {{
  delivery(reviewId: $review, number: $number) {{
    ... on Delivery {{ {DELIVERY_FIELDS} }} {REFUSAL} }} }}"""
MY_DELIVERIES = f"""query MyDeliveries($first: Int! = 8, $after: String) {{
  myDeliveries(first: $first, after: $after) {{ deliveries {{ {DELIVERY_FIELDS} }} next }} }}"""
OBJECTION = f"""query Objection($id: ID!) {{ objection(id: $id) {{
    ... on Objection {{ {OBJECTION_FIELDS} }} {REFUSAL} }} }}"""
PAGES = """query Pages($first: Int! = 8, $after: String) {
  myObjections(first: $first, after: $after) { objections { id state actions myParts } next }
  objectionsToHandle(first: $first, after: $after) { objections { id state actions myParts } next }
  teamObjections(first: $first, after: $after) { objections { id state actions myParts } next } }"""
ACCEPT = f"""mutation Accept($review: ID!, $number: Int!) {{
  acceptResult(reviewId: $review, number: $number) {{
    ... on Delivery {{ {DELIVERY_FIELDS} }} ... on StepNotPossible {{ why }} {REFUSAL} }} }}"""
FILE = f"""mutation File($input: FileObjectionInput!) {{ fileObjection(input: $input) {{
    ... on Objection {{ {OBJECTION_FIELDS} }} {STEP} {REFUSAL} }} }}"""
WITHDRAW = f"""mutation Withdraw($id: ID!, $reason: String! = "") {{
  withdrawObjection(id: $id, reason: $reason) {{
    ... on Objection {{ {OBJECTION_FIELDS} }} {STEP} {REFUSAL} }} }}"""
ANSWER = f"""mutation Answer($input: AnswerObjectionInput!) {{ answerObjection(input: $input) {{
    ... on Objection {{ {OBJECTION_FIELDS} }} {STEP} {REFUSAL} }} }}"""
DECIDE = f"""mutation Decide($input: DecideObjectionInput!) {{ decideObjection(input: $input) {{
    ... on Objection {{ {OBJECTION_FIELDS} }} {STEP} ... on NotComplete {{ missing }}
    {REFUSAL} }} }}"""


def objection_input(result: Any, request: str = "keberatan-1", **more: Any) -> dict[str, Any]:
    """What a phone sends to object to this result as a whole."""
    return {
        "reviewId": result["reviewId"],
        "number": result["number"],
        "reason": "Realisasi triwulan ini melampaui target, bukti terlampir.",
        "requestId": request,
        **more,
    }


async def filed(graph: Graph, result: Any, request: str = "keberatan-1", **more: Any) -> Any:
    """Sari's objection to a result; fails when it is refused."""
    data = await graph.ask("sari", FILE, input=objection_input(result, request, **more))
    assert data["fileObjection"]["__typename"] == "Objection", data
    return data["fileObjection"]


async def given(graph: Graph, employee: str = "sari", rater: str = "hendra") -> Any:
    """A result in which every item is rated SESUAI, as the rater's submission answers it."""
    draft = await opened_draft(graph, rater, employee)
    items = [{"key": item["key"], "rating": "SESUAI", "note": "Baik."} for item in draft["items"]]
    typed = {"reviewId": draft["reviewId"], "version": draft["version"], "items": items}
    saved = (await graph.ask(rater, SAVE, input=typed))["saveDraft"]["draft"]
    ids = {"review": draft["reviewId"], "version": saved["version"]}
    data = await graph.ask(rater, SUBMIT, **ids, request=f"kirim-{employee}-{saved['version']}")
    assert data["submitReview"]["__typename"] == "Result", data
    return data["submitReview"]


async def objected(graph: Graph, employee: str = "sari", rater: str = "hendra") -> Any:
    """A result just given, objected to by its employee: the objection."""
    result = await given(graph, employee, rater)
    data = await graph.ask(employee, FILE, input=objection_input(result))
    assert data["fileObjection"]["__typename"] == "Objection", data
    return data["fileObjection"]
