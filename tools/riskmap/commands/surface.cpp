// SPDX-License-Identifier: MIT
#include <riskmap/base/output_file.hpp>
#include <riskmap/base/units.hpp>
#include <riskmap/command.hpp>
#include <riskmap/console.hpp>
#include <riskmap/interruption.hpp>
#include <riskmap/shared_options.hpp>
#include <riskmap/surface_places.hpp>
#include <riskmap/surface_products.hpp>

#include <fmt/format.h>

#include <limits>
#include <vector>

namespace riskmap::tools::commands {
namespace {

constexpr int fewest_classes = 3, most_classes = 9, usual_classes = 7;

class SurfaceVerb final : public Verb {
 public:
  void declare(Options& options) override {
    options.arguments({MapOptions::argument()}, [this](const auto& texts) { m_map.set_style(texts[0]); });
    options.value(
        "--at", "LON,LAT", "a place to read the surface at (repeatable)",
        [this](const auto& text) { m_places.push_back(geo::parse_lonlat(text)); }, Count::repeated);
    options.value("--at-file", "X.csv", "places to read it at, with columns longitude and latitude; all columns stay",
                  [this](const auto& text) {
                    check_suffix(text, {".csv"}, "");
                    m_place_file = text;
                  });
    options.value(
        "-o,--out", "FILE",
        "X.tif: the surface as Cloud Optimized GeoTIFF; X.csv: the answers to --at-file (default: stdout) (repeatable)",
        [this](const auto& text) { take_out(text); }, Count::repeated);
    options.value("--isobands", "X.geojson", "the classes of the map's ramp, or of --classify, as polygons",
                  [this](const auto& text) {
                    check_suffix(text, {".geojson", ".json"}, "");
                    m_isobands = text;
                  });
    options.value(
        "--bootstrap", "N", "beside the standard error that of N draws of the weeks, 20 to 10000",
        [this](const auto& text) { m_bootstrap.resamples = static_cast<unsigned>(parse_whole(text, 20, 10000)); });
    options.value("--seed", "N", "what the draws start from (default: 1)", [this](const auto& text) {
      m_bootstrap.seed = static_cast<std::uint64_t>(parse_whole(text, 0, std::numeric_limits<int>::max()));
      m_seeded = true;
    });
    options.value("--classify", "METHOD", "print a ramp by quantile, jenks, geometric or pretty breaks",
                  [this](const auto& text) { m_method = parse_choice(text, density::classify_methods()); });
    options.value("--classes", "N", "classes for --classify, at most, 3 to 9 (default: 7)",
                  [this](const auto& text) { m_classes = parse_whole(text, fewest_classes, most_classes); });
    options.value("--resolution", "LENGTH",
                  "a cell's side, like 1km (default: 1/20 of the narrowest bandwidth, rounded down to 1, 2 or 5; "
                  "coarser where a side would have over 4096 cells)",
                  [this](const auto& text) { m_resolution = checked_resolution(text); });
    declare_box(options, m_box, "the part to write out (default: the study area, else riskmap:bounds)");
    declare_surface(options, m_surface);
    m_map.declare(options);
  }

  void setup() override {
    const bool whole = !m_raster.empty() || !m_isobands.empty() || !m_method.empty();
    if (m_places.empty() && m_place_file.empty() && !whole && m_table.empty())
      throw UsageError("--at", "is required, or --at-file, --out, --isobands or --classify", "like --at 62.333,25.113");
    if (!m_table.empty() && m_place_file.empty())
      throw UsageError("--out", fmt::format("'{}' needs --at-file", printable(m_table.string())),
                       "X.tif is the surface");
    if (m_bootstrap.resamples > 0 && m_places.empty() && m_place_file.empty())
      throw UsageError("--bootstrap", "needs --at or --at-file");
    if (m_seeded && m_bootstrap.resamples == 0) throw UsageError("--seed", "needs --bootstrap");
    if (m_classes && m_method.empty()) throw UsageError("--classes", "needs --classify");
    if (m_resolution && !whole) throw UsageError("--resolution", "needs --out X.tif, --isobands or --classify");
    if (m_box && !whole) throw UsageError("--bbox", "needs --out X.tif, --isobands or --classify");
    if (prints_table() && (!m_places.empty() || !m_method.empty()))
      throw UsageError("--at-file", "its answers cannot share stdout", "write them with -o X.csv");
  }

  void run(Console& console) override {
    if (console.json() && prints_table())
      throw UsageError("--json", "cannot share stdout with the answers to --at-file", "write them with -o X.csv");
    const auto scene = m_map.load(console);
    const auto& entry = scene.surface(m_surface);
    m_answer = {{"surface", entry.spec->name}, {"unit", entry.unit}};
    if (!m_places.empty()) answer_places(entry);
    if (!m_place_file.empty()) answer_table(scene, entry, console);
    make_products(scene, entry, console);
    console.answer(m_answer, m_text);
  }

