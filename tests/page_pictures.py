"""Pages as pictures, compared without a library for it."""

import pypdfium2

DARK = bytes(1 if shade < 128 else 0 for shade in range(256))

GREY = bytes(1 if shade < 240 else 0 for shade in range(256))


class Picture:
    """A page in grey at a resolution; *ink* is a byte for each pixel, 1 where it is dark."""

    def __init__(self, page: pypdfium2.PdfPage, dpi: float) -> None:
        bitmap = page.render(scale=dpi / 72, grayscale=True)
        self.width, self.height = bitmap.width, bitmap.height
        data = bytes(bitmap.buffer)
        rows = (data[y * bitmap.stride : y * bitmap.stride + self.width] for y in range(self.height))
        shades = b"".join(rows)
        self.ink, self.grey = shades.translate(DARK), shades.translate(GREY)
        bitmap.close()

    def row(self, y: int) -> bytes:
        return self.ink[y * self.width : (y + 1) * self.width]

    def box(self) -> tuple[int, int, int, int]:
        """Return the first and last row and column with ink; zeros for a blank page."""
        rows = [y for y in range(self.height) if 1 in self.row(y)]
        columns = [x for x in range(self.width) if 1 in self.ink[x :: self.width]]
        return (rows[0], rows[-1], columns[0], columns[-1]) if rows else (0, 0, 0, 0)

    def strays(self, other: "Picture") -> float:
        """Return which part of this page's dark pixels has no ink of the other's within a pixel."""
        width, height = min(self.width, other.width), min(self.height, other.height)
        ours, near = (
            _bits(b"".join(pixels[y * wide : y * wide + width] for y in range(height)))
            for pixels, wide in ((self.ink, self.width), (other.grey, other.width))
        )
        for far in (1, width):
            near |= near << far | near >> far
        return (ours & ~near).bit_count() / self.ink.count(1)

    @property
    def blank(self) -> bool:
        return 1 not in self.ink


def pictures(pdf: bytes, dpi: float) -> list[Picture]:
    with pypdfium2.PdfDocument(pdf) as opened:
        made = []
        for page in opened:
            made.append(Picture(page, dpi))
            page.close()
    return made


def likest(one: Picture, others: list[Picture], scale: float = 1.0) -> int | None:
    """Return the number of the page whose rows have ink like this one's, which lies in the middle of its paper.

    None for a blank page.
    """
    if one.blank:
        return None

    def unlike(other: Picture) -> float:
        middles = one.height / 2, other.height / 2
        rows = [round((y - middles[1]) * scale + middles[0]) for y in range(other.height)]
        inked = [one.row(y).count(1) / scale if 0 <= y < one.height else 0 for y in rows]
        return sum(abs(ink - other.row(y).count(1)) for y, ink in enumerate(inked))

    return min(range(len(others)), key=lambda number: unlike(others[number]))


def _bits(pixels: bytes) -> int:
    return int(pixels.translate(b"01" + bytes(254)), 2)
