// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/output/pyramid.hpp>

#include <filesystem>
#include <memory>
#include <vector>

namespace riskmap::web::detail {

/// Several folders of tiles of one map, drawn zoom by zoom, so that what a zoom needs (labels, simplified lines) is prepared
/// once for all of them. The bytes are those of one write_pyramid() for each.
class PyramidGroup {
 public:
  PyramidGroup(const render::Renderer& renderer, geo::ZoomRange zooms, unsigned threads);
  /// \throws OutputError
  void add(const std::filesystem::path& folder, const output::TileOptions& tile);
  /// Draws and writes them all; one stage of progress for the whole. \throws as output::write_pyramid()
  void write(Progress* progress);

 private:
  struct Member {
    output::PyramidOptions options;
    std::unique_ptr<output::Sink> sink;
  };
  const render::Renderer& m_renderer;
  geo::ZoomRange m_zooms;
  unsigned m_threads;
  std::vector<Member> m_members;
};

}  // namespace riskmap::web::detail