 private:
  static Metres checked_resolution(const std::string& text) {
    const auto length = parse_length(text);
    if (length.value() < 1) throw UsageError(fmt::format("'{}' is less than 1 m", printable(text)));
    return length;
  }

  void take_out(const std::string& text) {
    auto& target = check_suffix(text, {".tif", ".tiff", ".csv"}, "") == ".csv" ? m_table : m_raster;
    if (!target.empty()) throw UsageError("is given twice for one kind of file");
    target = text;
  }

  bool prints_table() const { return !m_place_file.empty() && m_table.empty(); }

  void answer_places(const map::SceneSurface& entry) {
    m_answer["values"] = Json::array();
    for (const auto& reading : read_places(entry, m_places, m_bootstrap, m_map.threads())) {
      m_answer["values"].push_back(to_json(reading));
      m_text += to_line(reading, entry);
    }
  }

  void answer_table(const map::Scene& scene, const map::SceneSurface& entry, Console& console) {
    io::OpenOptions options;
    options.bounds = scene.document().bounds();
    options.strict = m_map.load_options().strict;
    const auto table = io::read_places(m_place_file, options, console.progress());
    console.list(table.rejects);
    console.note(table.path + ": " + table.counts.text());
    auto text = answered(table, entry, m_bootstrap, m_map.threads(), console.progress());
    if (m_table.empty()) {
      m_text = std::move(text);
      return;
    }
    guard_output(m_table);
    write_file(m_table, text);
    m_answer["table"] = {
        {"out", m_table.string()},
        {"file", table.path},
        {"sha256", table.sha256},
        {"rows",
         {{"read", table.counts.read}, {"used", table.counts.used}, {"rejected", table.counts.rejected_total()}}}};
    console.note(fmt::format("{}: {} places", m_table.string(), table.rows.size()));
  }

  void make_products(const map::Scene& scene, const map::SceneSurface& entry, Console& console) {
    if (m_raster.empty() && m_isobands.empty() && m_method.empty()) return;
    const auto part = part_of(scene, entry, m_box, m_resolution);
    std::vector<style::RampClass> classes;
    if (!m_isobands.empty() && m_method.empty()) classes = drawn_classes(scene, entry);
    if (!m_raster.empty() || !m_method.empty()) {
      const auto raster =
          raster_of(entry, part, !m_raster.empty(), m_map.threads(), m_map.max_memory(), console.progress());
      if (!m_method.empty()) classes = answer_classes(entry, raster, console);
      if (!m_raster.empty()) make_raster(scene, entry, raster, part, console);
    }
    if (!m_isobands.empty()) make_isobands(scene, entry, classes, part, console);
  }

  std::vector<style::RampClass> answer_classes(const map::SceneSurface& entry, const model::Raster& raster,
                                               Console& console) {
    const auto made = classify(entry, raster, m_method, static_cast<unsigned>(m_classes.value_or(usual_classes)));
    m_answer["classification"] = to_json(made);
    m_text += ramp_text(made.ramp);
    for (std::size_t i = 0; i < made.classes.size() && !console.json(); ++i)
      console.note(
          fmt::format("{}: {:.3g} % of the land", style::label_of(made.classes[i]), 100 * made.land_shares[i]));
    return made.classes;
  }

  void make_raster(const map::Scene& scene, const map::SceneSurface& entry, const model::Raster& raster,
                   const SurfacePart& part, Console& console) {
    guard_output(m_raster);
    m_answer["geotiff"] = write_raster(scene, entry, raster, part, m_raster);
    if (console.json()) return;
    console.note(fmt::format("{}: {} × {} cells of {} ({})", m_raster.string(), raster.columns, raster.rows,
                             length_text(part.resolution), size_text(m_answer["geotiff"]["bytes"])));
  }

  void make_isobands(const map::Scene& scene, const map::SceneSurface& entry,
                     const std::vector<style::RampClass>& classes, const SurfacePart& part, Console& console) {
    guard_output(m_isobands);
    const auto made = write_isobands(scene, entry, classes, part, m_map.threads(), m_map.max_memory(),
                                     console.progress(), m_isobands);
    m_answer["isobands"] = made;
    if (console.json()) return;
    console.note(fmt::format("{}: {} bands, nodes {} apart ({})", m_isobands.string(), made["bands"].size(),
                             length_text(part.resolution), size_text(made["bytes"])));
  }

  MapOptions m_map;
  std::string m_surface, m_method;
  std::vector<geo::LonLat> m_places;
  std::filesystem::path m_place_file, m_table, m_raster, m_isobands;
  std::optional<geo::LonLatBox> m_box;
  std::optional<Metres> m_resolution;
  std::optional<int> m_classes;
  Bootstrap m_bootstrap;
  bool m_seeded = false;
  Json m_answer;
  std::string m_text;
};

}  // namespace

extern const Command surface;
const Command surface = {"surface", "read a risk surface's numbers, or write it out", create_verb<SurfaceVerb>};

}  // namespace riskmap::tools::commands
