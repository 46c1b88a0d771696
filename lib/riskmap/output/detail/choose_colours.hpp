// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/output/detail/document_colours.hpp>

namespace riskmap::output::detail {

/// How much a channel counts in what is near: red, green, blue, alpha.
constexpr std::array<std::int32_t, 4> channel_weights = {2, 4, 3, 3};
/// Squared and weighted.
std::int32_t squared_distance(const Pixel& a, const Pixel& b);

/// Grows `chosen` to at most `count` pixels: again and again by the mix whose squared distance to the nearest chosen,
/// times its weight, is greatest (Gonzalez 1985, weighted). Whole numbers throughout, so that the choice is the same on
/// any machine, which quantizers that count in floating point do not promise.
void choose_mixes(const std::map<Pixel, std::uint32_t>& mixes, std::size_t count, std::vector<Pixel>& chosen);

/// Of runs as many pixels as fit into `count`: each run keeps its ends and every k-th between them, k as small as it
/// may be. Each pixel once.
std::vector<Pixel> thin_out(const std::vector<std::vector<Pixel>>& runs, std::size_t count);

}  // namespace riskmap::output::detail
