"""Updates come as they are, and membership is asked for sparingly."""

from __future__ import annotations

import pytest

from bot.errors import Conflict, Flooded, Unknown, Unreachable
from bot.telegram import Api, Me, TelegramMembers, TelegramSource
from tests.telegram.conftest import FakeApi, Told, ok, refuses

ANI, PUPR = 7001, -100


async def test_updates_are_handed_over_untouched(telegram: FakeApi, api: Api) -> None:
    strange = [{"update_id": 1, "message": {"nothing": "known"}}, {"update_id": 2, "new_kind": {}}]
    telegram.answers.append(ok(strange))
    assert await TelegramSource(api).fetch(None) == strange
    assert telegram.asked == [
        (
            "getUpdates",
            {
                "timeout": 50,
                "limit": 100,
                "allowed_updates": [
                    "message",
                    "edited_message",
                    "callback_query",
                    "my_chat_member",
                    "chat_member",
                ],
            },
        )
    ]


async def test_the_offset_confirms(telegram: FakeApi, api: Api) -> None:
    telegram.answers.append(ok([]))
    assert await TelegramSource(api).fetch(9) == []
    assert telegram.asked[0][1]["offset"] == 9


@pytest.mark.parametrize(
    ("answer", "meaning"),
    [
        (refuses(409, "Conflict: can't use getUpdates method while webhook is active"), Conflict),
        (refuses(429, "Too Many Requests: retry after 3", retry_after=3), Flooded),
        (ok({}), Unknown),
    ],
)
async def test_a_failed_fetch_says_why(
    telegram: FakeApi, api: Api, answer: Told, meaning: type[Exception]
) -> None:
    telegram.answers.append(answer)
    with pytest.raises(meaning):
        await TelegramSource(api).fetch(None)


async def test_the_bot_knows_itself(telegram: FakeApi, api: Api) -> None:
    telegram.answers.append(ok({"id": 1, "username": "aduan_bot", "can_read_all_group_messages": True}))
    assert await api.me() == Me(1, "aduan_bot", reads_all=True)


def member(status: str, **more: object) -> Told:
    return ok({"status": status, "user": {"id": ANI, "is_bot": False}} | more)


@pytest.mark.parametrize(
    ("answer", "inside"),
    [
        (member("creator"), True),
        (member("administrator"), True),
        (member("member"), True),
        (member("restricted", is_member=True), True),
        (member("restricted", is_member=False), False),
        (member("left"), False),
        (member("kicked"), False),
        (member("administrator", user={"id": 9, "is_bot": True}), False),
        (refuses(400, "Bad Request: PARTICIPANT_ID_INVALID"), False),
        (refuses(400, "Bad Request: user not found"), False),
    ],
)
async def test_a_member_is_who_telegram_says_is_inside(
    telegram: FakeApi, api: Api, answer: Told, inside: bool
) -> None:
    telegram.answers.append(answer)
    assert await TelegramMembers(api, lambda: 1.0).holds(PUPR, ANI) is inside


async def test_a_group_that_is_gone_has_no_answer(telegram: FakeApi, api: Api) -> None:
    telegram.answers.append(refuses(400, "Bad Request: chat not found"))
    with pytest.raises(Unreachable):
        await TelegramMembers(api, lambda: 1.0).holds(PUPR, ANI)


async def test_an_anonymous_admin_is_nobody(telegram: FakeApi, api: Api) -> None:
    assert not await TelegramMembers(api, lambda: 1.0).holds(PUPR, 1087968824)
    assert telegram.asked == []


async def test_membership_is_remembered_ten_minutes_or_until_it_changes(telegram: FakeApi, api: Api) -> None:
    now = [1.0]
    members = TelegramMembers(api, lambda: now[0])
    telegram.answers.extend([member("member"), member("member"), member("left")])
    assert await members.holds(PUPR, ANI)
    now[0] = 600.9
    assert await members.holds(PUPR, ANI)
    assert len(telegram.asked) == 1
    now[0] = 601.0
    assert await members.holds(PUPR, ANI)
    members.forget(PUPR, ANI)
    assert not await members.holds(PUPR, ANI)
    assert len(telegram.asked) == 3


async def test_memory_of_members_is_bounded(
    telegram: FakeApi, api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.telegram.members.MOST", 2)
    members = TelegramMembers(api, lambda: 1.0)
    telegram.answers.extend(member("member") for _ in range(3))
    for person in range(3):
        await members.holds(PUPR, person)
    assert len(members._known) == 2


async def test_a_webhook_left_from_before_is_ended_once(telegram: FakeApi, api: Api) -> None:
    active = "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook"
    telegram.answers.extend([refuses(409, active), ok(True), refuses(409, active), ok([])])
    source = TelegramSource(api)
    for _ in range(2):
        with pytest.raises(Conflict):
            await source.fetch(None)
    assert await source.fetch(None) == []
    assert [method for method, _ in telegram.asked] == [
        "getUpdates",
        "deleteWebhook",
        "getUpdates",
        "getUpdates",
    ]
