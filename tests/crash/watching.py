"""What a process takes of its machine: memory, open files, and the write-ahead log on the disk."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

MIB = 1024 * 1024


@dataclass
class Watch:
    """Looked at now and then; ``lives`` holds the memory of each process, in MiB, look by look."""

    database: Path
    lives: dict[int, list[float]] = field(default_factory=dict)
    most_files: int = 0
    longest_log: float = 0.0

    def looks(self, pid: int) -> None:
        """One look at a process, unless it is gone."""
        try:
            status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
            files = len(list(Path(f"/proc/{pid}/fd").iterdir()))
        except OSError:
            return
        taken = next(line for line in status.splitlines() if line.startswith("VmRSS:"))
        self.lives.setdefault(pid, []).append(int(taken.split()[1]) / 1024)
        self.most_files = max(self.most_files, files)
        log = self.database.with_name(self.database.name + "-wal")
        if log.exists():
            self.longest_log = max(self.longest_log, log.stat().st_size / MIB)

    @property
    def memory(self) -> str:
        """Of the longest life: in its second quarter, when all is loaded, and in its last."""
        longest = max(self.lives.values(), key=len)
        quarter = max(len(longest) // 4, 1)
        second, last = longest[quarter : 2 * quarter] or longest, longest[-quarter:]
        return f"{sum(second) / len(second):.0f} MiB, later {sum(last) / len(last):.0f} MiB"
