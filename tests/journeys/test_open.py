"""Somebody opens Adil for the first time."""

from playwright.sync_api import ConsoleMessage, Page, expect

from tests.server import LiveServer


def test_the_app_opens_on_a_phone_without_a_word_of_complaint(
    live_server: LiveServer, phone: Page
) -> None:
    complaints: list[str] = []

    def listen(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            complaints.append(message.text)

    phone.on("console", listen)
    phone.on("pageerror", lambda error: complaints.append(str(error)))
    phone.goto(f"{live_server.url}/masuk")
    expect(phone.locator("html")).to_have_attribute("lang", "id")
    expect(phone.get_by_label("NIP")).to_be_visible()
    assert phone.evaluate("document.documentElement.scrollWidth") == 360
    assert complaints == []


def test_the_regency_is_there_on_two_processes(
    two_servers: list[LiveServer], phone: Page, laptop: Page
) -> None:
    for page, server in zip((phone, laptop), two_servers, strict=True):
        answer = page.goto(f"{server.url}/auth/session")
        assert answer is not None
        assert answer.json() == {"signedIn": False, "mustChangePassword": False}
