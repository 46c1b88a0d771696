// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/map/scene.hpp>
#include <riskmap/render/canvas.hpp>
#include <riskmap/render/view.hpp>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace riskmap::render {

/// Which of a document's layers to draw. A web page lays them over one another: base, the live surface, mask, labels.
enum class Part : unsigned char {
  all,         ///< the whole map
  base,        ///< all but risk surfaces with their masks, and what stands above the first of them
  overlay,     ///< what stands above the risk surface, but text (lines, circles, hatches)
  labels,      ///< symbol layers
  unlabelled,  ///< all but symbol layers: a poster's graticule lies between these and the labels
};

/// Draws a scene. Preparation per zoom and ratio is made on first use and kept (the newest few). draw() is const, a
/// pure function of scene and view, and safe to call from many threads: the bytes do not depend on which view was drawn
/// before.
class Renderer {
 public:
  explicit Renderer(const map::Scene& scene);
  ~Renderer();
  Renderer(const Renderer&) = delete;
  Renderer& operator=(const Renderer&) = delete;

  void draw(const View& view, Canvas& canvas, Part part = Part::all) const;
  /// draw() on a picture of the view's size. \throws LimitError
  Picture picture(const View& view, Part part = Part::all) const;
  /// The same into a picture whose memory is used again: of a tile, nothing of note is allocated.
  void picture(const View& view, Picture& out, Part part = Part::all) const;
  /// A digest of all that the picture of a view is made of: its size and, for each layer that leaves a pixel in it,
  /// what is drawn and how. Equal digests mean equal pixels, also of two maps, and of two places where nothing in the
  /// view says which it is (inside the sea, say). Costs a small part of drawing.
  std::uint64_t digest(const View& view, Part part = Part::all) const;
  /// True if only `background` would be drawn and the view lies outside the scene's bounds.
  bool is_empty(const View& view) const;
  const map::Scene& scene() const { return m_scene; }
  /// Forgets what is prepared and the texts it is made of, to give their memory back: it is made again when it is
  /// asked for, the same. Where others draw, what they draw with lives on until they are done.
  void give_back() const;
  /// What was noticed while drawing (properties that could not be evaluated, labels without a glyph), each once with a
  /// count.
  std::vector<std::string> notes() const;

 private:
  struct Plans;
  const map::Scene& m_scene;
  std::unique_ptr<Plans> m_plans;
};

}  // namespace riskmap::render
