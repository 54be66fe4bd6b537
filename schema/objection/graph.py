"""Delivery, signing and objection in the graph: it only translates."""

from collections.abc import Awaitable
from datetime import date
from typing import Annotated, Any, TypeAlias, TypeVar, cast

import strawberry
from strawberry.types import Info

from schema import errors
from schema.access import (
    objection_to_read,
    require,
    result_to_read,
)
from schema.context import Context
from schema.objection import actions, deciding
from schema.objection.checks import TypedDecision, TypedObjection, TypedReason
from schema.objection.types import (
    AnswerObjectionInput,
    DecideObjectionInput,
    Delivery,
    DeliveryPage,
    FileObjectionInput,
    ItemReasonInput,
    Objection,
    ObjectionPage,
)
from schema.reads import objections
from schema.reads.results import read_cursor
from schema.review.checks import TypedEvidence, TypedItem
from schema.review.types import NotComplete, StepNotPossible
from schema.rules.permissions import Operation
from schema.rules.vocabulary import Role
from schema.selection import wanted
from schema.types import InvalidInput, NotAllowed, NotFound, plain_refusal, row_id

GraphInfo: TypeAlias = Info[Context, None]
T = TypeVar("T")

DeliveryAnswer = Annotated[Delivery | NotFound, strawberry.union("DeliveryAnswer")]
ObjectionAnswer = Annotated[Objection | NotFound, strawberry.union("ObjectionAnswer")]
AcceptResultAnswer = Annotated[
    Delivery | StepNotPossible | NotFound | NotAllowed, strawberry.union("AcceptResultAnswer")
]
ObjectionStepAnswer = Annotated[
    Objection | StepNotPossible | InvalidInput | NotFound | NotAllowed,
    strawberry.union("ObjectionStepAnswer"),
]
DecideObjectionAnswer = Annotated[
    Objection | StepNotPossible | NotComplete | InvalidInput | NotFound | NotAllowed,
    strawberry.union("DecideObjectionAnswer"),
]


@strawberry.type
class ObjectionQuery:
    @strawberry.field(description="Where a version of a review that I may read stands.")
    async def delivery(
        self, info: GraphInfo, review_id: strawberry.ID, number: int | None = None
    ) -> DeliveryAnswer:
        return await _answered(_delivery(info, review_id, number))

    @strawberry.field(description="Where my delivered results stand, newest period first.")
    async def my_deliveries(
        self, info: GraphInfo, first: int = 8, after: str | None = None
    ) -> DeliveryPage:
        ctx = info.context
        if ctx.viewer.employee_id is None:
            return DeliveryPage(deliveries=[], next=None)
        try:
            start: tuple[date, int] = read_cursor(after)
        except ValueError:  # a cursor that no page has given
            return DeliveryPage(deliveries=[], next=None)
        rows, cursor = await objections.own_deliveries(
            ctx.viewer.employee_id,
            ctx.viewer,
            first=first,
            after=start,
            today=ctx.today,
            wanted=wanted(info),
        )
        return DeliveryPage(deliveries=cast("list[Delivery]", rows), next=cursor)

    @strawberry.field(description="One objection that concerns me.")
    async def objection(self, info: GraphInfo, id: strawberry.ID) -> ObjectionAnswer:
        return await _answered(_objection(info, id))

    @strawberry.field(description="Objections that I filed, newest first, at most 50 a page.")
    async def my_objections(
        self, info: GraphInfo, first: int = 8, after: str | None = None
    ) -> ObjectionPage:
        return await _page(info, "mine", first, after)

    @strawberry.field(description="Objections that I explain, decide, or was told to look after.")
    async def objections_to_handle(
        self, info: GraphInfo, first: int = 20, after: str | None = None
    ) -> ObjectionPage:
        return await _page(info, "handled", first, after)

    @strawberry.field(description="Objections before the Tim Penilai Kinerja (its members).")
    async def team_objections(
        self, info: GraphInfo, first: int = 20, after: str | None = None
    ) -> ObjectionPage:
        if Role.PERFORMANCE_TEAM not in info.context.viewer.roles:
            return ObjectionPage(objections=[], next=None)
        return await _page(info, "team", first, after)

    @strawberry.field(description="Every objection, newest first (AUDITOR, who changes nothing).")
    async def all_objections(
        self, info: GraphInfo, first: int = 20, after: str | None = None
    ) -> ObjectionPage:
        require(info.context.viewer, Operation.READ_OBJECTIONS)
        return await _page(info, "all", first, after)


