// SPDX-License-Identifier: MIT
#include <riskmap/command.hpp>
#include <riskmap/console.hpp>
#include <riskmap/interruption.hpp>
#include <riskmap/shared_options.hpp>
#include <riskmap/tile_options.hpp>

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
    declare_tile_options(options, m_options.tile);
    options.flag("--plan", "count the tiles and draw nothing", m_plan);
    options.value("--max-tiles", "N", "refuse larger pyramids (default: 100000000)", [this](const auto& text) {
      m_options.max_tiles = static_cast<std::uint64_t>(parse_whole(text, 1, 2'000'000'000));
    });
    m_map.declare(options);
  }

  void setup() override {
    check_tile_options(m_options.tile);
    if (m_out.empty() && !m_plan) throw UsageError("--out", "is required", "or --plan, to draw nothing");
    m_options.threads = m_map.threads();
  }

  void run(Console& console) override {
    // Where the box is known without the data, a pyramid that is too large is refused before anything is read.
    if (const auto box = m_options.box ? m_options.box : m_map.declared_bounds()) {
      const auto total = check_count(*box);
      if (m_plan) return tell_plan(console, *box, total);
    }
    guard_output(m_out);
    const auto scene = m_map.load(console);
    const render::Renderer renderer(scene);
    const auto total = output::count_tiles(renderer, m_options);
    if (m_plan) return tell_plan(console, m_options.box.value_or(scene.bounds()), total);
    const auto sink = output::create_sink(m_out, output::describe(renderer, m_options));
    const auto report = output::write_pyramid(renderer, *sink, m_options, console.progress());
    for (const auto& note : renderer.notes()) console.note(note);
    tell(console, report);
  }

 private:
  std::uint64_t check_count(const geo::LonLatBox& box) const {
    std::uint64_t total = 0;
    for (unsigned zoom = m_options.zooms.low; zoom <= m_options.zooms.high; ++zoom)
      total += geo::tiles_in(box, zoom).count();
    if (total > m_options.max_tiles) {
      throw LimitError("--zoom", fmt::format("{} tiles are over the limit of {}", total, m_options.max_tiles),
                       "--max-tiles raises it");
    }
    return total;
  }

  void tell_plan(Console& console, const geo::LonLatBox& box, std::uint64_t total) const {
    // As measured on the default map: a rough guide, no promise.
    const double pixels = static_cast<double>(total) * m_options.tile.size * m_options.tile.size *
                          m_options.tile.scale * m_options.tile.scale;
    const double seconds = pixels * 5e-8;
    const double bytes = pixels * 0.1;
    Json zooms = Json::array();
    std::string text;
    for (unsigned zoom = m_options.zooms.low; zoom <= m_options.zooms.high; ++zoom) {
      const auto range = geo::tiles_in(box, zoom);
      zooms.push_back({{"zoom", zoom}, {"tiles", range.count()}});
      text += fmt::format("zoom {:2}: {:10} tiles (columns {}-{}, rows {}-{})\n", zoom, range.count(), range.x0,
                          range.x1, range.y0, range.y1);
    }
    text += fmt::format("total:   {:10} tiles, roughly {} and {:.0f} s on one thread\n", total,
                        size_text(static_cast<std::uint64_t>(bytes)), seconds);
    console.answer({{"tiles", total},
                    {"zooms", zooms},
                    {"estimated_bytes", static_cast<std::uint64_t>(bytes)},
                    {"estimated_thread_seconds", seconds}},
                   text);
  }

  void tell(Console& console, const output::PyramidReport& report) const {
    console.made({{"out", m_out.string()},
                  {"format", m_options.tile.format},
                  {"zooms", {m_options.zooms.low, m_options.zooms.high}},
                  {"tiles", report.tiles},
                  {"empty", report.empty},
                  {"bytes", report.bytes}},
                 fmt::format("{}: {} tiles of zoom {}-{} ({}), {} empty ones left out", m_out.string(), report.tiles,
                             m_options.zooms.low, m_options.zooms.high, size_text(report.bytes), report.empty));
  }

  MapOptions m_map;
  std::filesystem::path m_out;
  bool m_plan = false;
  output::PyramidOptions m_options;
};

}  // namespace

extern const Command tiles;
const Command tiles = {"tiles", "draw a tile pyramid: a folder, MBTiles or PMTiles", create_verb<TilesVerb>};

}  // namespace riskmap::tools::commands
