// SPDX-License-Identifier: MIT
#include <riskmap/shared_options.hpp>

#include <riskmap/base/units.hpp>
#include <riskmap/console.hpp>
#include <riskmap/render/layer_type.hpp>
#include <riskmap/style/document.hpp>
#include <riskmap/style/nearest.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <utility>

namespace riskmap::tools {
namespace {

constexpr int most_threads = 256;
constexpr std::size_t least_memory = std::size_t{64} << 20U;
constexpr double longest_side = 65535;

std::pair<std::string, std::string> split_pair(const std::string& text, const std::string& example) {
  const auto equals = text.find('=');
  if (equals == std::string::npos || equals == 0) {
    throw UsageError(fmt::format("'{}' lacks a name or '=' (write it like {})", printable(text), example));
  }
  return {text.substr(0, equals), text.substr(equals + 1)};
}

std::string checked_date(const std::string& text) {
  if (!parse_date(text))
    throw UsageError(fmt::format("'{}' is not a date (write it like 2024-01-31)", printable(text)));
  return text;
}

std::size_t checked_memory(const std::string& text) {
  const auto bytes = parse_size(text);
  if (bytes < least_memory) throw UsageError(fmt::format("'{}' is less than 64MiB", printable(text)));
  return bytes;
}

std::filesystem::path checked_folder(const std::string& text) {
  if (text.empty()) throw UsageError("is empty");
  return text;
}

}  // namespace

Options::Argument MapOptions::argument() {
  return {"STYLE", "the map document, or the name of a shipped one: briefing, night, print … (default: briefing)",
          false};
}

void MapOptions::set_style(const std::string& text) { m_style = text; }

void MapOptions::declare(Options& options) {
  options.group("The map");
  options.value(
      "--data", "SOURCE=FILE", "one's own file in place of a source of the document (repeatable)",
      [this](const auto& text) {
        auto [name, file] = split_pair(text, "incidents=mine.csv");
        if (file.empty()) throw UsageError(fmt::format("'{}' names no file", printable(text)));
        m_load.data[name] = file;
      },
      Count::repeated);
  options.value(
      "--data-root", "DIR", "a folder to look for data in, after the document's own (repeatable)",
      [this](const auto& text) { m_load.data_roots.push_back(checked_folder(text)); }, Count::repeated);
  options.value(
      "--set", "PATH=VALUE", "change a value, like riskmap:surfaces.risk.bandwidth=25km (repeatable)",
      [this](const auto& text) { m_load.set.push_back(split_pair(text, "riskmap:surfaces.risk.bandwidth=25km")); },
      Count::repeated);
  options.value("--from", "DATE", "first day of the surfaces' window (default: the document's)",
                [this](const auto& text) { m_load.from = checked_date(text); });
  options.value("--as-of", "DATE", "last day of the window, from which age is counted (default: the document's)",
                [this](const auto& text) { m_load.as_of = checked_date(text); });
  options.value("--filter", "EXPR", "only incidents that pass this expression, as JSON", [this](const auto& text) {
    parse_json(text, "JSON");
    m_load.filter = text;
  });
  options.value("--lang", "LANG", "language of names: en, ur or zh (default: en)", [this](const auto& text) {
    m_load.language = parse_choice(text, {"en", "ur", "zh"});
  });
  options.flag("--strict", "any bad row of data is an error (exit 3), and nothing is written", m_load.strict);
  options.value(
      "--threads", "N", "threads to work on, 1 to 256 (default: one per processor)",
      [this](const auto& text) { m_load.threads = static_cast<unsigned>(parse_whole(text, 1, most_threads)); });
  options.value("--max-memory", "SIZE", "memory to stay under, at least 64MiB (default: 2GiB)",
                [this](const auto& text) { m_load.max_memory = checked_memory(text); });
  options.group("Options");
}

map::Scene MapOptions::load(Console& console) const {
  auto scene = map::Scene::load(style_or_default(m_style), render::layer_specs(), m_load, console.progress());
  console.list(scene.rejects());
  for (const auto& note : scene.notes()) console.note(note);
  return scene;
}

std::optional<geo::LonLatBox> MapOptions::declared_bounds() const {
  const auto changes_bounds = [](const auto& setting) { return setting.first.find("bounds") != std::string::npos; };
  if (std::ranges::any_of(m_load.set, changes_bounds)) return std::nullopt;
  return style::Document::parse(read_json(style_or_default(m_style)), render::layer_specs()).bounds();
}

namespace {

/// The names of the styles in a folder, in order.
std::vector<std::string> shipped_styles(const std::filesystem::path& folder) {
  std::vector<std::string> names;
  std::error_code ignored;
  for (const auto& entry : std::filesystem::directory_iterator(folder, ignored))
    if (entry.path().extension() == ".json") names.push_back(entry.path().stem().string());
  std::ranges::sort(names);
  return names;
}

}  // namespace

std::filesystem::path style_or_default(const std::filesystem::path& style) {
  std::error_code ignored;
  const bool is_name = !style.has_parent_path() && !style.has_extension() && !std::filesystem::exists(style, ignored);
  if (!style.empty() && !is_name) return style;
  const auto data = map::installed_data();
  if (data.empty())
    throw EnvironmentError("styles/briefing.json", "the map that comes with riskmap is not there",
                           "reinstall riskmap, or let RISKMAP_DATA name the folder that holds styles/");
  if (style.empty()) return data / "styles" / "briefing.json";
  const auto names = shipped_styles(data / "styles");
  const auto name = style.string();
  if (std::ranges::find(names, name) != names.end()) return data / "styles" / (name + ".json");
  const std::vector<std::string_view> views(names.begin(), names.end());
  throw UsageError("STYLE",
                   fmt::format("'{}' is neither a file nor a style that comes with riskmap ({})", printable(name),
                               fmt::join(names, ", ")),
                   style::did_you_mean(name, views));
}

void declare_box(Options& options, std::optional<geo::LonLatBox>& box, const std::string& help) {
  options.value("--bbox", "W,S,E,N", help, [&box](const auto& text) { box = geo::parse_box(text); });
}

void declare_surface(Options& options, std::string& surface) {
  options.value("--surface", "NAME", "which risk surface (default: the document's first)",
                [&surface](const auto& text) { surface = text; });
}

void declare_out(Options& options, std::filesystem::path& out, const std::string& type, const std::string& help,
                 Count count) {
  options.value(
      "-o,--out", type, help,
      [&out](const auto& text) {
        if (text.empty()) throw UsageError("is empty");
        out = text;
      },
      count);
}

void declare_zooms(Options& options, geo::ZoomRange& zooms) {
  options.value("--zoom", "LOW-HIGH", "tile zooms, 0 to 22 (default: 4-9)", [&zooms](const auto& text) {
    zooms = geo::parse_zooms(text);
    if (zooms.high > 22) throw UsageError(fmt::format("'{}' goes beyond zoom 22", printable(text)));
  });
}

void declare_scale(Options& options, int& scale, int most) {
  options.value("--scale", "N", fmt::format("device pixels per CSS pixel, 1 to {} (default: 1)", most),
                [&scale, most](const auto& text) { scale = parse_whole(text, 1, most); });
}

void declare_max_pixels(Options& options, std::uint64_t& max_pixels) {
  options.value("--max-pixels", "N", "refuse pictures larger than this (default: 1000000000)",
                [&max_pixels](const auto& text) {
                  max_pixels = static_cast<std::uint64_t>(parse_whole(text, 1, 2'000'000'000));
                });
}

void check_picture_size(double width, double height, std::uint64_t max_pixels, const std::string& option) {
  if (std::max(width, height) > longest_side) {
    throw LimitError(option, fmt::format("a side of {:.0f} px is over the limit of {:.0f} px", std::max(width, height),
                                         longest_side));
  }
  if (width * height > static_cast<double>(max_pixels)) {
    throw LimitError(option,
                     fmt::format("{:.0f} × {:.0f} px are {:.0f} px, over the limit of {}", width, height,
                                 width * height, max_pixels),
                     "--max-pixels raises it");
  }
}

std::string check_suffix(const std::filesystem::path& out, const std::vector<std::string>& suffixes,
                         const std::string& option) {
  auto suffix = out.extension().string();
  std::ranges::transform(suffix, suffix.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  if (std::ranges::find(suffixes, suffix) != suffixes.end()) return suffix;
  throw UsageError(option,
                   fmt::format("'{}' has none of the suffixes {}", printable(out.string()), fmt::join(suffixes, ", ")));
}

std::string size_text(std::uint64_t bytes) {
  if (bytes < 1000) return fmt::format("{} bytes", bytes);
  if (bytes < 1'000'000) return fmt::format("{} kB", (bytes + 500) / 1000);
  return fmt::format("{:.1f} MB", static_cast<double>(bytes) / 1e6);
}

}  // namespace riskmap::tools
