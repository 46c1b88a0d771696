// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/base/json.hpp>
#include <riskmap/io/places.hpp>
#include <riskmap/map/scene.hpp>

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

/// A surface read at places, as the verb `surface` says it.
namespace riskmap::tools {

struct PlaceReading {
  geo::LonLat where;
  density::State state = density::State::outside;
  double value = 0;                            ///< in whole encoding steps; 0 outside
  double relative_standard_error = 0;          ///< to four digits; 0 where the value is 0
  std::optional<double> bootstrap_error = {};  ///< the same by weeks drawn again, if asked for
};
/// Weeks drawn again, beside the analytic error; no resamples: not asked for.
struct Bootstrap {
  unsigned resamples = 0;
  std::uint64_t seed = 1;
};
/// What each place is told, in their order.
std::vector<PlaceReading> read_places(const map::SceneSurface& entry, std::span<const geo::LonLat> places,
                                      const Bootstrap& bootstrap, unsigned threads, Progress* progress = nullptr);
Json to_json(const PlaceReading& reading);
/// "64,26: 1.528 events per 1000 km² a year, relative standard error 1.00", with its line end.
std::string to_line(const PlaceReading& reading, const map::SceneSurface& entry);

/// The table with the columns value, relative_standard_error (bootstrap_standard_error), state and unit added, as CSV;
/// the numbers are blank outside the study area, where nothing is known. \throws DataError if a column of such a name
/// is there already
std::string answered(const io::PlaceTable& table, const map::SceneSurface& entry, const Bootstrap& bootstrap,
                     unsigned threads, Progress* progress = nullptr);

}  // namespace riskmap::tools
