// SPDX-License-Identifier: MIT
#include <riskmap/poster/layout.hpp>

#include <riskmap/base/error.hpp>
#include <riskmap/base/units.hpp>
#include <riskmap/poster/detail/layout_text.hpp>
#include <riskmap/style/nearest.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace riskmap::poster {
namespace {

using Kind = FurnitureOption::Kind;
using Names = std::vector<std::string_view>;

struct Range {
  double least, most;
};

Names split(std::string_view values) {
  Names out;
  for (std::size_t at = 0; at <= values.size();) {
    const auto bar = std::min(values.find('|', at), values.size());
    out.push_back(values.substr(at, bar - at));
    at = bar + 1;
  }
  return out;
}

bool is_text(const Json& json) {
  if (json.is_string()) return true;
  return json.is_object() && !json.empty() &&
         std::all_of(json.begin(), json.end(), [](const auto& value) { return value.is_string(); });
}

// Reads to the end, collecting mistakes.
class LayoutReader {
 public:
  explicit LayoutReader(const detail::LayoutText& text) : m_text(text), m_json(text.json()) {}

  Layout read() {
    if (!m_json.is_object()) throw StyleError(m_text.place(""), "a layout is an object, or the name of a shipped one");
    check_keys(m_json, "", {"extends", "made-for", "margins", "gap", "font", "map", "column", "texts", "furniture"});
    read_page();
    read_map();
    read_column();
    read_texts();
    read_furniture();
    if (!m_mistakes.empty()) throw StyleError(m_mistakes);
    m_layout.json = m_json;
    return std::move(m_layout);
  }

 private:
  void wrong(const std::string& path, std::string message, std::string hint = {}) {
    m_mistakes.push_back({m_text.place(path), std::move(message), std::move(hint)});
  }

  void check_keys(const Json& object, const std::string& path, const Names& known) {
    for (const auto& [key, value] : object.items()) {
      if (std::find(known.begin(), known.end(), key) != known.end()) continue;
      auto hint = style::did_you_mean(key, known);
      if (hint.empty()) hint = fmt::format("there are: {}", fmt::join(known, ", "));
      wrong(child_path(path, key), fmt::format("unknown key '{}'", printable(key)), std::move(hint));
    }
  }

  void read_number(const Json& object, const std::string& path, const char* key, Range range, double& out) {
    if (!object.contains(key)) return;
    const auto& value = object[key];
    const bool good = value.is_number() && value.get<double>() >= range.least && value.get<double>() <= range.most;
    if (good)
      out = value.get<double>();
    else
      wrong(child_path(path, key), fmt::format("must be a number from {:g} to {:g}", range.least, range.most));
  }

  // The index of the value among the choices, or `otherwise`.
  std::size_t read_choice(const Json& object, const std::string& path, const char* key, std::string_view choices,
                          std::size_t otherwise) {
    if (!object.contains(key)) return otherwise;
    const auto names = split(choices);
    const auto text = object[key].is_string() ? object[key].get<std::string>() : std::string();
    const auto found = std::find(names.begin(), names.end(), text);
    if (found != names.end()) return static_cast<std::size_t>(found - names.begin());
    wrong(child_path(path, key), fmt::format("must be one of {}", fmt::join(names, ", ")),
          text.empty() ? std::string() : style::did_you_mean(text, names));
    return otherwise;
  }

  const Json& object(const char* key) {
    static const Json none = Json::object();
    if (!m_json.contains(key)) return none;
    if (m_json[key].is_object()) return m_json[key];
    wrong(key, "must be an object");
    return none;
  }

  void read_page() {
    read_number(m_json, "", "gap", {0, 100}, m_layout.gap);
    if (m_json.contains("margins")) read_margins(m_json["margins"]);
    if (m_json.contains("font") && !m_json["font"].is_string())
      wrong("font", "must be the name of a family, like \"Noto Sans\"");
    if (!m_json.contains("made-for")) return;
    try {
      m_layout.made_for = parse_page_size(
          m_json["made-for"].is_string() ? m_json["made-for"].get<std::string>() : std::string(), false);
    } catch (const UsageError&) {
      wrong("made-for", "must be a page size", "A4, A3, A2, A1, A0, or like \"300x200mm\"");
    }
  }

  void read_margins(const Json& margins) {
    const auto good = [](const Json& value) {
      return value.is_number() && value.get<double>() >= 0 && value.get<double>() <= 500;
    };
    if (good(margins)) {
      m_layout.margins.fill(margins.get<double>());
    } else if (margins.is_array() && margins.size() == 4 && std::all_of(margins.begin(), margins.end(), good)) {
      for (std::size_t i = 0; i < 4; ++i) m_layout.margins[i] = margins[i].get<double>();
    } else {
      wrong("margins", "must be millimetres from 0 to 500, or four of them: top, right, bottom, left");
    }
  }

  void read_map() {
    const auto& map = object("map");
    check_keys(map, "map", {"scale", "line", "projection", "site-radius"});
    read_number(map, "map", "scale", {0.25, 8}, m_layout.map_scale);
    read_number(map, "map", "line", {0, 5}, m_layout.frame_line);
    if (map.contains("projection") && map["projection"] != "auto" && map["projection"] != "EPSG:3857") {
      wrong("map.projection", fmt::format("{} comes in a later version", printable(map["projection"].dump())),
            R"(write "auto" or "EPSG:3857")");
    }
    if (!map.contains("site-radius")) return;
    try {
      m_layout.site_radius =
          parse_length(map["site-radius"].is_string() ? map["site-radius"].get<std::string>() : std::string());
    } catch (const UsageError&) {
      wrong("map.site-radius", "must be a length, like \"150km\"");
    }
  }

