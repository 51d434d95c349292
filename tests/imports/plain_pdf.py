"""PDF files written out by hand, for what no library writes."""


def file(*objects: str) -> bytes:
    """Return a PDF of these objects; the first one is its catalogue."""
    data, places = b"%PDF-1.7\n", []
    for number, text in enumerate(objects, start=1):
        places.append(len(data))
        data += f"{number} 0 obj\n{text}\nendobj\n".encode()
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    end = f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<</Size {size}/Root 1 0 R>>\nstartxref\n{len(data)}\n%%EOF"
    return data + end.encode()


def stream(text: str) -> str:
    return f"<</Length {len(text)}>>\nstream\n{text}\nendstream"


def drawn_by_the_page(text: str, shapes: dict[str, str], told: dict[str, str]) -> bytes:
    """Return a page with a *text* in a font that draws each character by a piece of the page's own language (Type 3).

    *told* is what the font says that its characters are.
    """
    signs = sorted(shapes)
    first, last = ord(signs[0]), ord(signs[-1])
    names = "".join(f"/g{sign} {7 + place} 0 R" for place, sign in enumerate(signs))
    codes = " ".join(f"{ord(sign)} /g{sign}" for sign in signs)
    pairs = " ".join(f"<{ord(sign):02x}> <{ord(told[sign]):04x}>" for sign in signs)
    return file(
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 20]/Contents 5 0 R"
        "/Resources<</Font<</F 4 0 R/W<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>",
        "<</Type/Font/Subtype/Type3/FontBBox[0 0 500 700]/FontMatrix[.001 0 0 .001 0 0]/Resources<<>>"
        f"/CharProcs<<{names}>>/Encoding<</Type/Encoding/Differences[{codes}]>>/FirstChar {first}/LastChar {last}"
        f"/Widths[{'500 ' * (last - first + 1)}]/ToUnicode 6 0 R>>",
        stream(f"BT /F 10 Tf 10 5 Td ({text}) Tj ET BT /W 8 Tf 60 5 Td (words) Tj ET"),
        stream(
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def "
            f"1 begincodespacerange <00> <ff> endcodespacerange {len(signs)} beginbfchar {pairs} endbfchar endcmap end end"
        ),
        *(stream(f"500 0 0 0 500 700 d1 {shapes[sign]}") for sign in signs),
    )
