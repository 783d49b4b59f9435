"""An OPD that has to show what it did: without a photo it resolves nothing, whichever way it tries."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bot.buttons import CardPress, ProposalPress, TemplatePress
from bot.desk import proofs
from bot.errors import Refused
from bot.files import File, FileKind
from bot.notices import Purpose
from bot.policy import Proof
from bot.regency import Regency
from bot.tickets.verbs import Verb
from storage import history
from storage.models import Event, Look, Proposal
from tests.desk.scene import ANI, BUDI, PUPR, Scene, notices

PHOTO = File(FileKind.PHOTO, "bukti", "u", look=0b1010 << 40 | 0xFFFF)
ALIKE = File(FileKind.PHOTO, "lain", "v", look=0b1000 << 40 | 0xFFFF)
BLIND = File(FileKind.PHOTO, "gelap", "w")


@pytest.fixture
async def strict(tmp_path: Path, kutim: Regency) -> Scene:
    """A pack in which PUPR has to show a photo."""
    pupr = kutim.policy.opd("PUPR").model_copy(update={"proof": Proof.REQUIRED})
    policy = replace(kutim.policy, opds={**kutim.policy.opds, "PUPR": pupr})
    return Scene(replace(kutim, policy=policy), tmp_path / "strict.db")


async def test_a_command_without_a_photo_is_refused_and_with_one_taken(strict: Scene) -> None:
    ticket_id, _ = await strict.file()
    async with strict.desk() as desk:
        with pytest.raises(Refused, match="needs_proof"):
            await desk.command(BUDI, Verb.RESOLVE, "1 sudah ditambal")
        await desk.command(BUDI, Verb.RESOLVE, "1 sudah ditambal", PHOTO)
    assert (await strict.ticket(ticket_id)).status == "resolved"


async def test_the_button_asks_for_the_photo_and_a_reply_brings_it(strict: Scene) -> None:
    ticket_id, _ = await strict.file()
    async with strict.desk() as desk:
        [asked] = notices(await desk.proposing.pressed(BUDI, CardPress(ticket_id, 1, "resolve"), "q"))
        assert "dan foto buktinya" in asked.text
        await desk.proposing.chosen(BUDI, TemplatePress(ticket_id, "done"), "q")
    [proposal] = await strict.rows(Proposal)
    async with strict.desk() as desk:
        with pytest.raises(Refused, match="needs_proof"):
            await desk.proposing.send(BUDI, ProposalPress(proposal.id, "send"), "q")
    await strict.posted(PUPR, 50, ticket_id, Purpose.PROPOSAL_RESOLVE)
    async with strict.desk() as desk:
        post = await desk.proposing.about(PUPR, 50)
        assert post is not None
        await desk.proposing.written(BUDI, post, "", PHOTO)
    [proposal] = await strict.rows(Proposal)
    async with strict.desk() as desk:
        said = await desk.proposing.send(BUDI, ProposalPress(proposal.id, "send"), "q")
    assert [notice.media[0].file_id for notice in notices(said, ANI.id) if notice.media] == ["bukti"]


@pytest.mark.parametrize("again", [PHOTO, ALIKE])
async def test_a_proof_used_before_is_refused_and_changes_nothing(scene: Scene, again: File) -> None:
    await scene.file()
    second, _ = await scene.file()
    async with scene.desk() as desk:
        await desk.command(BUDI, Verb.RESOLVE, "1 sudah ditambal", PHOTO)
        with pytest.raises(Refused, match="used_proof"):
            await desk.command(BUDI, Verb.RESOLVE, "2 sudah ditambal", again)
    assert (await scene.verbs(second), len(await scene.rows(Look))) == (["file", "assign"], 1)


async def test_what_could_not_be_looked_at_is_taken_and_marked(scene: Scene) -> None:
    ticket_id, _ = await scene.file()
    async with scene.desk() as desk:
        await desk.command(BUDI, Verb.RESOLVE, "1 sudah ditambal", BLIND)
    resolved = (await scene.rows(Event))[-1]
    async with scene.database.read() as session:
        files = await history.files_of(session, scene.database.seal, resolved)
    assert (resolved.verb, (await scene.ticket(ticket_id)).status) == ("resolve", "resolved")
    assert (proofs.are_checked(files), proofs.are_checked([PHOTO])) == (False, True)


async def test_a_photo_with_an_answer_is_no_proof_and_needs_no_look(scene: Scene) -> None:
    await scene.file()
    async with scene.desk() as desk:
        await desk.command(BUDI, Verb.REPLY, "1 kami periksa", PHOTO)
        await desk.command(BUDI, Verb.ASK, "1 di sini?", PHOTO)
    assert await scene.rows(Look) == []
