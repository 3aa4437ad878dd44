"""How colours are seen: contrast (WCAG 2.2), difference (CIEDE2000), and by eyes that lack a kind of cone.

The matrices are those of Machado, Oliveira and Fernandes, "A Physiologically-based Model for Simulation of Color Vision
Deficiency" (2009), for a cone that is missing altogether; they apply to linear RGB.
"""

import math
from collections.abc import Iterable

Rgb = tuple[float, float, float]
"""Red, green, blue of sRGB, each from 0 to 1."""
Lab = tuple[float, float, float]

_EVERY = ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0))
VISIONS = {
    "normal": _EVERY,
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
_TO_XYZ = ((0.4124564, 0.3575761, 0.1804375), (0.2126729, 0.7151522, 0.0721750), (0.0193339, 0.1191920, 0.9503041))
_WHITE = (0.95047, 1.0, 1.08883)


def rgb(colour: str) -> Rgb:
    """A colour from the way tokens are written, "#rrggbb"."""
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def over(colour: Rgb, alpha: int, ground: Rgb) -> Rgb:
    """What is seen of a colour laid over a ground at an alpha of 0 to 255."""
    share = alpha / 255
    return _three(share * c + (1 - share) * g for c, g in zip(colour, ground, strict=True))


def luminance(colour: Rgb) -> float:
    red, green, blue = _linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Rgb, other: Rgb) -> float:
    """From 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def seen(colour: Rgb, vision: str) -> Lab:
    """A colour as one of the VISIONS has it, in CIELAB (D65)."""
    light = _three(min(1.0, max(0.0, part)) for part in _times(VISIONS[vision], _linear(colour)))
    x, y, z = (_root(part / white) for part, white in zip(_times(_TO_XYZ, light), _WHITE, strict=True))
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def difference(one: Lab, other: Lab) -> float:
    """CIEDE2000: 1 is about what can just be seen, side by side and large. After Sharma, Wu and Dalal (2005)."""
    (l1, a1, b1), (l2, a2, b2) = one, other
    mean = (math.hypot(a1, b1) + math.hypot(a2, b2)) / 2
    g = 0.5 * (1 - math.sqrt(mean**7 / (mean**7 + 25.0**7)))
    c1, c2 = math.hypot((1 + g) * a1, b1), math.hypot((1 + g) * a2, b2)
    h1, h2 = (math.degrees(math.atan2(b, (1 + g) * a)) % 360 for a, b in ((a1, b1), (a2, b2)))
    turn = 0.0 if not c1 * c2 else (h2 - h1 + 180) % 360 - 180
    hue = 2 * math.sqrt(c1 * c2) * math.sin(math.radians(turn / 2))
    light, chroma = (l1 + l2) / 2, (c1 + c2) / 2
    angle = h1 + h2 if not c1 * c2 else (h1 + turn / 2) % 360
    t = 1 - 0.17 * _cos(angle - 30) + 0.24 * _cos(2 * angle) + 0.32 * _cos(3 * angle + 6) - 0.2 * _cos(4 * angle - 63)
    by_light = 1 + 0.015 * (light - 50) ** 2 / math.sqrt(20 + (light - 50) ** 2)
    by_chroma, by_hue = 1 + 0.045 * chroma, 1 + 0.015 * chroma * t
    twist = -2 * math.sqrt(chroma**7 / (chroma**7 + 25.0**7))
    twist *= math.sin(math.radians(60 * math.exp(-(((angle - 275) / 25) ** 2))))
    parts = (l2 - l1) / by_light, (c2 - c1) / by_chroma, hue / by_hue
    return math.sqrt(sum(part**2 for part in parts) + twist * parts[1] * parts[2])


def _linear(colour: Rgb) -> Rgb:
    return _three(part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour)


def _times(matrix: tuple[Rgb, Rgb, Rgb], colour: Rgb) -> Rgb:
    return _three(sum(m * c for m, c in zip(row, colour, strict=True)) for row in matrix)


def _root(part: float) -> float:
    return part ** (1 / 3) if part > 216 / 24389 else (24389 / 27 * part + 16) / 116


def _cos(degrees: float) -> float:
    return math.cos(math.radians(degrees))


def _three(parts: Iterable[float]) -> Rgb:
    one, two, three = parts
    return one, two, three
