// SPDX-License-Identifier: MIT
#include <riskmap/output/sink.hpp>

#include <riskmap/base/error.hpp>
#include <riskmap/output/sinks_catalogue.hpp>

namespace riskmap::output {

std::unique_ptr<Sink> create_sink(const std::filesystem::path& path, const TilesetInfo& info,
                                  const SinkOptions& options) {
  if (path.empty() || path == "-")
    throw UsageError("--output", "a tile set is a folder or an archive; it cannot go to standard output");
  const SinkType* folder = nullptr;
  for (const auto* type : sinks::all) {
    if (type->suffix.empty())
      folder = type;
    else if (path.extension() == type->suffix)
      return type->create(path, info, options);
  }
  return folder->create(path, info, options);
}

}  // namespace riskmap::output
