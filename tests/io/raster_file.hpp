// SPDX-License-Identifier: MIT
#pragma once
#include <tests/io/fixtures.hpp>

#include <string>

namespace riskmap::test {

/// A raster "a.tif" in a folder of its own, and what GDAL's programs make of it.
struct RasterFile {
  TemporaryFolder folder;

  /// `text` is a file `name` that gdal_translate reads.
  RasterFile(const std::string& text, const std::string& name, const std::string& options) {
    write_text(folder / name, text);
    run("gdal_translate -q " + options + " " + quoted(folder / name) + " " + quoted(folder / "a.tif"));
  }
  std::filesystem::path make(const std::string& command, const std::string& name) const {
    run(command + " " + quoted(folder / "a.tif") + " " + quoted(folder / name));
    return folder / name;
  }
  /// What open(path, name) has against a file of the folder.
  template <typename TError, typename TOpen>
  std::string error(const std::string& name, TOpen&& open) const {
    return error_text<TError>([&] { open(folder / name, name); });
  }
};

}  // namespace riskmap::test