  void read_column() {
    const auto& column = object("column");
    check_keys(column, "column", {"side", "width", "gap", "columns"});
    m_layout.side = static_cast<Layout::Side>(read_choice(column, "column", "side", "auto|right|left|below", 0));
    read_number(column, "column", "width", {10, 1000}, m_layout.column_width);
    read_number(column, "column", "gap", {0, 100}, m_layout.column_gap);
    double columns = m_layout.columns;
    read_number(column, "column", "columns", {1, 8}, columns);
    m_layout.columns = static_cast<unsigned>(columns);
  }

  void read_texts() {
    for (const auto& [key, value] : object("texts").items()) {
      if (!is_text(value)) wrong(child_path("texts", key), R"(must be a text, or {"en": …, "ur": …})");
    }
  }

  void read_furniture() {
    if (!m_json.contains("furniture") || !m_json["furniture"].is_array())
      return wrong("furniture", "must be a list of pieces");
    for (std::size_t i = 0; i < m_json["furniture"].size(); ++i)
      read_row(m_json["furniture"][i], child_path("furniture", i));
  }

  void read_row(const Json& json, const std::string& path) {
    if (!json.is_object()) return wrong(path, "must be an object");
    Row row;
    row.name = m_text.place(path);
    if (json.contains("row")) {
      check_keys(json, path, {"row", "place", "box"});
      if (!json["row"].is_array() || json["row"].empty())
        return wrong(child_path(path, "row"), "must be a list of pieces");
      for (std::size_t i = 0; i < json["row"].size(); ++i)
        read_entry(json["row"][i], child_path(child_path(path, "row"), i), row, false);
    } else {
      read_entry(json, path, row, true);
    }
    read_place(json, path, row);
    m_layout.rows.push_back(std::move(row));
  }

  void read_place(const Json& json, const std::string& path, Row& row) {
    const bool on_frame = !row.entries.empty() && row.entries.front().furniture->on_frame;
    if (on_frame) {
      row.place = Row::Place::frame;
      if (json.contains("place") || json.contains("box") || row.entries.size() > 1)
        wrong(path, "stands on the map's frame: it has no other place");
      return;
    }
    if (json.contains("box")) return read_box(json["box"], child_path(path, "box"), row);
    row.place = static_cast<Row::Place>(read_choice(json, path, "place", "top|bottom|column|column-end", 2));
  }

  void read_box(const Json& box, const std::string& path, Row& row) {
    const bool good = box.is_array() && box.size() == 4 &&
                      std::all_of(box.begin(), box.end(), [](const auto& v) { return v.is_number(); });
    if (!good || box[2] <= 0 || box[3] <= 0)
      return wrong(path, "must be [x, y, width, height] in millimetres from the page's top-left corner");
    row.place = Row::Place::box;
    const double x = box[0].get<double>(), y = box[1].get<double>();
    row.box = {x, y, x + box[2].get<double>(), y + box[3].get<double>()};
  }

  void read_entry(const Json& json, const std::string& path, Row& row, bool alone) {
    Names pieces;
    for (const auto* furniture : furniture_catalogue()) pieces.push_back(furniture->name);
    const auto name = json.is_object() && json.contains("piece") && json["piece"].is_string()
                          ? json["piece"].get<std::string>()
                          : std::string();
    const auto all = furniture_catalogue();
    const auto found =
        std::find_if(all.begin(), all.end(), [&](const auto* furniture) { return furniture->name == name; });
    if (found == all.end()) {
      auto hint = name.empty() ? std::string() : style::did_you_mean(name, pieces);
      if (hint.empty()) hint = fmt::format("there are: {}", fmt::join(pieces, ", "));
      return wrong(name.empty() ? path : child_path(path, "piece"),
                   name.empty() ? "must name its \"piece\"" : fmt::format("there is no piece '{}'", printable(name)),
                   hint);
    }
    Entry entry{*found, json};
    auto keys = alone ? Names{"piece", "place", "box"} : Names{"piece"};
    for (const auto& option : (*found)->options) keys.push_back(option.name);
    check_keys(json, path, keys);
    for (const auto& option : (*found)->options) read_option(option, path, entry.options);
    row.entries.push_back(std::move(entry));
  }

  void read_option(const FurnitureOption& option, const std::string& path, Json& options) {
    const std::string key(option.name);
    if (!options.contains(key)) {
      options[key] = Json::parse(option.default_json);
      return;
    }
    const auto& value = options[key];
    const auto at = child_path(path, key);
    switch (option.kind) {
      case Kind::number:
        if (!value.is_number() || value.get<double>() < 0 || value.get<double>() > 1000)
          wrong(at, "must be a number from 0 to 1000");
        break;
      case Kind::text:
        if (!is_text(value)) wrong(at, R"(must be a text, or {"en": …, "ur": …})");
        break;
      case Kind::texts:
        if (!value.is_array() || !std::all_of(value.begin(), value.end(), is_text))
          wrong(at, "must be a list of texts");
        break;
      case Kind::choice:
        read_choice(options, path, key.c_str(), option.values, 0);
        break;
      case Kind::boolean:
        if (!value.is_boolean()) wrong(at, "must be true or false");
        break;
    }
  }

  const detail::LayoutText& m_text;
  const Json& m_json;
  Layout m_layout;
  std::vector<Mistake> m_mistakes;
};

}  // namespace

Layout read_layout(const map::Scene& scene, const std::string& asked) {
  const auto text = detail::LayoutText::find(scene, asked);
  return LayoutReader(text).read();
}

}  // namespace riskmap::poster
