// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/base/progress.hpp>
#include <riskmap/density/estimate.hpp>
#include <riskmap/map/sprite.hpp>
#include <riskmap/model/image_pyramid.hpp>
#include <riskmap/model/raster.hpp>
#include <riskmap/model/site.hpp>
#include <riskmap/model/source.hpp>
#include <riskmap/style/document.hpp>

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace riskmap::map {

/// What may be changed about a document from outside, before it is read.
struct LoadOptions {
  std::vector<std::filesystem::path> data_roots = {};         ///< looked in after the document's folder, in order
  std::map<std::string, std::string> data = {};               ///< source name → one's own file
  std::vector<std::pair<std::string, std::string>> set = {};  ///< path → value (JSON, else a string)
  std::optional<std::string> from = {}, as_of = {};           ///< ISO dates for every surface
  std::string filter = {};                                    ///< an expression, JSON: and-ed to every surface's filter
  std::string language = "en";
  bool strict = false;
  unsigned threads = 0;
  std::size_t max_memory = std::size_t{2} << 30U;
};

/// A surface with its place in the document.
struct SceneSurface {
  const style::SurfaceSpec* spec = nullptr;
  std::shared_ptr<const density::Surface> surface;  ///< the rate (of a change: in the later window)
  std::shared_ptr<const density::Numbers> drawn;  ///< what is drawn and read: the rate, or what `spec->of` makes of it
  /// What it was estimated from, so that others can estimate again: every usable incident, in the window or not
  /// (Incident::row finds its feature), and how.
  std::shared_ptr<const std::vector<model::Incident>> incidents;
  std::shared_ptr<const model::Area> study_area;  ///< may be null
  density::EstimateOptions options;
  Days from, until;         ///< the window in use; until is the end of the day as-of
  bool as_of_given = true;  ///< false: taken from the newest event, with a warning
  std::string unit;         ///< "events per 1000 km² a year", or "weighted events …"
  /// Encoding of `--format surface` tiles: value = step · (65536 R + 256 G + B); 0 if no raster-dem source shows the
  /// surface.
  double step = 0;
  /// The value to the nearest encoding step (at least one if positive), as it is drawn and written: the same bytes on
  /// any machine.
  double rounded(double value) const;
};

/// A document with its sources opened and its surfaces estimated. Immutable; shared between threads.
class Scene {
 public:
  /// \throws StyleError, DataError, UsageError, LimitError, EnvironmentError
  static Scene load(const std::filesystem::path& style, std::span<const style::LayerSpec> layer_types,
                    const LoadOptions& options = {}, Progress* progress = nullptr);

  const style::Document& document() const { return *m_document; }
  const std::string& language() const { return m_language; }
  /// The features a layer draws, or null if it has no vector source.
  const model::FeatureLayer* features(const style::Layer& layer) const;
  /// The surface a raster-dem layer shows, or null.
  const SceneSurface* surface_of(const style::Layer& layer) const;
  const std::vector<SceneSurface>& surfaces() const { return m_surfaces; }
  /// \throws UsageError naming the surfaces there are. "" is the first.
  const SceneSurface& surface(std::string_view name) const;
  /// An elevation raster of a raster-dem source, or null: then its elevations may be pictures().
  const model::Raster* elevation(const style::Layer& layer) const;
  /// The picture of a raster source, or null; of a raster-dem source, the tiles that hold its elevations.
  const model::ImagePyramid* pictures(const style::Layer& layer) const;
  const std::vector<model::Site>& sites() const { return m_sites; }
  /// The document's icons; empty if it asks for none.
  const Sprite& sprite() const { return m_sprite; }
  const model::Source* source(std::string_view name) const;
  /// riskmap:bounds, else the box of all features.
  geo::LonLatBox bounds() const { return m_bounds; }
  /// Data files with SHA-256 and row counts, windows, bandwidths, kernels, version: what every product carries.
  Json provenance() const;
  /// Things the user should read once: rejected and moved rows, an as-of that was guessed, document warnings.
  const std::vector<std::string>& notes() const { return m_notes; }
  /// The mistakes behind the counts, for stderr (at most 20 are shown).
  const std::vector<Mistake>& rejects() const { return m_rejects; }

 private:
  friend class SceneLoader;
  std::shared_ptr<const style::Document> m_document;
  std::string m_language;
  std::map<std::string, std::shared_ptr<const model::Source>, std::less<>> m_sources;
  std::map<std::string, std::shared_ptr<const model::Raster>, std::less<>> m_rasters;
  std::map<std::string, std::shared_ptr<const model::ImagePyramid>, std::less<>> m_pictures;
  std::vector<SceneSurface> m_surfaces;
  std::vector<model::Site> m_sites;
  Sprite m_sprite;
  geo::LonLatBox m_bounds;
  std::vector<std::string> m_notes;
  std::vector<Mistake> m_rejects;
};

/// Looks a path of a document up: its folder, then each root, then the installed data folder; after symlinks are
/// resolved the file must lie in one of these. \throws UsageError naming where it was looked for
std::filesystem::path find_file(const std::string& path, const std::filesystem::path& document,
                                std::span<const std::filesystem::path> roots);
/// $RISKMAP_DATA, else the data folder of the installation, else the checkout the library was built in: the first that
/// holds styles/.
std::filesystem::path installed_data();

}  // namespace riskmap::map
