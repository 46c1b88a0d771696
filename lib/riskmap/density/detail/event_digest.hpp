// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/density/detail/digest_grid.hpp>
#include <riskmap/density/surface.hpp>

namespace riskmap::density::detail {

/// A digest of a surface's contributions, by place, and of what all of them share: kernel, years, what is enough, the
/// study area as far as it counts. The order of the contributions does not count. Making it costs some 30 ns each.
class EventDigest {
 public:
  /// `step` (Mercator units) and `cap` (metres) are those of its margins.
  EventDigest(const Surface::Parts& parts, double step, double cap);
  /// Of the contributions within some metres of a box, and hardly more.
  std::uint64_t over(const geo::LonLatBox& box, double reach) const;

 private:
  std::uint64_t m_shared;
  DigestGrid m_places;
};

}  // namespace riskmap::density::detail
