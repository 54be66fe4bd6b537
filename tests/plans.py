"""Planning through the graph: the documents and the small steps that its tests share."""

from typing import Any

from tests.graph import REFUSAL, Graph

RHK = """key kind scope title leaderRhk { id title } assignedBy narrative fromTemplate unchanged
  kept carried indicators { aspect perspective text target unit amount }
  edit { by at before { title indicators { target } } }"""
CONTENT = f"""approach rhk {{ {RHK} }} removed {{ key title edit {{ by }} }}
  values {{ code expectation }} support accountability consequence partEdits {{ part by before }}"""
SKP = f"""__typename id year starts ends due state number version shared role steps jpt
  position unit employee {{ id name }} leader {{ id name }} capacity
  changeReason returnReason submittedAt agreedAt
  content {{ {CONTENT} }}
  agreed {{ number current reason employee {{ person {{ name position unit }} golongan }}
    leader {{ person {{ name }} }} content {{ {CONTENT} }} }}
  gaps {{ item field code message }} notes {{ item text mine author {{ name }} saidAt }}"""
STEP = f"""... on Skp {{ {SKP} }}
  ... on SkpVersionConflict {{ current {{ version state }} }}
  ... on SkpWrongState {{ current {{ version state }} }}
  ... on EditsUnanswered {{ current {{ version }} }}
  ... on SkpNotComplete {{ gaps {{ item field code message }} }}
  ... on InvalidInput {{ field }} {REFUSAL}"""

DESK = f"""query Desk($year: Int) {{ myPlanning(year: $year) {{
  ... on SkpDesk {{ __typename year years due excluded leader {{ name }} leaderState postChanged
    plans {{ id year starts ends due state number items position unit }} }}
  {REFUSAL} }} }}"""
OPEN = f"""mutation Open($year: Int!) {{ openSkp(year: $year) {{
  ... on Skp {{ {SKP} }} ... on InvalidInput {{ field }} {REFUSAL} }} }}"""
READ = f"""query Read($id: ID!) {{ skp(id: $id) {{ ... on Skp {{ {SKP} }} {REFUSAL} }} }}"""
SAVE = f"""mutation Save($input: SaveSkpInput!) {{ saveSkp(input: $input) {{ {STEP} }} }}"""
COPY = f"""mutation Copy($id: ID!, $version: Int!, $template: ID!, $items: [String!]!) {{
  copySkpTemplate(skpId: $id, version: $version, templateId: $template, items: $items)
  {{ {STEP} }} }}"""
SUBMIT = f"""mutation Submit($id: ID!, $version: Int!, $request: ID!) {{
  submitSkp(skpId: $id, version: $version, requestId: $request) {{ {STEP} }} }}"""
WITHDRAW = f"""mutation Withdraw($id: ID!, $version: Int!) {{
  withdrawSkp(skpId: $id, version: $version) {{ {STEP} }} }}"""
SHARE = f"""mutation Share($id: ID!, $shared: Boolean!) {{
  shareSkp(skpId: $id, shared: $shared) {{ {STEP} }} }}"""
RETURN = f"""mutation Return($id: ID!, $version: Int!, $reason: String!, $request: ID!) {{
  returnSkp(skpId: $id, version: $version, reason: $reason, requestId: $request) {{ {STEP} }} }}"""
AGREE = f"""mutation Agree($id: ID!, $version: Int!, $request: ID!) {{
  agreeSkp(skpId: $id, version: $version, requestId: $request) {{ {STEP} }} }}"""
CHANGE = f"""mutation Change($id: ID!, $reason: String!) {{
  startSkpChange(skpId: $id, reason: $reason) {{ {STEP} }} }}"""
ABANDON = f"""mutation Abandon($id: ID!, $version: Int!) {{
  abandonSkpChange(skpId: $id, version: $version) {{ {STEP} }} }}"""
COMMENT = f"""mutation Comment($id: ID!, $text: String!, $request: ID!, $item: String! = "") {{
  commentSkp(skpId: $id, text: $text, requestId: $request, item: $item) {{ {STEP} }} }}"""
VERSIONS = """query Versions($id: ID!) { skpVersions(skpId: $id) {
  number current reason agreedAt content { approach } } }"""
