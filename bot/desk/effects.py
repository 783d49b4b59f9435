"""What a verb changes on a ticket besides its status, its clocks and its history."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from bot.desk import holders
from bot.desk.acts import Act
from bot.regency import Regency
from bot.tickets.status import Reason
from bot.tickets.verbs import TAKES, Verb
from storage.models import Ticket
from storage.transaction import Transaction

Effect = Callable[[Regency, Transaction, Ticket, Act], None]


def apply(regency: Regency, tx: Transaction, ticket: Ticket, act: Act) -> None:
    """Change what the verb changes; ``ticket`` has its former status still."""
    if act.verb in TAKES and ticket.taken_by is None and act.actor is not None:
        holders.hold(tx, ticket, act.actor, act.name)
    effect = EFFECTS.get(act.verb)
    if effect is not None:
        effect(regency, tx, ticket, act)


def _assigned(_regency: Regency, _tx: Transaction, ticket: Ticket, act: Act) -> None:
    holders.let_go(ticket)
    ticket.opd = act.named("opd")
    ticket.archive_reason, ticket.outside_body, ticket.merged_into = None, None, None


def _released(_regency: Regency, _tx: Transaction, ticket: Ticket, _act: Act) -> None:
    holders.let_go(ticket)


def _handed_over(_regency: Regency, tx: Transaction, ticket: Ticket, act: Act) -> None:
    if act.colleague is not None:
        holders.hold(tx, ticket, *act.colleague)


def _returned(_regency: Regency, _tx: Transaction, ticket: Ticket, _act: Act) -> None:
    holders.let_go(ticket)
    ticket.hops += 1


def _disputed(_regency: Regency, _tx: Transaction, ticket: Ticket, _act: Act) -> None:
    ticket.disputes += 1


def _rated(_regency: Regency, tx: Transaction, ticket: Ticket, act: Act) -> None:
    ticket.rating, ticket.rated_at = act.named("stars"), tx.now


def _archived(_regency: Regency, _tx: Transaction, ticket: Ticket, act: Act) -> None:
    ticket.archive_reason = Reason(act.named("reason"))


def _expired(_regency: Regency, _tx: Transaction, ticket: Ticket, _act: Act) -> None:
    ticket.archive_reason = Reason.INCOMPLETE


def _merged(_regency: Regency, _tx: Transaction, ticket: Ticket, act: Act) -> None:
    ticket.archive_reason, ticket.merged_into = Reason.DUPLICATE, act.named("into")


def _reopened(_regency: Regency, _tx: Transaction, ticket: Ticket, _act: Act) -> None:
    ticket.archive_reason = None


def _outside(_regency: Regency, _tx: Transaction, ticket: Ticket, act: Act) -> None:
    ticket.outside_body = act.named("body")


def _numbered(_regency: Regency, _tx: Transaction, ticket: Ticket, act: Act) -> None:
    ticket.sp4n_id = act.named("sp4n")


def _upheld(_regency: Regency, _tx: Transaction, ticket: Ticket, _act: Act) -> None:
    ticket.upheld = True
    ticket.version += 1


def _stays(_regency: Regency, _tx: Transaction, ticket: Ticket, _act: Act) -> None:
    """Its resident gave no leave, and is not asked again."""
    ticket.upheld = True


def _passed_on(regency: Regency, _tx: Transaction, ticket: Ticket, _act: Act) -> None:
    """No longer a matter of oversight: the category's OPD gets it, and the time that its kind has.

    Where the category is the overseer's own, the desk gets it and may read it, to say whose it is.
    """
    holders.let_go(ticket)
    policy = regency.policy
    onward, category = (
        policy.onward(ticket.category, ticket.kecamatan),
        policy.categories.get(ticket.category),
    )
    ticket.oversight = False
    ticket.sensitive = bool(onward and category and category.sensitive)
    ticket.opd = onward or policy.desk.code


EFFECTS: Final[Mapping[Verb, Effect]] = {
    Verb.ASSIGN: _assigned,
    Verb.RELEASE: _released,
    Verb.HANDOVER: _handed_over,
    Verb.RETURN: _returned,
    Verb.DISPUTE: _disputed,
    Verb.RATE: _rated,
    Verb.ARCHIVE: _archived,
    Verb.EXPIRE: _expired,
    Verb.MERGE: _merged,
    Verb.REOPEN: _reopened,
    Verb.OUTSIDE: _outside,
    Verb.SP4N: _numbered,
    Verb.UPHOLD: _upheld,
    Verb.AGREE: _passed_on,
    Verb.INSIST: _stays,
    Verb.KEEP: _stays,
}
