// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/geo/box.hpp>
#include <riskmap/geo/tile_id.hpp>
#include <riskmap/map/scene.hpp>
#include <riskmap/options.hpp>

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

/// Options that several verbs share, each declared here once with its help, unit, default and bounds.
namespace riskmap::tools {

class Console;

/// Which document, and what is changed about it before it is read.
class MapOptions {
 public:
  /// The argument STYLE, for Options::arguments.
  static Options::Argument argument();
  void declare(Options& options);
  void set_style(const std::string& text);

  const std::filesystem::path& style() const { return m_style; }
  const map::LoadOptions& load_options() const { return m_load; }
  unsigned threads() const { return m_load.threads; }
  std::size_t max_memory() const { return m_load.max_memory; }
  /// Loads the map; lists rejected rows and notes on the console.
  map::Scene load(Console& console) const;
  /// riskmap:bounds, read from the document alone: known before any data is. nullopt if it names none, or is changed by
  /// --set.
  std::optional<geo::LonLatBox> declared_bounds() const;

 private:
  std::filesystem::path m_style;
  map::LoadOptions m_load;
};

/// `style`; the installed style of that name if it is a bare word and no file; briefing if it is empty.
/// \throws EnvironmentError if the installed styles are not there, UsageError naming them if none has that name
std::filesystem::path style_or_default(const std::filesystem::path& style);

void declare_box(Options& options, std::optional<geo::LonLatBox>& box, const std::string& help);
void declare_surface(Options& options, std::string& surface);
void declare_out(Options& options, std::filesystem::path& out, const std::string& type, const std::string& help,
                 Count count = Count::required);
void declare_zooms(Options& options, geo::ZoomRange& zooms);
void declare_scale(Options& options, int& scale, int most);
void declare_max_pixels(Options& options, std::uint64_t& max_pixels);

/// A picture's size against the hard limits: a side of 65,535 px, `max_pixels` in all. \throws LimitError
void check_picture_size(double width, double height, std::uint64_t max_pixels, const std::string& option);
/// The suffix of an output in lower case. \throws UsageError listing those there are
/// `option` is the mistake's place: leave it empty while an option is read, which then names itself.
std::string check_suffix(const std::filesystem::path& out, const std::vector<std::string>& suffixes,
                         const std::string& option = "--out");
/// "345 kB"
std::string size_text(std::uint64_t bytes);

}  // namespace riskmap::tools
