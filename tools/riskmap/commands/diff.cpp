// SPDX-License-Identifier: MIT
#include <riskmap/command.hpp>
#include <riskmap/console.hpp>
#include <riskmap/output/diff.hpp>
#include <riskmap/shared_options.hpp>

#include <fmt/format.h>

#include <array>

namespace riskmap::tools::commands {
namespace {

constexpr std::array<std::string_view, 4> words = {"only in A", "only in B", "different", "other coding"};
constexpr std::array<const char*, 4> keys = {"only_in_a", "only_in_b", "different", "other_coding"};

class DiffVerb final : public Verb {
 public:
  void declare(Options& options) override {
    options.arguments({{"A", "X.pmtiles, X.mbtiles or a folder of tiles", true}, {"B", "another one", true}},
                      [this](const auto& texts) { m_a = texts[0], m_b = texts[1]; });
    options.flag("--pixels", "compare the pixels of pictures whose bytes differ", m_options.pixels);
    options.flag("--list", "list each tile that differs", m_lists);
    options.value("--threads", "N", "threads to work on, 1 to 256 (default: one per processor)",
                  [this](const auto& text) { m_options.threads = static_cast<unsigned>(parse_whole(text, 1, 256)); });
  }

  void run(Console& console) override {
    if (m_lists) {
      m_options.see = [&](const geo::TileId& tile, output::Difference difference, int largest) {
        list(console.json(), tile, static_cast<std::size_t>(difference), largest);
      };
    }
    const auto report = output::diff(m_a, m_b, m_options, console.progress());
    flush();
    console.answer(to_json(report), to_text(report));
    if (!report.same()) throw IntegrityError(m_b, "is not the same as " + m_a);
  }

 private:
  void list(bool json, const geo::TileId& tile, std::size_t difference, int largest) {
    if (json) {
      m_listed[keys[difference]].push_back(tile.text());
      return;
    }
    m_lines += fmt::format("{} {}{}\n", tile.text(), words[difference],
                           largest > 0 ? fmt::format(" by up to {}", largest) : "");
    if (m_lines.size() > std::size_t{1} << 16U) flush();
  }

  void flush() {
    if (!m_lines.empty()) print(m_lines);
    m_lines.clear();
  }

  Json to_json(const output::DiffReport& r) const {
    Json json = {{"a", m_a},
                 {"b", m_b},
                 {"same", r.same()},
                 {"equal", r.equal},
                 {"only_in_a", r.only_in_a},
                 {"only_in_b", r.only_in_b},
                 {"different", r.different},
                 {"other_digest", r.other_digest},
                 {"metadata", r.metadata}};
    if (m_options.pixels) json["other_coding"] = r.other_coding;
    if (m_options.pixels) json["largest_pixel_difference"] = r.largest_pixel_difference;
    if (m_lists) json["tiles"] = m_listed;
    return json;
  }

  std::string to_text(const output::DiffReport& r) const {
    auto text = fmt::format("tiles:    {} equal, {} different, {} only in A, {} only in B\n", r.equal, r.different,
                            r.only_in_a, r.only_in_b);
    if (m_options.pixels) {
      text += fmt::format("pixels:   {} tiles have other bytes for the same pixels; the largest difference is {}\n",
                          r.other_coding, r.largest_pixel_difference);
    }
    if (r.other_digest > 0) text += fmt::format("digests:  {} of the equal tiles have another one\n", r.other_digest);
    for (const auto& change : r.metadata) {
      const auto value = [&](const char* side) {
        return printable(change.at(side).dump(-1, ' ', false, Json::error_handler_t::replace));
      };
      text += fmt::format("metadata: {}: {} in A, {} in B\n", printable(change.at("key").get<std::string>()),
                          value("a"), value("b"));
    }
    return text;
  }

  std::string m_a, m_b, m_lines;
  bool m_lists = false;
  output::DiffOptions m_options;
  Json m_listed = Json::object();
};

}  // namespace

extern const Command diff;
const Command diff = {"diff", "compare two tile archives, tile by tile", create_verb<DiffVerb>};

}  // namespace riskmap::tools::commands
