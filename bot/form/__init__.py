"""The form a resident fills: what it holds, which question comes next, and how answers are read."""

from __future__ import annotations

from bot.form.record import Form, Part, Twin
from bot.form.steps import STEPS, Step, StepKey, current, step_before

__all__ = ["STEPS", "Form", "Part", "Step", "StepKey", "Twin", "current", "step_before"]
