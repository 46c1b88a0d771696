// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/density/detail/source.hpp>

#include <cstddef>
#include <utility>
#include <vector>

namespace riskmap::density::detail {

/// The columns of a picture or of a block of nodes, west to east, with what distances ask of them.
struct Meridians {
  Meridians() = default;
  explicit Meridians(std::vector<double> places) : lons(std::move(places)) {
    half_sines.reserve(lons.size()), half_cosines.reserve(lons.size());
    for (const double lon : lons) {
      const HalfLongitude half(lon);
      half_sines.push_back(half.sine), half_cosines.push_back(half.cosine);
    }
  }
  std::size_t size() const { return lons.size(); }
  HalfLongitude half(std::size_t i) const { return {half_sines[i], half_cosines[i]}; }

  std::vector<double> lons;
  std::vector<double> half_sines, half_cosines;  ///< of half the longitude
};

/// The rows, north to south.
struct Parallels {
  Parallels() = default;
  explicit Parallels(std::vector<double> places) : lats(std::move(places)) {
    parallels.reserve(lats.size()), arcs.reserve(lats.size());
    for (const double lat : lats) {
      parallels.push_back(parallel_at(lat));
      arcs.emplace_back(lat);
    }
  }
  std::size_t size() const { return lats.size(); }

  std::vector<double> lats;
  std::vector<Parallel> parallels;
  std::vector<Arc> arcs;
};

}  // namespace riskmap::density::detail
