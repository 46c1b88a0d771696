// SPDX-License-Identifier: MIT
#include <riskmap/command.hpp>
#include <riskmap/console.hpp>
#include <riskmap/io/archives/archive.hpp>
#include <riskmap/shared_options.hpp>

#include <fmt/format.h>

namespace riskmap::tools::commands {
namespace {

class InfoVerb final : public Verb {
 public:
  void declare(Options& options) override {
    options.arguments({{"ARCHIVE", "X.pmtiles, X.mbtiles or a folder of tiles", true}},
                      [this](const auto& texts) { m_path = texts[0]; });
  }

  void run(Console& console) override {
    const auto summary = io::open_archive(m_path)->summary();
    console.answer(to_json(summary), to_text(summary));
  }

 private:
  Json to_json(const io::Archive::Summary& s) const {
    Json zooms = Json::array();
    for (const auto& [zoom, count] : s.tiles_per_zoom) zooms.push_back({{"zoom", zoom}, {"tiles", count}});
    return {{"path", m_path},
            {"kind", s.kind},
            {"format", s.format},
            {"tiles", s.tiles},
            {"distinct", s.distinct > 0 ? Json(s.distinct) : Json()},
            {"bytes", s.bytes},
            {"zooms", zooms},
            {"bounds", {s.bounds.min_x, s.bounds.min_y, s.bounds.max_x, s.bounds.max_y}},
            {"metadata", s.metadata}};
  }

  std::string to_text(const io::Archive::Summary& s) const {
    auto text = fmt::format("{}: {} of {} tiles\n", printable(m_path), s.kind, printable(s.format));
    text += fmt::format("tiles:    {}{}, {}\n", s.tiles,
                        s.distinct > 0 ? fmt::format(" ({} different)", s.distinct) : "", size_text(s.bytes));
    for (const auto& [zoom, count] : s.tiles_per_zoom) text += fmt::format("  zoom {:2}: {}\n", zoom, count);
    text += fmt::format("bounds:   {},{},{},{}\n", s.bounds.min_x, s.bounds.min_y, s.bounds.max_x, s.bounds.max_y);
    if (!s.metadata.is_object()) return text;
    for (const auto& [key, value] : s.metadata.items()) {
      text += fmt::format("{}: {}\n", printable(key),
                          printable(value.is_string() ? value.get<std::string>()
                                                      : value.dump(-1, ' ', false, Json::error_handler_t::replace)));
    }
    return text;
  }

  std::string m_path;
};

}  // namespace

extern const Command info;
const Command info = {"info", "say what a tile archive holds", create_verb<InfoVerb>};

}  // namespace riskmap::tools::commands
