// SPDX-License-Identifier: MIT
#include <riskmap/area_file.hpp>
#include <riskmap/command.hpp>
#include <riskmap/console.hpp>
#include <riskmap/interruption.hpp>
#include <riskmap/shared_options.hpp>
#include <riskmap/tile_options.hpp>
#include <riskmap/tile_plan.hpp>

#include <fmt/format.h>

namespace riskmap::tools::commands {
namespace {

class TilesVerb final : public Verb {
 public:
  void declare(Options& options) override {
    options.arguments({MapOptions::argument()}, [this](const auto& texts) { m_map.set_style(texts[0]); });
    declare_out(options, m_out, "OUT", "a folder, X.mbtiles or X.pmtiles", Count::optional);
    declare_zooms(options, m_options.zooms);
    declare_box(options, m_options.box, "the tiles that touch this box (default: riskmap:bounds)");
    options.value("--area", "FILE", "only the tiles that touch the polygons of this file (GeoJSON, GeoPackage, …)",
                  [this](const auto& text) { m_area = text; });
    declare_tile_options(options, m_options.tile);
    options.group("Restart, refresh, share");
    options.flag("--resume", "go on where an interrupted run of the same map stopped", m_resume);
    options.value("--since", "OLD", "an earlier archive: draw only what changed, and print those tiles as Z/X/Y",
                  [this](const auto& text) { m_since = text; });
    options.value("--shard", "I/N", "draw the I-th of N parts; riskmap merge joins them",
                  [this](const auto& text) { m_options.shard = output::parse_shard(text); });
    options.flag("--plan", "tell how many tiles, how large and how long, and write nothing", m_plan);
    options.value("--max-tiles", "N", "refuse larger pyramids (default: 100000000)", [this](const auto& text) {
      m_options.max_tiles = static_cast<std::uint64_t>(parse_whole(text, 1, 2'000'000'000));
    });
    m_map.declare(options);
  }

  void setup() override {
    check_tile_options(m_options.tile);
    if (m_out.empty() && !m_plan) throw UsageError("--out", "is required", "or --plan, to write nothing");
    if (m_plan && (m_resume || !m_since.empty()))
      throw UsageError("--plan", "counts all tiles: --resume and --since have no meaning with it");
    m_options.threads = m_map.threads();
    m_options.max_memory = m_map.max_memory();
  }

  void run(Console& console) override {
    if (!m_area.empty()) m_options.area = read_area(m_area);
    // Where the region is known without the data, a pyramid that is too large is refused before anything is read.
    if (const auto bounds = m_options.box || m_options.area ? geo::LonLatBox{} : m_map.declared_bounds())
      output::count_tiles(*bounds, m_options);
    const auto old = m_since.empty() ? nullptr : io::open_archive(m_since);
    m_options.since = old.get();
    const auto scene = m_map.load(console);
    const render::Renderer renderer(scene);
    if (m_plan) return tell_plan(console, output::estimate_pyramid(renderer, m_options), m_options);
    output::check_memory(renderer, m_options);
    const auto sink = output::create_sink(m_out, output::describe(renderer, m_options),
                                          {.resume = m_resume, .job = output::job_of(renderer, m_options)});
    keep_output();
    const auto report = output::write_pyramid(renderer, *sink, m_options, console.progress());
    for (const auto& note : renderer.notes()) console.note(note);
    tell(console, report);
  }

 private:
  void tell(Console& console, const output::PyramidReport& report) const {
    Json object = {{"out", m_out.string()},
                   {"format", m_options.tile.format},
                   {"zooms", {m_options.zooms.low, m_options.zooms.high}},
                   {"tiles", report.tiles},
                   {"empty", report.empty},
                   {"bytes", report.bytes}};
    auto line = fmt::format("{}: {} tiles of zoom {}-{} ({}), {} empty ones left out", m_out.string(), report.tiles,
                            m_options.zooms.low, m_options.zooms.high, size_text(report.bytes), report.empty);
    if (m_resume) {
      object["resumed"] = report.resumed;
      line += fmt::format("; {} were settled before", report.resumed);
    }
    if (m_options.since != nullptr) {
      object["drawn"] = report.drawn;
      object["changed"] = Json::array();
      for (const auto& tile : report.changed) object["changed"].push_back(tile.text());
      line += fmt::format("; {} drawn, {} changed", report.drawn, report.changed.size());
      if (!m_options.since->has_digests())
        console.note(fmt::format("{}: carries no digests: all tiles were drawn", m_since.string()));
    }
    if (m_options.since != nullptr && !console.json()) print(purge_list(report));
    console.made(object, line);
  }

  static std::string purge_list(const output::PyramidReport& report) {
    std::string text;
    for (const auto& tile : report.changed) text += tile.text() + "\n";
    return text;
  }

  MapOptions m_map;
  std::filesystem::path m_out, m_area, m_since;
  bool m_plan = false, m_resume = false;
  output::PyramidOptions m_options;
};

}  // namespace

extern const Command tiles;
const Command tiles = {"tiles", "draw a tile pyramid: a folder, MBTiles or PMTiles", create_verb<TilesVerb>};

}  // namespace riskmap::tools::commands
