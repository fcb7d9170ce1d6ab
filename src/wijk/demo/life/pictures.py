"""What does somebody photograph? A small picture drawn by a program: a sky, a street, something that lies on it."""

import io
from random import Random

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

WIDTH, HEIGHT = 640, 480


def photograph(chance: Random) -> SimpleUploadedFile:
    """Another picture each time, as a telephone would send it."""
    sky, road = chance.randint(170, 225), chance.randint(90, 130)
    picture = Image.new("RGB", (WIDTH, HEIGHT), (sky - 30, sky, min(255, sky + 25)))
    draw = ImageDraw.Draw(picture)
    horizon = chance.randint(180, 240)
    _houses(draw, chance, horizon)
    draw.rectangle((0, horizon, WIDTH, HEIGHT), fill=(road, road, road + 4))
    draw.polygon([(0, HEIGHT), (WIDTH, HEIGHT), (WIDTH, HEIGHT - 90), (0, HEIGHT - 60)], fill=(170, 164, 152))
    _thing(draw, chance)
    content = io.BytesIO()
    picture.save(content, "JPEG", quality=80)
    return SimpleUploadedFile("street.jpg", content.getvalue(), content_type="image/jpeg")


def _houses(draw: ImageDraw.ImageDraw, chance: Random, horizon: int) -> None:
    x = 0
    while x < WIDTH:
        width, top = chance.randint(70, 130), horizon - chance.randint(80, 170)
        tone = chance.choice(((176, 108, 84), (196, 178, 150), (214, 208, 196), (140, 96, 80)))
        draw.rectangle((x, top, x + width - 3, horizon), fill=tone)
        for row in range(top + 14, horizon - 20, 38):
            for column in range(x + 12, x + width - 20, 32):
                draw.rectangle((column, row, column + 14, row + 22), fill=(60, 72, 88))
        x += width


def _thing(draw: ImageDraw.ImageDraw, chance: Random) -> None:
    """A hole, a tree, or things left on the pavement."""
    x, y = chance.randint(160, 480), chance.randint(300, 420)
    kind = chance.randrange(3)
    if kind == 0:
        draw.ellipse((x - 70, y - 22, x + 70, y + 22), fill=(48, 46, 44))
    elif kind == 1:
        draw.rectangle((x - 9, y - 150, x + 9, y), fill=(96, 70, 48))
        draw.ellipse((x - 70, y - 250, x + 70, y - 110), fill=(74, 118, 64))
    else:
        for n in range(4):
            left = x - 80 + n * 42
            draw.ellipse((left, y - chance.randint(36, 60), left + 48, y + 8), fill=(36 + 14 * n, 40 + 10 * n, 46))
