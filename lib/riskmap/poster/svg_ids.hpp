// SPDX-License-Identifier: MIT
#pragma once
#include <string>

namespace riskmap::poster {

/// Cairo numbers the ids of an SVG per process: here they are numbered anew in the order they are met, so that the same
/// page has the same bytes. `title` is put in as the document's <title>, for text is drawn as outlines.
std::string renumber_svg(const std::string& svg, const std::string& title);

}  // namespace riskmap::poster
