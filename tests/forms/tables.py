"""Small made-up tables: any tree of rows crossed with any tree of columns, in one band or several."""

from hypothesis import strategies as st

from app.forms.tables import Band, Flow, Node, Table


@st.composite
def _tree(draw: st.DrawFn, prefix: str, depth: int) -> tuple[Node, ...]:
    nodes = []
    for index in range(draw(st.integers(1, 3))):
        key = f"{prefix}{index}"
        children = draw(_tree(f"{key}_", depth - 1)) if depth > 1 and draw(st.booleans()) else ()
        nodes.append(Node(key, f"标签{key}", key, children))
    return tuple(nodes)


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """Any table that a form file can describe; the bands' rows have different keys."""
    flow = draw(st.sampled_from(Flow))
    bands = [
        Band(
            draw(_tree(f"r{index}_", 3)),
            draw(_tree("c", 3)),
            caption=draw(st.sampled_from(["", f"第{index}段"])),
            corner=draw(st.sampled_from(["", "项目"])),
            flow=flow,
        )
        for index in range(draw(st.integers(1, 3)))
    ]
    return Table("made", "示例", tuple(bands))
