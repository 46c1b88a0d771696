// SPDX-License-Identifier: MIT
#include <riskmap/base/output_file.hpp>
#include <riskmap/command.hpp>
#include <riskmap/console.hpp>
#include <riskmap/interruption.hpp>
#include <riskmap/shared_options.hpp>
#include <riskmap/tile_options.hpp>

#include <fmt/format.h>
#include <unistd.h>

namespace riskmap::tools::commands {
namespace {

class TileVerb final : public Verb {
 public:
  void declare(Options& options) override {
    options.arguments(
        {MapOptions::argument(), {"Z/X/Y", "the tile: zoom, column, row counted from the north, like 6/43/27", true}},
        [this](const auto& texts) { m_map.set_style(texts[0]), m_tile = geo::parse_tile(texts[1]); });
    declare_out(options, m_out, "FILE", "the file to write; '-' is stdout (default: stdout, unless it is a terminal)",
                Count::optional);
    declare_tile_options(options, m_options);
    m_map.declare(options);
  }

  void setup() override {
    check_tile_options(m_options);
    if (!m_out.empty()) return;
    if (::isatty(STDOUT_FILENO))
      throw UsageError("--out", "is missing: a tile is a picture, not text for a terminal", "write -o tile.png");
    m_out = "-";
  }

  void run(Console& console) override {
    if (console.json() && m_out == "-")
      throw UsageError("--json", "cannot share stdout with the tile", "write the tile to a file with -o");
    guard_output(m_out);
    const auto scene = m_map.load(console);
    const render::Renderer renderer(scene);
    const auto bytes = output::TileMaker(renderer, m_options).make(m_tile);
    if (bytes) {
      OutputFile file(m_out);
      file.write(*bytes);
      file.commit();
    }
    for (const auto& note : renderer.notes()) console.note(note);
    report(console, bytes ? bytes->size() : 0);
  }

 private:
  void report(Console& console, std::size_t size) const {
    const auto name = m_tile.text();
    const Json object = {
        {"tile", name}, {"empty", size == 0}, {"bytes", size}, {"out", size > 0 ? Json(m_out.string()) : Json()}};
    if (size == 0)
      console.made(
          object,
          fmt::format("tile {} is empty (only background, outside the map's bounds): nothing was written", name));
    else
      console.made(object, fmt::format("tile {} written to {} ({})", name, m_out == "-" ? "stdout" : m_out.string(),
                                       size_text(size)));
  }

  MapOptions m_map;
  geo::TileId m_tile;
  std::filesystem::path m_out;
  output::TileOptions m_options;
};

}  // namespace

extern const Command tile;
const Command tile = {"tile", "draw one tile to a file or stdout", create_verb<TileVerb>};

}  // namespace riskmap::tools::commands
