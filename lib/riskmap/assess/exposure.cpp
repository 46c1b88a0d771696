// SPDX-License-Identifier: MIT
#include <riskmap/assess/exposure.hpp>

#include <riskmap/assess/detail/exposure_record.hpp>
#include <riskmap/base/parallel.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace riskmap::assess {
namespace {

constexpr Metres least_radius{100.0}, most_radius{500'000.0};
constexpr double least_population = 50'000;

void check(const map::SceneSurface& surface, const ExposureOptions& options) {
  if (surface.spec->of != style::SurfaceSpec::Of::rate)
    throw UsageError("surface", fmt::format("'{}' shows no rate", surface.spec->name), "name a surface of rates");
  if (options.radii.empty()) throw UsageError("radii", "name at least one", "like 10km,25km");
  for (const Metres radius : options.radii) {
    if (!(radius >= least_radius && radius <= most_radius))
      throw UsageError("radii", fmt::format("{:g} km is not between 0.1 and 500 km", radius.value() / 1000));
  }
}

/// Discs are cut in degrees, where a pole has no place.
void check_poles(const std::vector<model::Site>& sites, const std::vector<Metres>& radii) {
  constexpr double least_degree = 110'000.0;  // metres, along any meridian
  const double widest = std::max_element(radii.begin(), radii.end())->value();
  for (const auto& site : sites) {
    if (90.0 - std::abs(site.where.lat) <= widest / least_degree)
      throw DataError(site.id, fmt::format("a pole lies within {:g} km of it", widest / 1000), "take smaller radii");
  }
}

Rank rank_among(double value, const std::vector<double>& others) {
  const auto more = std::count_if(others.begin(), others.end(), [&](double other) { return other > value; });
  return {static_cast<std::size_t>(more) + 1, others.size()};
}

class Assessor {
 public:
  Assessor(const map::Scene& scene, const map::SceneSurface& surface, const ExposureOptions& options,
           Progress* progress)
      : m_entry(surface),
        m_surface(*surface.surface),
        m_options(options),
        m_progress(progress),
        m_recorded(m_surface, *surface.incidents),
        m_smoothed(m_surface, *surface.incidents, surface.options),
        m_record(scene, surface) {}

  std::vector<SiteExposure> assess(const std::vector<model::Site>& sites) const {
    std::vector<SiteExposure> out(sites.size());
    for (std::size_t i = 0; i < sites.size(); ++i) out[i].site = sites[i], out[i].radii.resize(m_options.radii.size());
    if (m_progress) m_progress->start("sites", sites.size(), "sites");
    parallel_for(sites.size(), m_options.threads, [&](std::size_t i) {
      describe(out[i]);
      if (m_progress) m_progress->advance(1);
    });
    if (m_progress) m_progress->finish();
    rank_values(out);
    for (std::size_t r = 0; r < m_options.radii.size(); ++r) rank_recorded(out, r);
    return out;
  }

 private:
  void describe(SiteExposure& out) const {
    const auto where = out.site.where;
    out.state = m_surface.state(where);
    out.value = value_at(where);
    if (out.state != density::State::outside) out.relative_standard_error = m_surface.relative_standard_error(where);
    for (std::size_t r = 0; r < out.radii.size(); ++r) out.radii[r] = around(where, m_options.radii[r]);
    out.nearest = m_record.nearest(where);
    out.last = m_record.last(where, *std::max_element(m_options.radii.begin(), m_options.radii.end()));
  }

  RadiusExposure around(geo::LonLat where, Metres radius) const {
    RadiusExposure out{.radius = radius, .recorded = m_recorded.within(where, radius)};
    if (!m_entry.spec->weight) out.chance = chance_of_one(out.recorded);
    if (m_options.surface_rates) out.surface = m_smoothed.within(where, radius);
    out.observed = m_record.observed(where, radius);
    out.trend = m_record.trend(where, radius);
    return out;
  }

  double value_at(geo::LonLat where) const { return m_entry.rounded(m_surface.value(where)); }

  void rank_values(std::vector<SiteExposure>& sites) const {
    std::vector<double> of_sites, of_places;
    for (const auto& site : sites) of_sites.push_back(site.value);
    for (const auto& place : m_options.places) of_places.push_back(value_at(place.where));
    for (auto& site : sites) {
      site.value_among_sites = rank_among(site.value, of_sites);
      if (!of_places.empty()) site.value_among_places = rank_among(site.value, of_places);
    }
  }

  void rank_recorded(std::vector<SiteExposure>& sites, std::size_t r) const {
    std::vector<double> of_sites, of_places(m_options.places.size());
    for (const auto& site : sites) of_sites.push_back(site.radii[r].recorded.rate);
    parallel_for(of_places.size(), m_options.threads, [&](std::size_t i) {
      of_places[i] = m_recorded.within(m_options.places[i].where, m_options.radii[r]).rate;
    });
    for (auto& site : sites) {
      auto& out = site.radii[r];
      out.among_sites = rank_among(out.recorded.rate, of_sites);
      if (!of_places.empty()) out.among_places = rank_among(out.recorded.rate, of_places);
    }
  }

  const map::SceneSurface& m_entry;
  const density::Surface& m_surface;
  const ExposureOptions& m_options;
  Progress* m_progress;
  RecordedRates m_recorded;
  SurfaceRates m_smoothed;
  detail::Record m_record;
};

const model::FeatureLayer* find_layer(const map::Scene& scene, const std::string& source, const std::string& layer) {
  const auto* opened = scene.source(source);
  return opened ? opened->layer(layer) : nullptr;
}

/// The layer the caller named, or the usual one; nullptr if nobody asked and it is not there.
const model::FeatureLayer* place_layer(const map::Scene& scene, const std::string& named) {
  if (named.empty()) {
    const auto* usual = find_layer(scene, "base", "places");
    return usual && usual->field("population") ? usual : nullptr;
  }
  const auto slash = named.find('/');
  if (slash == std::string::npos)
    throw UsageError("places", fmt::format("'{}' is no SOURCE/LAYER", printable(named)), "like base/places");
  const auto* layer = find_layer(scene, named.substr(0, slash), named.substr(slash + 1));
  if (layer == nullptr) throw UsageError("places", fmt::format("the map opens no layer '{}'", printable(named)));
  if (!layer->field("population"))
    throw UsageError("places", fmt::format("layer '{}' has no field 'population'", printable(named)));
  return layer;
}

}  // namespace

std::string_view wind_of(double bearing) {
  static constexpr std::array<std::string_view, 16> winds = {
      "north",     "north-northeast", "northeast", "east-northeast",  "east",      "east-southeast",
      "southeast", "south-southeast", "south",     "south-southwest", "southwest", "west-southwest",
      "west",      "west-northwest",  "northwest", "north-northwest"};
  return winds[static_cast<std::size_t>(std::lround(bearing / 22.5)) % winds.size()];
}

std::vector<Place> find_places(const map::Scene& scene, const map::SceneSurface& surface, const std::string& layer) {
  std::vector<Place> out;
  const auto* table = place_layer(scene, layer);
  if (table == nullptr) return out;
  for (const auto& feature : table->features) {
    const auto* population = std::get_if<double>(table->get(feature, "population"));
    if (population == nullptr || !(*population > least_population) || feature.geometry.points.size() != 1) continue;
    const auto where = feature.geometry.points.front();
    if (surface.study_area && !surface.study_area->contains(where)) continue;
    const auto* name = table->get(feature, "name");
    const auto* text = name ? std::get_if<std::string>(name) : nullptr;
    out.push_back({text ? *text : std::string(), where, *population});
  }
  return out;
}

std::vector<SiteExposure> exposure_of(const map::Scene& scene, const map::SceneSurface& surface,
                                      const std::vector<model::Site>& sites, const ExposureOptions& options,
                                      Progress* progress) {
  check(surface, options);
  check_poles(sites, options.radii);
  return Assessor(scene, surface, options, progress).assess(sites);
}

}  // namespace riskmap::assess
