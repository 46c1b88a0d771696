// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/output/pyramid.hpp>

#include <filesystem>
#include <memory>
#include <vector>

namespace riskmap::web::detail {

/// Several folders of tiles of one map, drawn zoom by zoom, so that what a zoom needs (labels, simplified lines) is
/// prepared once for all of them. The bytes are those of one write_pyramid() for each, and tiles that one leaves out
/// because they are empty are there too: a page asks for every tile of its box, and a browser complains of each that is
/// missing.
class PyramidGroup {
 public:
  PyramidGroup(const render::Renderer& renderer, const geo::LonLatBox& box, geo::ZoomRange zooms, unsigned threads);
  /// \throws OutputError
  void add(const std::filesystem::path& folder, const output::TileOptions& tile);
  /// Draws and writes them all; one stage of progress for the whole. \throws as output::write_pyramid()
  void write(Progress* progress);

 private:
  struct Member {
    output::PyramidOptions options;
    std::unique_ptr<output::Sink> sink;
  };
  void write_zoom(const Member& member, unsigned zoom, Progress& progress) const;

  const render::Renderer& m_renderer;
  geo::LonLatBox m_box;
  geo::ZoomRange m_zooms;
  unsigned m_threads;
  std::vector<Member> m_members;
};

}  // namespace riskmap::web::detail