@strawberry.type
class ObjectionMutation:
    @strawberry.mutation(description="Accept my result: this ends my right to object to it.")
    async def accept_result(
        self, info: GraphInfo, review_id: strawberry.ID, number: int
    ) -> AcceptResultAnswer:
        async def accepted() -> Any:
            await actions.accept_result(info.context, row_id(review_id), number)
            return await _delivery(info, review_id, number)

        return await _answered(accepted())

    @strawberry.mutation(description="Object to my result; the same requestId counts once.")
    async def file_objection(
        self, info: GraphInfo, input: FileObjectionInput
    ) -> ObjectionStepAnswer:
        async def filed() -> Any:
            found = await actions.file_objection(info.context, _typed_objection(input))
            return await _objection(info, strawberry.ID(str(found)))

        return await _answered(filed())

    @strawberry.mutation(description="Take my objection back; within the term I may file anew.")
    async def withdraw_objection(
        self, info: GraphInfo, id: strawberry.ID, reason: str = ""
    ) -> ObjectionStepAnswer:
        async def withdrawn() -> Any:
            await actions.withdraw_objection(info.context, row_id(id), reason)
            return await _objection(info, id)

        return await _answered(withdrawn())

    @strawberry.mutation(description="Explain my rating, or amend that until it is decided.")
    async def answer_objection(
        self, info: GraphInfo, input: AnswerObjectionInput
    ) -> ObjectionStepAnswer:
        async def answered() -> Any:
            await actions.answer_objection(
                info.context, row_id(input.id), input.answer, _reasons(input.items), input.version
            )
            return await _objection(info, input.id)

        return await _answered(answered())

    @strawberry.mutation(description="Decide an objection that lies with me. It is final.")
    async def decide_objection(
        self, info: GraphInfo, input: DecideObjectionInput
    ) -> DecideObjectionAnswer:
        async def decided() -> Any:
            await deciding.decide_objection(info.context, _typed_decision(input))
            return await _objection(info, input.id)

        return await _answered(decided())


async def _answered(work: Awaitable[T]) -> Any:
    """What the work gives, or the refusal it raised as a type of the graph."""
    try:
        return await work
    except errors.StepNotPossible as refused:
        return StepNotPossible(code=refused.code, message=refused.message, why=refused.why)
    except errors.NotComplete as refused:
        return NotComplete(code=refused.code, message=refused.message, missing=refused.missing)
    except errors.Refused as refused:
        return plain_refusal(refused)


async def _delivery(info: GraphInfo, review_id: strawberry.ID, number: int | None) -> Any:
    ctx = info.context
    chosen = await result_to_read(ctx.viewer, row_id(review_id), number, ctx.today)
    row = await objections.delivery(
        row_id(review_id), chosen, ctx.viewer, today=ctx.today, wanted=wanted(info)
    )
    if row is None:
        raise errors.NotFound
    return row


async def _objection(info: GraphInfo, objection_id: strawberry.ID) -> Any:
    ctx = info.context
    found = await objection_to_read(ctx.viewer, row_id(objection_id))
    return await objections.objection(found.id, ctx.viewer, today=ctx.today, wanted=wanted(info))


async def _page(info: GraphInfo, which: str, first: int, after: str | None) -> ObjectionPage:
    ctx = info.context
    try:
        start = objections.read_id(after)
    except ValueError:  # a cursor that no page has given
        return ObjectionPage(objections=[], next=None)
    rows, cursor = await objections.objections(
        ctx.viewer, which, first=first, after=start, today=ctx.today, wanted=wanted(info)
    )
    return ObjectionPage(objections=cast("list[Objection]", rows), next=cursor)


def _reasons(given: list[ItemReasonInput]) -> tuple[TypedReason, ...]:
    return tuple(TypedReason(item.key, item.reason) for item in given)


def _typed_objection(given: FileObjectionInput) -> TypedObjection:
    return TypedObjection(
        review_id=row_id(given.review_id),
        number=given.number,
        reason=given.reason,
        items=_reasons(given.items),
        evidence=tuple(TypedEvidence(link.url, link.label) for link in given.evidence),
        request_id=str(given.request_id),
    )


def _typed_decision(given: DecideObjectionInput) -> TypedDecision:
    return TypedDecision(
        objection_id=row_id(given.id),
        decision=given.decision,
        reason=given.reason,
        items=tuple(TypedItem(item.key, item.rating, item.note) for item in given.items),
        hasil=given.hasil,
        perilaku=given.perilaku,
        reason_hasil=given.reason_hasil,
        reason_perilaku=given.reason_perilaku,
    )
