// SPDX-License-Identifier: MIT
// Feeds open_archive() with foreign bytes (MBTiles and PMTiles, told apart by content): it may refuse them, nothing
// else.
#include <riskmap/base/error.hpp>
#include <riskmap/io/archives/archive.hpp>

#include <sys/mman.h>
#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <string>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const int descriptor = ::memfd_create("archive", MFD_CLOEXEC);
  if (descriptor < 0 || ::write(descriptor, data, size) != static_cast<ssize_t>(size)) return -1;
  try {
    const auto archive = riskmap::io::open_archive("/proc/self/fd/" + std::to_string(descriptor));
    for (unsigned zoom = 0; zoom <= riskmap::geo::TileId::max_zoom; ++zoom) archive->tile({zoom, 0, 0});
    archive->summary();
  } catch (const riskmap::Error&) {  // NOLINT(bugprone-empty-catch): refusing is right
  }
  ::close(descriptor);
  return 0;
}
