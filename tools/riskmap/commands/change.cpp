// SPDX-License-Identifier: MIT
#include <riskmap/base/output_file.hpp>
#include <riskmap/base/units.hpp>
#include <riskmap/command.hpp>
#include <riskmap/console.hpp>
#include <riskmap/density/change.hpp>
#include <riskmap/interruption.hpp>
#include <riskmap/io/writers/geojson.hpp>
#include <riskmap/shared_options.hpp>

#include <fmt/format.h>

#include <cmath>
#include <iterator>
#include <optional>

namespace riskmap::tools::commands {
namespace {

constexpr int fewest_permutations = 99, most_permutations = 100'000, most_seed = 2'000'000'000;

std::string digits(double value) { return fmt::format("{:.6g}", value + 0.0); }
double rounded(double value) { return std::stod(digits(value)); }
Json finite(double value) { return std::isfinite(value) ? Json(rounded(value)) : Json(); }

Days parsed_day(const std::string& text) {
  if (const auto day = parse_date(text)) return *day;
  throw UsageError(fmt::format("'{}' is not a date (write it like 2019-01-01/2021-12-31)", printable(text)));
}

/// "2019-01-01/2021-12-31", both days included.
density::Period parse_period(const std::string& text) {
  const auto slash = text.find('/');
  if (slash == std::string::npos)
    throw UsageError(fmt::format("'{}' is no period (write it like 2019-01-01/2021-12-31)", printable(text)));
  const density::Period period{parsed_day(text.substr(0, slash)), parsed_day(text.substr(slash + 1)) + Days(1.0)};
  if (!(period.until > period.from)) throw UsageError(fmt::format("'{}' ends before it begins", printable(text)));
  return period;
}

std::string period_text(const density::Period& period) {
  return to_iso_date(period.from) + "/" + to_iso_date(period.until - Days(1.0));
}

/// Not further than the data were gathered: days after it would look quiet.
void check_vintage(const density::ChangeOptions& options, const map::SceneSurface& surface) {
  if (surface.as_of_given && options.after.until > surface.until)
    throw UsageError("--after",
                     fmt::format("ends {}, after the data do: the document's as-of is {}",
                                 to_iso_date(options.after.until - Days(1.0)), to_iso_date(surface.until - Days(1.0))));
}

std::string ratio_sentence(const density::Change& change) {
  const auto& overall = change.overall;
  if (!std::isfinite(overall.ratio) || !std::isfinite(overall.upper))
    return fmt::format("Overall: {:g} events before, {:g} after; a ratio needs some of both.", overall.events_before,
                       overall.events_after);
  return fmt::format(
      "Overall: {:g} events before, {:g} after: {:.2f} times as many a year (90 %: {:.2f} to {:.2f}, p {:.3f}).",
      overall.events_before, overall.events_after, overall.ratio, overall.lower, overall.upper, overall.p);
}

std::string summary(const density::Change& change) {
  const auto percent = [&](std::size_t count) {
    return change.tested == 0 ? 0.0 : 100.0 * static_cast<double>(count) / static_cast<double>(change.tested);
  };
  std::string out = fmt::format("{} → {}\n{}\n", period_text(change.options.before), period_text(change.options.after),
                                ratio_sentence(change));
  out += fmt::format(
      "{} cells of {:g} km have an event in reach, {} of them events enough to tell: {} rising ({:.0f} %), {} falling "
      "({:.0f} %), the "
      "rest cannot be told from chance.\n",
      change.cells.size(), change.options.cell.value() / 1000.0, change.tested, change.rising, percent(change.rising),
      change.falling, percent(change.falling));
  return out +
         "Better or worse reporting changes these numbers as attacks do; a change everywhere alike is the overall "
         "ratio.\n";
}

Json summary_json(const density::Change& change) {
  const auto& overall = change.overall;
  return {{"before", period_text(change.options.before)},
          {"after", period_text(change.options.after)},
          {"overall",
           {{"events_before", rounded(overall.events_before)},
            {"events_after", rounded(overall.events_after)},
            {"ratio", finite(overall.ratio)},
            {"ratio_90", {finite(overall.lower), finite(overall.upper)}},
            {"p", rounded(overall.p)}}},
          {"cells", change.cells.size()},
          {"cell_km", change.options.cell.value() / 1000.0},
          {"tested", change.tested},
          {"rising", change.rising},
          {"falling", change.falling},
          {"delta", rounded(change.delta)},
          {"bandwidth_km", {rounded(change.narrowest.value() / 1000.0), rounded(change.widest.value() / 1000.0)}},
          {"permutations", change.options.permutations},
          {"seed", change.options.seed},
          {"false_discovery", change.options.false_discovery}};
}

model::Geometry cell_polygon(const geo::LonLatBox& box) {
  model::Geometry geometry;
  geometry.kind = model::Geometry::Kind::polygon;
  geometry.polygons.push_back({{{box.min_x, box.min_y},
                                {box.max_x, box.min_y},
                                {box.max_x, box.max_y},
                                {box.min_x, box.max_y},
                                {box.min_x, box.min_y}},
                               {}});
  return geometry;
}

model::FeatureLayer change_layer(const density::Change& change) {
  model::FeatureLayer layer;
  layer.name = "change";
  layer.fields = {"trend", "factor", "log_ratio", "p", "q", "effective_events", "before", "after", "land_km2"};
  for (const auto& cell : change.cells) {
    model::Feature feature;
    feature.geometry = cell_polygon(cell.cell.box);
    feature.values = {std::string(density::to_text(cell.trend)),
                      rounded(std::exp(cell.log_ratio)),
                      rounded(cell.log_ratio),
                      rounded(cell.p),
                      rounded(cell.q),
                      rounded(cell.effective_events),
                      rounded(cell.before),
                      rounded(cell.after),
                      rounded(cell.cell.area / 1e6)};
    layer.features.push_back(std::move(feature));
  }
  return layer;
}

std::string change_csv(const density::Change& change) {
  std::string out = "longitude,latitude,trend,factor,log_ratio,p,q,effective_events,before,after,land_km2\n";
  for (const auto& cell : change.cells)
    fmt::format_to(std::back_inserter(out), "{:.5f},{:.5f},{},{},{},{},{},{},{},{},{}\n", cell.cell.place.lon,
                   cell.cell.place.lat, density::to_text(cell.trend), digits(std::exp(cell.log_ratio)),
                   digits(cell.log_ratio), digits(cell.p), digits(cell.q), digits(cell.effective_events),
                   digits(cell.before), digits(cell.after), digits(cell.cell.area / 1e6));
  return out;
}

class ChangeVerb final : public Verb {
 public:
  void declare(Options& options) override {
    options.arguments({MapOptions::argument()}, [this](const auto& texts) { m_map.set_style(texts[0]); });
    options.value(
        "--before", "DAY/DAY", "the earlier period, both days included, like 2019-01-01/2021-12-31",
        [this](const auto& text) { m_change.before = parse_period(text); }, Count::required);
    options.value(
        "--after", "DAY/DAY", "the later period", [this](const auto& text) { m_change.after = parse_period(text); },
        Count::required);
    declare_out(options, m_out, "FILE", "the cells: X.geojson (polygons) or X.csv (places)", Count::optional);
    options.value("--cell", "LENGTH", "side of the cells (default: 10km)",
                  [this](const auto& text) { m_change.cell = parse_length(text); });
    options.value(
        "--permutations", "N", "ways to deal the weeks anew, 99 to 100000 (default: 999)", [this](const auto& text) {
          m_change.permutations = static_cast<unsigned>(parse_whole(text, fewest_permutations, most_permutations));
        });
    options.value("--seed", "N", "of the permutations (default: 1)", [this](const auto& text) {
      m_change.seed = static_cast<std::uint64_t>(parse_whole(text, 0, most_seed));
    });
    declare_surface(options, m_surface);
    m_map.declare(options);
  }

