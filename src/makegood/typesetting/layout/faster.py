"""Replace two slow functions of WeasyPrint by faster ones with the same results.

Each is used only where its result is certain to be the same, and WeasyPrint's own everywhere else: where the text is
not plain ASCII, the machine's HarfBuzz is too old, or WeasyPrint is of another version. `tests/test_faster.py` compares
them.
"""

from __future__ import annotations

import io
import re
from functools import cache, wraps
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from makegood.typesetting.layout.machine import weasyprint

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

WEASYPRINT = "70"
"""The version whose functions are replaced; of another version they may be others."""
HARFBUZZ = """
    typedef enum { HB_MEMORY_MODE_DUPLICATE } hb_memory_mode_t;
    hb_blob_t * hb_blob_create (
        const char *data, unsigned int length, hb_memory_mode_t mode, void *user_data, void *destroy);
    hb_face_t * hb_face_create (hb_blob_t *blob, unsigned int index);
    hb_bool_t hb_subset_input_pin_axis_location (
        hb_subset_input_t *input, hb_face_t *face, hb_tag_t axis_tag, float axis_value);
"""
"""The declarations of HarfBuzz that WeasyPrint does not have."""
ONE_LETTER = re.compile(r"[!-~](?=[!-~]|\Z)")
"""A letter that is the whole of a narrowest line, whatever comes later. Before a space, a font may kern it: `V `."""
FOR_WIDTH = (
    "font_family",
    "font_size",
    "font_style",
    "font_stretch",
    "font_weight",
    "font_kerning",
    "font_variant_ligatures",
    "font_variant_position",
    "font_variant_caps",
    "font_variant_numeric",
    "font_variant_alternates",
    "font_variant_east_asian",
    "font_feature_settings",
    "font_variation_settings",
    "font_language_override",
    "lang",
    "letter_spacing",
    "word_spacing",
    "direction",
    "white_space",
    "hyphens",
    "word_break",
)
"""The properties on which the width of a letter depends."""
BREAKS_LINES = frozenset({"normal", "pre-wrap", "pre-line"})


@cache
def install() -> None:
    """Have WeasyPrint use the faster functions in this process."""
    if weasyprint().__version__.partition(".")[0] != WEASYPRINT:
        return
    from weasyprint.layout import preferred
    from weasyprint.pdf import fonts
    from weasyprint.text.ffi import ffi

    ffi.cdef(HARFBUZZ)
    fonts.instantiateVariableFont = with_harfbuzz(fonts.instantiateVariableFont)
    preferred.split_first_line = with_known_letters(preferred.split_first_line)


def with_harfbuzz(instantiate: Callable[..., Any]) -> Callable[..., Any]:
    """Return a function that makes a variable font static as fontTools does, in a thirtieth of the time.

    WeasyPrint makes every font of every document static.
    """

    @wraps(instantiate)
    def instantiate_variable_font(font: Any, axis_limits: Mapping[str, float], **options: Any) -> Any:
        data = make_static(font.reader.file.getvalue(), axis_limits)
        return instantiate(font, axis_limits, **options) if data is None else type(font)(io.BytesIO(data))

    return instantiate_variable_font


def make_static(data: bytes, axes: Mapping[str, float]) -> bytes | None:
    """Return the font with each axis at this place and all its glyphs; None where HarfBuzz cannot make it."""
    from weasyprint.text.ffi import ffi, harfbuzz
    from weasyprint.text.ffi import harfbuzz_subset as subset
    from weasyprint.text.fonts import get_hb_object_data

    if not hasattr(subset, "hb_subset_input_pin_axis_location"):  # before HarfBuzz 6
        return None
    blob = ffi.gc(harfbuzz.hb_blob_create(data, len(data), 0, ffi.NULL, ffi.NULL), harfbuzz.hb_blob_destroy)
    face = ffi.gc(harfbuzz.hb_face_create(blob, 0), harfbuzz.hb_face_destroy)
    subset_input = ffi.gc(subset.hb_subset_input_create_or_fail(), subset.hb_subset_input_destroy)
    glyphs = list(range(harfbuzz.hb_face_get_glyph_count(face)))
    array = ffi.new(f"hb_codepoint_t[{len(glyphs)}]", glyphs)
    harfbuzz.hb_set_add_sorted_array(subset.hb_subset_input_glyph_set(subset_input), array, len(glyphs))
    flags = (
        subset.HB_SUBSET_FLAGS_RETAIN_GIDS
        | subset.HB_SUBSET_FLAGS_PASSTHROUGH_UNRECOGNIZED
        | subset.HB_SUBSET_FLAGS_NOTDEF_OUTLINE
    )
    subset.hb_subset_input_set_flags(subset_input, flags)
    for axis, place in axes.items():
        tag = harfbuzz.hb_tag_from_string(axis.encode(), -1)
        if not subset.hb_subset_input_pin_axis_location(subset_input, face, tag, place):
            return None
    static = subset.hb_subset_or_fail(face, subset_input)
    if static == ffi.NULL:
        return None
    made: bytes | None = get_hb_object_data(ffi.gc(static, harfbuzz.hb_face_destroy))
    return made


def with_known_letters(split: Callable[..., Any]) -> Callable[..., Any]:
    """Return a function that splits a text at a width of 0 and remembers the width of each letter.

    WeasyPrint finds the least width of a table's cell with `overflow-wrap: anywhere` by laying out each of its letters
    as a line, several times, which took a third of the time of a packet.
    """
    widths: WeakKeyDictionary[Any, dict[tuple[object, ...], dict[str, tuple[int, float]]]] = WeakKeyDictionary()
    latest_style: Any = None
    by_letter: dict[str, tuple[int, float]] = {}

    def letters_of(style: Any) -> dict[str, tuple[int, float]]:
        nonlocal latest_style, by_letter
        if style is not latest_style:
            key = tuple(style[name] for name in FOR_WIDTH)
            by_letter = widths.setdefault(style.font_config, {}).setdefault(key, {})
            latest_style = style
        return by_letter

    @wraps(split)
    def split_first_line(
        text: str, style: Any, context: Any, max_width: float | None, justification_spacing: float, **options: Any
    ) -> tuple[Any, ...]:
        letter = (
            ONE_LETTER.match(text) if max_width == 0 and options == {"is_line_start": True, "minimum": True} else None
        )
        if (
            letter is None
            or style["direction"] != "ltr"
            or style["overflow_wrap"] != "anywhere"
            or style["white_space"] not in BREAKS_LINES
        ):
            whole: tuple[Any, ...] = split(text, style, context, max_width, justification_spacing, **options)
            return whole
        letters = letters_of(style)
        if letter[0] not in letters:
            _, length, _, width, _, _ = split(letter[0], style, context, max_width, justification_spacing, **options)
            letters[letter[0]] = length, width
        length, width = letters[letter[0]]
        return None, length, 1 if len(text) > 1 else None, width, None, None

    return split_first_line
