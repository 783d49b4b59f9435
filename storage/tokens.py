"""Tokens that bind a group to an OPD: kept as a keyed hash alone, good once and for a while."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete
from sqlmodel import col, select

from storage.models import BindingToken
from storage.sealing import Seal
from storage.transaction import Transaction


async def issue(tx: Transaction, token: str, opd: str, made_by: int, expires: datetime) -> None:
    """Keep a new token of an OPD; the unused ones it had are good no more."""
    unused = delete(BindingToken).where(col(BindingToken.opd) == opd, col(BindingToken.used_at).is_(None))
    await tx.session.execute(unused)
    row = BindingToken(digest=_digest(tx.seal, token), opd=opd, made_by=made_by, expires_at=expires)
    tx.session.add(row)
    await tx.session.flush()


async def find(tx: Transaction, token: str) -> BindingToken | None:
    """The token that is written so, while it is good; set ``used_at`` when it was used."""
    query = select(BindingToken).where(BindingToken.digest == _digest(tx.seal, token))
    found = (await tx.session.execute(query)).scalars().first()
    if found is None or found.used_at is not None or found.expires_at <= tx.now:
        return None
    return found


def _digest(seal: Seal, token: str) -> bytes:
    return seal.fingerprint("token", token)
