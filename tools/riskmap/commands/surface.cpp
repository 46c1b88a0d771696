// SPDX-License-Identifier: MIT
#include <riskmap/command.hpp>
#include <riskmap/console.hpp>
#include <riskmap/density/surface.hpp>
#include <riskmap/shared_options.hpp>

#include <fmt/format.h>

#include <cmath>
#include <vector>

namespace riskmap::tools::commands {
namespace {

// The last digits depend on the processor's library; what is written must not.
double to_digits(double value, int digits) {
  const double power = std::pow(10.0, digits);
  return std::round(value * power) / power;
}

class SurfaceVerb final : public Verb {
 public:
  void declare(Options& options) override {
    options.arguments({MapOptions::argument()}, [this](const auto& texts) { m_map.set_style(texts[0]); });
    options.value(
        "--at", "LON,LAT", "a place to read the surface at (repeatable)",
        [this](const auto& text) { m_places.push_back(geo::parse_lonlat(text)); }, Count::repeated);
    declare_surface(options, m_surface);
    m_map.declare(options);
  }

  void setup() override {
    if (m_places.empty()) throw UsageError("--at", "is required", "like --at 62.333,25.113");
  }

  void run(Console& console) override {
    const auto scene = m_map.load(console);
    const auto& surface = scene.surface(m_surface);
    Json values = Json::array();
    std::string text;
    for (const auto place : m_places) {
      values.push_back(value_at(surface, place));
      text += line_of(values.back(), surface.unit);
    }
    console.answer({{"surface", surface.spec->name}, {"unit", surface.unit}, {"values", values}}, text);
  }

 private:
  static Json value_at(const map::SceneSurface& entry, geo::LonLat place) {
    const auto& surface = *entry.surface;
    const auto state = surface.state(place);
    const bool outside = state == density::State::outside;
    return {{"longitude", place.lon},
            {"latitude", place.lat},
            {"value", outside ? 0.0 : entry.rounded(surface.value(place))},
            {"relative_standard_error", outside ? 0.0 : to_digits(surface.relative_standard_error(place), 4)},
            {"state", density::to_text(state)}};
  }

  static std::string line_of(const Json& value, const std::string& unit) {
    const auto place = fmt::format("{},{}", value["longitude"].get<double>(), value["latitude"].get<double>());
    const auto state = value["state"].get<std::string>();
    if (state == "outside") return place + ": outside the study area\n";
    if (state == "none-in-reach") return place + ": no listed event in reach\n";
    return fmt::format("{}: {:.4g} {}, relative standard error {:.2f}{}\n", place, value["value"].get<double>(), unit,
                       value["relative_standard_error"].get<double>(),
                       state == "few-events" ? ", few listed events" : "");
  }

  MapOptions m_map;
  std::string m_surface;
  std::vector<geo::LonLat> m_places;
};

}  // namespace

extern const Command surface;
const Command surface = {"surface", "read a risk surface's numbers at places", create_verb<SurfaceVerb>};

}  // namespace riskmap::tools::commands
