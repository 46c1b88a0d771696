// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/assess/exposure_rates.hpp>
#include <riskmap/base/progress.hpp>
#include <riskmap/map/scene.hpp>

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace riskmap::assess {

/// Casualties of some events. A blank count is unknown, never 0.
struct Toll {
  double best = 0;           ///< sum of the best figures
  double low = 0, high = 0;  ///< the same of the low and high ones; the best where a row has no such figure
  std::size_t unknown = 0;   ///< events whose best figure is blank
  bool has_range = false;    ///< the table has columns for low and high
};

/// Listed events whose given place lies within a radius.
struct Observed {
  std::size_t events = 0;
  std::size_t possible = 0;      ///< further ones whose true place may: known to a disc or district that reaches in
  std::vector<Toll> casualties;  ///< of `events`; one for each of casualty_fields()
};

/// Observed by time. An event known to several days stands where their middle does.
struct ObservedByTime {
  Observed window = {}, last_year = {}, last_three_years = {};
  Observed before = {};  ///< listed before the window begins
};

/// A listed event seen from a site.
struct Sighting {
  std::string id;
  Days begin, end;
  Metres distance;  ///< to its given place, geodesic
  Metres at_least;  ///< its true place lies no nearer
  Metres uncertainty;
  double bearing = 0;  ///< degrees clockwise from north, in [0, 360)
};
/// "north", "north-northeast", … of the sixteen winds
std::string_view wind_of(double bearing);

/// 1 + the number of others that have more; equals share a rank.
struct Rank {
  std::size_t rank = 1, of = 0;
};

/// What a radius around a site holds.
struct RadiusExposure {
  Metres radius;
  Rate recorded = {};                       ///< (weighted) events a year
  std::optional<Rate> chance = {};          ///< of at least one event in a year; absent if events are weighted
  std::optional<SurfaceRate> surface = {};  ///< absent if not asked for
  ObservedByTime observed = {};
  Trend trend = {};       ///< the last three years of the window against the three before
  Rank among_sites = {};  ///< by recorded rate
  std::optional<Rank> among_places = {};
};

struct SiteExposure {
  model::Site site;
  density::State state = density::State::outside;
  double value = 0;  ///< of the surface at the site, as drawn
  double relative_standard_error = 0;
  Rank value_among_sites = {};
  std::optional<Rank> value_among_places = {};
  std::vector<RadiusExposure> radii;
  std::optional<Sighting> nearest = {};  ///< of the events in the window
  std::optional<Sighting> last = {};     ///< the newest of them within the largest radius
};

/// A town that sites are compared with.
struct Place {
  std::string name;
  geo::LonLat where;
  double population = 0;
};

struct ExposureOptions {
  std::vector<Metres> radii;
  bool surface_rates = true;  ///< the quadrature, which takes most of the time
  std::vector<Place> places = {};
  unsigned threads = 0;
};

/// The columns of an incident table that hold casualties, among "killed" and "injured".
std::vector<std::string> casualty_fields(const map::Scene& scene, const map::SceneSurface& surface);

/// The places of a point layer with more than 50,000 inhabitants (field `population`), inside the study area.
/// `layer` is "SOURCE/LAYER"; empty: base/places if the document has that, with populations.
/// \throws UsageError if there is no such layer, or no field `population`
std::vector<Place> find_places(const map::Scene& scene, const map::SceneSurface& surface, const std::string& layer);

/// Exposure of sites to the events of a surface: rates with their intervals, counts, casualties, trend, ranks. All is
/// the past record. A site's own uncertainty is left out of account. \throws UsageError for a surface that shows no
/// rate, no radius, or one that is not between 100 m and 500 km; DataError for a site
/// with a pole within its radii; LimitError
std::vector<SiteExposure> exposure_of(const map::Scene& scene, const map::SceneSurface& surface,
                                      const std::vector<model::Site>& sites, const ExposureOptions& options,
                                      Progress* progress = nullptr);

}  // namespace riskmap::assess
