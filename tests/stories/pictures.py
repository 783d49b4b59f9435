"""Photos that differ as photos do, and the same photo made smaller or sent anew."""

from __future__ import annotations

import io
import random

from PIL import Image, ImageDraw


def photo(seed: int) -> bytes:
    """A picture of some shapes; another for every seed."""
    chance = random.Random(seed)
    picture = Image.new("RGB", (640, 480), "grey")
    draw = ImageDraw.Draw(picture)
    for _ in range(40):
        x, y, size = chance.randrange(640), chance.randrange(480), chance.randrange(40, 200)
        draw.ellipse((x, y, x + size, y + size), fill=tuple(chance.choices(range(256), k=3)))
    return _saved(picture, 90)


def smaller(data: bytes, quality: int = 60) -> bytes:
    """The same picture at three quarters of its size, compressed more: other bytes, the same look."""
    with Image.open(io.BytesIO(data)) as picture:
        return _saved(picture.resize((480, 360)), quality)


def _saved(picture: Image.Image, quality: int) -> bytes:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=quality)
    return out.getvalue()
