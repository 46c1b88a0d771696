// SPDX-License-Identifier: MIT
#include <riskmap/io/archives/folder_digests.hpp>

#include <riskmap/base/error.hpp>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

namespace riskmap::io::folder_digests {

constexpr std::size_t pair_size = 16;

void append(std::vector<std::byte>& bytes, std::uint64_t id, std::uint64_t digest) {
  const std::array<std::uint64_t, 2> pair{id, digest};
  const auto* begin = reinterpret_cast<const std::byte*>(pair.data());
  bytes.insert(bytes.end(), begin, begin + pair_size);
}

std::unique_ptr<Reader> Reader::open(const std::filesystem::path& folder) {
  auto file = folder / file_name;
  const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
  if (descriptor < 0 && errno == ENOENT) return nullptr;
  if (descriptor < 0) throw DataError(file.string(), "cannot be read");
  struct stat about = {};
  const bool is_whole = ::fstat(descriptor, &about) == 0 && S_ISREG(about.st_mode) &&
                        static_cast<std::size_t>(about.st_size) % pair_size == 0;
  if (!is_whole) {
    ::close(descriptor);
    throw DataError(file.string(), "is no list of digests");
  }
  const auto pairs = static_cast<std::uint64_t>(about.st_size) / pair_size;
  return std::unique_ptr<Reader>(new Reader(std::move(file), descriptor, pairs));
}

Reader::Reader(std::filesystem::path file, int descriptor, std::uint64_t pairs)
    : m_file(std::move(file)), m_descriptor(descriptor), m_pairs(pairs) {}

Reader::~Reader() { ::close(m_descriptor); }

Reader::Pair Reader::at(std::uint64_t place) const {
  Pair pair;
  static_assert(sizeof pair == pair_size);
  if (::pread(m_descriptor, &pair, pair_size, static_cast<off_t>(place * pair_size)) != ssize_t{pair_size})
    throw DataError(m_file.string(), "cannot be read");
  return pair;
}

std::optional<std::uint64_t> Reader::find(std::uint64_t id) const {
  std::uint64_t low = 0;
  for (auto count = m_pairs; count > 0;) {
    const auto half = count / 2;
    if (at(low + half).id < id)
      low += half + 1, count -= half + 1;
    else
      count = half;
  }
  if (low == m_pairs) return {};
  const auto pair = at(low);
  return pair.id == id && pair.digest != 0 ? std::optional(pair.digest) : std::nullopt;
}

std::optional<std::uint64_t> Reader::first_out_of_order() const {
  std::uint64_t before = 0;
  for (std::uint64_t place = 0; place < m_pairs; ++place) {
    const auto id = at(place).id;
    if (place > 0 && id <= before) return place;
    before = id;
  }
  return {};
}

}  // namespace riskmap::io::folder_digests
