// SPDX-License-Identifier: MIT
// Feeds open_archive() with foreign bytes (MBTiles and PMTiles, told apart by content): it may refuse them, nothing
// else. Each part is asked on its own, since an archive that cannot be summed up may still be walked.
#include <riskmap/base/error.hpp>
#include <riskmap/io/archives/archive.hpp>

#include <sys/mman.h>
#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

namespace {

template <typename TAction>
void refusable(TAction&& action) {
  try {
    action();
  } catch (const riskmap::Error&) {  // NOLINT(bugprone-empty-catch): refusing is right
  }
}

// Ids must grow. A run of billions of tiles is no fault: only its beginning is walked.
void walk(const riskmap::io::Archive& archive) {
  const auto stream = archive.tiles();
  std::uint64_t next = 0;
  for (int i = 0; i < 100'000; ++i) {
    const auto tile = stream->next();
    if (!tile) return;
    if (tile->id < next) std::abort();
    next = tile->id + 1;
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const int descriptor = ::memfd_create("archive", MFD_CLOEXEC);
  if (descriptor < 0 || ::write(descriptor, data, size) != static_cast<ssize_t>(size)) return -1;
  try {
    const auto archive = riskmap::io::open_archive("/proc/self/fd/" + std::to_string(descriptor));
    for (unsigned zoom = 0; zoom <= riskmap::geo::TileId::max_zoom; ++zoom) {
      refusable([&] { archive->tile({zoom, 0, 0}); });
      refusable([&] { archive->digest({zoom, 0, 0}); });
    }
    refusable([&] { archive->summary(); });
    refusable([&] { archive->check([](const std::string&) {}); });
    refusable([&] { walk(*archive); });
  } catch (const riskmap::Error&) {  // NOLINT(bugprone-empty-catch): refusing is right
  }
  ::close(descriptor);
  return 0;
}
