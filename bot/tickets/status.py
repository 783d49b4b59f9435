"""The statuses of a ticket and the sets of them that rules speak of."""

from __future__ import annotations

from enum import StrEnum
from typing import Final


class Kind(StrEnum):
    """What a resident files; SP4N-LAPOR knows the same three."""

    PENGADUAN = "pengaduan"
    ASPIRASI = "aspirasi"
    INFORMASI = "informasi"


class Status(StrEnum):
    """Where a ticket stands."""

    NEW = "new"
    ASSIGNED = "assigned"
    IN_PROGRESS = "in_progress"
    WAITING_REPORTER = "waiting_reporter"
    RETURNED = "returned"
    RESOLVED = "resolved"
    CLOSED = "closed"
    ARCHIVED = "archived"
    OUTSIDE = "outside"
    WITHDRAWN = "withdrawn"


class Bucket(StrEnum):
    """The columns in which SP4N-LAPOR counts tickets."""

    BELUM = "belum"
    PROSES = "proses"
    TERTUNDA = "tertunda"
    SELESAI = "selesai"
    DIARSIPKAN = "diarsipkan"
    OUTSIDE = "outside"


BUCKETS: Final[dict[Status, Bucket]] = {
    Status.NEW: Bucket.BELUM,
    Status.ASSIGNED: Bucket.BELUM,
    Status.RETURNED: Bucket.BELUM,
    Status.IN_PROGRESS: Bucket.PROSES,
    Status.RESOLVED: Bucket.PROSES,
    Status.WAITING_REPORTER: Bucket.TERTUNDA,
    Status.CLOSED: Bucket.SELESAI,
    Status.ARCHIVED: Bucket.DIARSIPKAN,
    Status.WITHDRAWN: Bucket.DIARSIPKAN,
    Status.OUTSIDE: Bucket.OUTSIDE,
}

DESK: Final = frozenset({Status.ASSIGNED, Status.IN_PROGRESS})
"""The OPD has work to do: it is reminded."""

HELD: Final = DESK | {Status.WAITING_REPORTER}
"""An OPD holds it, whether it works on it or waits for its resident."""

OPEN: Final = HELD | {Status.NEW, Status.RETURNED}
"""Not yet answered in the OPD's eyes."""

ENDED: Final = frozenset({Status.CLOSED, Status.ARCHIVED, Status.OUTSIDE, Status.WITHDRAWN})
"""Nobody has anything to do, unless it is opened again."""

WITH_ADMINS: Final = frozenset({Status.NEW, Status.RETURNED})
"""An admin has to say where it goes: the admins are reminded."""

REMINDED: Final = DESK | WITH_ADMINS
"""Someone who is paid for it has work to do."""


class Reason(StrEnum):
    """Why a ticket is archived; the reasons in use at SP4N-LAPOR and in the provinces."""

    UNCLEAR = "unclear"
    INCOMPLETE = "incomplete"
    DUPLICATE = "duplicate"
    SPAM = "spam"
    HATEFUL = "hateful"
    PRIVATE = "private"
    IN_COURT = "in_court"
