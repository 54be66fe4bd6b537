"""The documents that phones send, as the measurements use them."""

MINE = """query Home {
  latest: myResults(first: 1) { results { ...Card summary reasonHasil reasonPerilaku
    correctionReason deliveredAt readAt
    items { key part kind title expectation rating note evidence { url label } }
    steps { code values { name value } } } }
  history: myResults(first: 8) { results { ...Card } }
}
fragment Card on Result {
  reviewId number state submittedAt hasil perilaku predikat capacity
  period { id kind year number starts ends opens closes phase daysLeft }
  rater { id name position unit }
}"""

TEAM = """query Team {
  team {
    period { id kind year number starts ends opens closes phase daysLeft }
    members {
      person { id name position unit }
      capacity reviewId state rated total draftVersion savedAt submittedAt readAt correcting
      recent { reviewId number predikat hasil perilaku period { kind year number } }
    }
  }
}"""

LIVE = """subscription Live($after: String) {
  live(after: $after) {
    __typename
    ... on Ready { position }
    ... on Resync { position }
    ... on ResultChanged { position result {
      reviewId number state submittedAt deliveredAt readAt hasil perilaku predikat capacity summary
      reasonHasil reasonPerilaku correctionReason
      period { id kind year number starts ends opens closes phase daysLeft }
      rater { id name position unit }
      items { key part kind title expectation rating note evidence { url label } }
      steps { code values { name value } } } }
    ... on TeamChanged { position employeeId periodId reviewId }
    ... on PeriodsChanged { position }
    ... on SessionsChanged { position }
    ... on StaffChanged { position }
    ... on ImportProgress { position importId }
    ... on SignedOut { position }
  }
}"""
