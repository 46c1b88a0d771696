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
    const auto archive = io::open_archive(m_path);
    const auto summary = archive->summary();
    const auto more = about(*archive, summary);
    console.answer(to_json(summary, more), to_text(summary, more));
  }

 private:
  // What riskmap knows of its own archives; null where one does not say.
  Json about(const io::Archive& archive, const io::Archive::Summary& s) const {
    const auto value = [&](const char* path) {
      const auto* const found = find_path(s.metadata, path);
      return found != nullptr ? *found : Json();
    };
    return {{"digests", archive.has_digests()},        {"tile_size", value("riskmap.tileset.tile_size")},
            {"scale", value("riskmap.tileset.scale")}, {"palette", value("riskmap.tiles.palette")},
            {"shard", value("riskmap.shard")},         {"unfinished", part_of(m_path)}};
  }

  // The journal of an interrupted run that --resume would go on with.
  static Json part_of(std::string path) {
    while (path.size() > 1 && path.ends_with('/')) path.pop_back();
    std::error_code missing;
    return std::filesystem::exists(path + ".part-journal", missing) ? Json(path + ".part") : Json();
  }

  Json to_json(const io::Archive::Summary& s, const Json& more) const {
    Json zooms = Json::array();
    for (const auto& [zoom, count] : s.tiles_per_zoom) zooms.push_back({{"zoom", zoom}, {"tiles", count}});
    Json json = {{"path", m_path},
                 {"kind", s.kind},
                 {"format", s.format},
                 {"tiles", s.tiles},
                 {"distinct", s.distinct > 0 ? Json(s.distinct) : Json()},
                 {"bytes", s.bytes},
                 {"zooms", zooms},
                 {"bounds", {s.bounds.min_x, s.bounds.min_y, s.bounds.max_x, s.bounds.max_y}}};
    json.update(more);
    json["metadata"] = s.metadata;
    return json;
  }

  static std::string to_lines(const Json& more) {
    std::string text;
    if (more.at("tile_size").is_number_integer() && more.at("scale").is_number_integer())
      text +=
          fmt::format("size:     {} px at scale {}\n", more.at("tile_size").get<int>(), more.at("scale").get<int>());
    if (more.at("digests") == true) text += "digests:  yes, for --since\n";
    if (more.at("palette").is_array()) text += fmt::format("palette:  {} colours\n", more.at("palette").size());
    if (more.at("shard").is_string())
      text += fmt::format("shard:    {}\n", printable(more.at("shard").get<std::string>()));
    if (more.at("unfinished").is_string())
      text += fmt::format("beside:   {}, of an interrupted run\n", printable(more.at("unfinished").get<std::string>()));
    return text;
  }

  std::string to_text(const io::Archive::Summary& s, const Json& more) const {
    auto text = fmt::format("{}: {} of {} tiles\n", printable(m_path), s.kind, printable(s.format));
    text += fmt::format("tiles:    {}{}, {}\n", s.tiles,
                        s.distinct > 0 ? fmt::format(" ({} different)", s.distinct) : "", size_text(s.bytes));
    for (const auto& [zoom, count] : s.tiles_per_zoom) text += fmt::format("  zoom {:2}: {}\n", zoom, count);
    text += fmt::format("bounds:   {},{},{},{}\n", s.bounds.min_x, s.bounds.min_y, s.bounds.max_x, s.bounds.max_y);
    text += to_lines(more);
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
