// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/base/digest.hpp>
#include <riskmap/map/scene.hpp>
#include <riskmap/render/canvas.hpp>
#include <riskmap/render/view.hpp>
#include <riskmap/style/property.hpp>

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace riskmap::render {

class Placement;
namespace detail {
class IconSet;
class TextCache;
class ZoomOutlines;
}  // namespace detail

/// What a layer is prepared with: everything of it that does not depend on the tile, once per zoom and ratio.
struct PrepareContext {
  const map::Scene& scene;
  double zoom = 0;
  double ratio = 1;
  double world_size = 0;                         ///< device pixels
  Placement& placement;                          ///< labels of all layers, upper layers first
  detail::ZoomOutlines& outlines;                ///< of this zoom
  detail::TextCache& texts;                      ///< of all zooms
  detail::IconSet& icons;                        ///< of the document
  std::function<void(const std::string&)> note;  ///< counted, said once
};

/// A layer ready to be drawn at one zoom. Immutable; shared between threads.
class PreparedLayer {
 public:
  virtual ~PreparedLayer() = default;
  virtual void draw(const View& view, Canvas& canvas) const = 0;
  /// Whether no pixel of any view shows what was there before.
  virtual bool covers() const { return false; }
  /// False if nothing of it falls into the view.
  virtual bool touches(const View& view) const = 0;
  /// Adds what its pixels in the view depend on; nothing if it leaves none. Where all layers add the same, the pixels
  /// are the same: of this map or another, here or, if nothing said where, anywhere.
  virtual void digest(const View& view, Digest& digest) const = 0;
};

/// One line of a legend: how it is drawn in a box of the given size, and what it says.
struct LegendItem {
  std::string label;
  std::function<void(Canvas&, const geo::PixelBox&, double unit)> draw;  ///< unit: canvas units per CSS px
  enum class Kind : unsigned char { ramp_class, fill, line, symbol } kind = Kind::symbol;
  double width = 0, height = 0;  ///< CSS px it is drawn on, where that is more than the legend gives
};

/// A layer type; its catalogue is render/layers/, one file each.
struct LayerType {
  style::LayerSpec spec;
  std::string_view summary;
  std::unique_ptr<PreparedLayer> (*prepare)(const style::Layer& layer, const PrepareContext& context);
  /// What the layer's `metadata["riskmap:legend"]` (a label, or a list) asks to show; null if the type has no entries.
  std::vector<LegendItem> (*legend)(const style::Layer& layer, const map::Scene& scene) = nullptr;
};

/// The tables of all layer types, for style::Document and map::Scene.
std::span<const style::LayerSpec> layer_specs();
/// \pre the type is in the catalogue (documents with others do not parse)
const LayerType& find_layer_type(std::string_view type);

}  // namespace riskmap::render
