"""Reads colours as web pages write them, as far as it matters for whether text can be seen."""

import re

Rgba = tuple[float, float, float, float]
"""Red, green, blue from 0 to 255, and how opaque, from 0 to 1."""

_HEX = re.compile(r"#([0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})")
_FUNCTION = re.compile(r"(rgb|hsl)a?\(([^()]*)\)")
_LIGHT = re.compile(r"(oklch|oklab|lch|lab|hwb|color)\((?:[a-z][\w-]*\s+)?([^()]*)\)")
"""Today's ways of giving a colour; the first number of most tells how light it is."""
_NUMBER = re.compile(r"-?[0-9]*\.?[0-9]+%?")
_NAMES: dict[str, Rgba] = {
    "transparent": (0, 0, 0, 0), "white": (255, 255, 255, 1), "snow": (255, 250, 250, 1), "ivory": (255, 255, 240, 1),
    "ghostwhite": (248, 248, 255, 1), "whitesmoke": (245, 245, 245, 1), "black": (0, 0, 0, 1), "red": (255, 0, 0, 1),
    "yellow": (255, 255, 0, 1), "blue": (0, 0, 255, 1), "green": (0, 128, 0, 1), "gray": (128, 128, 128, 1),
    "grey": (128, 128, 128, 1), "silver": (192, 192, 192, 1), "navy": (0, 0, 128, 1),
}  # fmt: skip
_PALE = 240
_ALIKE = 16
_CLEAR = 0.05


def rgba(text: str) -> Rgba | None:
    """Read a colour; ``None`` for one that is not known or not given outright."""
    if text in _NAMES:
        return _NAMES[text]
    if match := _HEX.fullmatch(text):
        digits = match[1] if len(match[1]) > 4 else "".join(digit * 2 for digit in match[1])
        parts = [int(digits[at : at + 2], 16) for at in range(0, len(digits), 2)]
        return parts[0], parts[1], parts[2], parts[3] / 255 if len(parts) > 3 else 1
    if match := _LIGHT.fullmatch(text):
        return _by_lightness(match[1], _NUMBER.findall(match[2]))
    match = _FUNCTION.fullmatch(text)
    numbers = _NUMBER.findall(match[2]) if match else []
    if match is None or len(numbers) < 3:
        return None
    opacity = _part(numbers[3], 1) if len(numbers) > 3 else 1
    if match[1] == "hsl":
        # Only how light it is matters: pale and dark ones have no hue to speak of.
        light = _part(numbers[2], 1) * 255
        return light, light, light, opacity
    return _part(numbers[0], 255), _part(numbers[1], 255), _part(numbers[2], 255), opacity


def _by_lightness(space: str, numbers: list[str]) -> Rgba | None:
    if len(numbers) < 3:
        return None
    opacity = _part(numbers[3], 1) if len(numbers) > 3 else 1
    if space == "color":
        red, green, blue = (_part(number, 1) * 255 for number in numbers[:3])
        return red, green, blue, opacity
    if space == "hwb":
        light = _part(numbers[1], 1) * 255
    else:
        light = _part(numbers[0], 1 if space.startswith("ok") else 100) * (
            255 if space.startswith("ok") else 2.55
        )
    return light, light, light, opacity


def _part(text: str, whole: float) -> float:
    return float(text[:-1]) / 100 * whole if text.endswith("%") else float(text)


def is_white(colour: Rgba | None) -> bool:
    """Whether it can't be told from white."""
    return colour is not None and colour[3] > _CLEAR and min(colour[:3]) >= _PALE


def is_clear(colour: Rgba | None) -> bool:
    """Whether nothing of it is seen."""
    return colour is not None and colour[3] <= _CLEAR


def alike(one: Rgba | None, other: Rgba | None) -> bool:
    """Whether two colours can't be told from each other."""
    return (
        one is not None
        and other is not None
        and all(abs(a - b) < _ALIKE for a, b in zip(one, other, strict=True))
    )