  void setup() override {
    if (!m_out.empty()) m_suffix = check_suffix(m_out, {".geojson", ".csv"});
    if (m_change.before.until > m_change.after.from)
      throw UsageError("--after", "begins before the period --before has ended", "the periods must not overlap");
  }

  void run(Console& console) override {
    const auto scene = m_map.load(console);
    const auto& surface = scene.surface(m_surface);
    auto options = m_change;
    options.estimate = surface.options;
    options.bounds = scene.bounds();
    check_vintage(options, surface);
    const auto change = density::estimate_change(*surface.incidents, surface.study_area, options, console.progress());
    auto json = summary_json(change);
    json["surface"] = surface.spec->name;
    json["provenance"] = scene.provenance();
    if (!m_out.empty()) guard_output(m_out);
    if (m_suffix == ".csv") write_file(m_out, change_csv(change));
    if (m_suffix == ".geojson") write_cells(change, json);
    console.answer(json, summary(change));
  }

 private:
  void write_cells(const density::Change& change, const Json& about) const {
    OutputFile file(m_out);
    io::writers::write_geojson(file, change_layer(change), {{"name", "change"}, {"change", about}});
    file.commit();
  }

  MapOptions m_map;
  density::ChangeOptions m_change;
  std::string m_surface, m_suffix;
  std::filesystem::path m_out;
};

}  // namespace

extern const Command change;
const Command change = {"change", "tell where events became more or fewer between two periods",
                        create_verb<ChangeVerb>};

}  // namespace riskmap::tools::commands