VERSION = f"""query Version($id: ID!, $number: Int!) {{ skpVersion(skpId: $id, number: $number) {{
  ... on SkpVersion {{ __typename number reason content {{ {CONTENT} }} }} {REFUSAL} }} }}"""
DIFFERENCE = f"""query Diff($id: ID!, $before: Int!, $after: Int) {{
  skpDifference(skpId: $id, before: $before, after: $after) {{
  ... on SkpDifference {{ __typename added {{ key title }} removed {{ key title }}
    changed {{ before {{ title }} after {{ title }} }} parts }} {REFUSAL} }} }}"""
CHOICES = """query Choices($id: ID!) { leaderChoices(skpId: $id) { id title kind agreed } }"""
TEMPLATES = """query Templates($id: ID!) { skpTemplates(skpId: $id) {
  id title items { key title kind scope indicators { text target unit } } } }"""
TEAM = """query Team($year: Int) { teamPlans(year: $year) { year own { id state number }
  members { person { id name } capacity plan { id state number items } excluded overdue } } }"""
MATRIX = """query Matrix($year: Int) { roleMatrix(year: $year) { year agreed members { id name }
  lines { id title cells { employeeId items } } } }"""
UNITS = f"""query Units($unit: ID, $year: Int, $first: Int! = 25, $after: String! = "") {{
  unitPlans(unitId: $unit, year: $year, first: $first, after: $after) {{
  ... on UnitPlansPage {{ __typename next rows {{
    unitId unit hasUnits people agreed submitted writing missing }} }} {REFUSAL} }} }}"""
GAPS = f"""query Gaps($unit: ID!, $year: Int, $first: Int! = 25, $after: String! = "") {{
  planGaps(unitId: $unit, year: $year, first: $first, after: $after) {{
  ... on PlanGapsPage {{ __typename next rows {{ person {{ id name }} leader {{ name }}
    plan {{ id state }} due overdue }} }} {REFUSAL} }} }}"""

YEAR = 2026


def rhk(key: str = "rhk-satu", **more: Any) -> dict[str, Any]:
    """A complete work result as a phone sends it."""
    indicator = {
        "aspect": "KUANTITAS",
        "text": "Kunjungan rumah dalam setahun (contoh)",
        "target": "80",
        "unit": "kunjungan",
    }
    return {
        "key": key,
        "kind": "UTAMA",
        "scope": "INDIVIDU",
        "title": f"Terlaksananya kunjungan rumah {key} (contoh)",
        "indicators": [indicator],
        **more,
    }


async def begun(graph: Graph, name: str = "sari", year: int = YEAR) -> Any:
    """The plan a person begins."""
    return (await graph.ask(name, OPEN, year=year))["openSkp"]


async def saved(graph: Graph, skp: Any, name: str = "sari", **given: Any) -> Any:
    """What a save of this plan answers."""
    given = {"skpId": skp["id"], "version": skp["version"], **given}
    return (await graph.ask(name, SAVE, input=given))["saveSkp"]


async def written(graph: Graph, name: str = "sari", year: int = YEAR) -> Any:
    """A plan that could be submitted."""
    return await saved(graph, await begun(graph, name, year), name, rhk=[rhk()])


async def submitted(
    graph: Graph, skp: Any, name: str = "sari", request: str = "permintaan-1"
) -> Any:
    """What submitting this plan answers."""
    data = await graph.ask(name, SUBMIT, id=skp["id"], version=skp["version"], request=request)
    return data["submitSkp"]


async def agreed(
    graph: Graph, skp: Any, leader: str = "hendra", request: str = "permintaan-2"
) -> Any:
    """What agreeing to this plan answers."""
    data = await graph.ask(leader, AGREE, id=skp["id"], version=skp["version"], request=request)
    return data["agreeSkp"]


async def returned(graph: Graph, skp: Any, reason: str = "Mohon targetnya diperjelas.") -> Any:
    """What Hendra's return of this plan answers."""
    given = {
        "id": skp["id"],
        "version": skp["version"],
        "reason": reason,
        "request": "permintaan-3",
    }
    return (await graph.ask("hendra", RETURN, **given))["returnSkp"]


async def in_force(graph: Graph, name: str = "sari", leader: str = "hendra") -> Any:
    """A plan that both have agreed to."""
    return await agreed(graph, await submitted(graph, await written(graph, name), name), leader)
