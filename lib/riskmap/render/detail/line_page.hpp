// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/render/detail/line_ink.hpp>

struct _cairo;

namespace riskmap::render::detail {

/// Lines of one colour on a page, as lines: a blurred edge is several, one over another; a casing is two, or one around
/// it (dashed, it is cut free, of which Cairo makes a picture).
void draw_on_page(const LineInk& ink, const Color& color, const View& view, FixedPoint shift, _cairo* context);

}  // namespace riskmap::render::detail
