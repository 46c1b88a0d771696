// SPDX-License-Identifier: MIT
#include <riskmap/output/detail/pmtiles_directories.hpp>

#include <riskmap/io/archives/pmtiles_directory.hpp>
#include <riskmap/io/compression.hpp>

#include <algorithm>
#include <functional>

namespace riskmap::output::detail {
namespace {

using namespace io::pmtiles;

constexpr std::size_t room = reserved_size - header_size;
constexpr std::uint64_t smallest_leaf = 4096;  // as go-pmtiles has them
constexpr std::uint64_t most_leaves = 3500;    // whose root usually fits

void each_entry(TileLog& log, const std::function<void(const Entry&)>& see) {
  Entry open{.run = 0};
  log.each([&](const Record& tile) {
    if (open.run != 0 && open.offset == tile.place && open.id + open.run == tile.id && open.run != UINT32_MAX) {
      ++open.run;
      return;
    }
    if (open.run != 0) see(open);
    open = {tile.id, tile.place, tile.length, 1};
  });
  if (open.run != 0) see(open);
}

std::vector<std::byte> packed(const std::vector<Entry>& entries) { return io::gzip(write_directory(entries)); }

/// The entries of a root over leaves of this size.
std::vector<Entry> write_leaves(TileLog& log, OutputFile& file, std::size_t leaf_size) {
  std::vector<Entry> root, leaf;
  leaf.reserve(leaf_size);
  const auto start = file.size();
  const auto close_leaf = [&] {
    const auto bytes = packed(leaf);
    root.push_back({leaf.front().id, file.size() - start, static_cast<std::uint32_t>(bytes.size()), 0});
    file.write(bytes);
    leaf.clear();
  };
  each_entry(log, [&](const Entry& entry) {
    leaf.push_back(entry);
    if (leaf.size() == leaf_size) close_leaf();
  });
  if (!leaf.empty()) close_leaf();
  return root;
}

}  // namespace

PmtilesDirectories write_directories(TileLog& log, OutputFile& file) {
  PmtilesDirectories out;
  std::vector<Entry> first;
  each_entry(log, [&](const Entry& entry) {
    ++out.entries;
    if (first.size() < reserved_size) first.push_back(entry);
  });
  if (out.entries < reserved_size) {
    out.root = packed(first);
    if (out.root.size() <= room) return out;
  }
  const auto start = file.size();
  for (auto leaf_size = std::max(smallest_leaf, out.entries / most_leaves);; leaf_size += leaf_size / 5) {
    out.root = packed(write_leaves(log, file, leaf_size));
    if (out.root.size() <= room) return out;
    file.cut(start);
  }
}

}  // namespace riskmap::output::detail
