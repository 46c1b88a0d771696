// SPDX-License-Identifier: MIT
#include <riskmap/output/diff.hpp>

#include <riskmap/base/error.hpp>
#include <riskmap/base/parallel.hpp>
#include <riskmap/io/archives/archive.hpp>
#include <riskmap/output/decoder.hpp>
#include <riskmap/output/detail/tileset.hpp>

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace riskmap::output {
namespace {

using Bytes = std::vector<std::byte>;

constexpr std::size_t most_held = 256;                           ///< pairs whose pixels are compared at once …
constexpr std::size_t most_bytes_held = std::size_t{32} << 20U;  ///< … or fewer, if they are large

struct Side {
  explicit Side(const std::filesystem::path& path) : archive(io::open_archive(path)), place(path.string()) {}
  void start() { stream = archive->tiles(), advance(); }
  void advance() { tile = stream->next(); }
  std::unique_ptr<io::Archive> archive;
  std::string place;
  std::unique_ptr<io::TileStream> stream;
  std::optional<io::StoredTile> tile;
};

/// A difference that waits for its turn: what comes after a pair whose pixels are still to be compared waits as well.
struct Finding {
  geo::TileId tile;
  Difference difference = Difference::bytes;
  Bytes a = {}, b = {};
  int largest = -1;
};

int largest_difference(const render::Picture& a, const render::Picture& b) {
  if (a.width != b.width || a.height != b.height) return -1;
  int largest = 0;
  for (std::size_t i = 0; i < a.rgba.size(); ++i)
    largest = std::max(largest, std::abs(int{a.rgba[i]} - int{b.rgba[i]}));
  return largest;
}

// Digests have their own count, and where they lie says nothing.
Json comparable(Json metadata) {
  if (metadata.contains("riskmap") && metadata["riskmap"].is_object()) metadata["riskmap"].erase("digests");
  return metadata;
}

Json words_of(const io::Archive::Summary& summary, const std::string& place, bool own) {
  if (own) return comparable(summary.metadata);
  const auto info = detail::info_of(summary, place);
  Json json = {{"format", info.format}, {"vector_layers", info.vector_layers}, {"riskmap", detail::own_metadata(info)}};
  detail::add_texts(json, info);
  return json;
}

Json metadata_differences(const Side& a, const Side& b) {
  const auto summary_a = a.archive->summary(), summary_b = b.archive->summary();
  const bool same_kind = summary_a.kind == summary_b.kind;
  const auto words_a = words_of(summary_a, a.place, same_kind), words_b = words_of(summary_b, b.place, same_kind);
  std::set<std::string> keys;
  for (const auto* words : {&words_a, &words_b}) {
    for (const auto& [key, value] : words->items()) keys.insert(key);
  }
  auto out = Json::array();
  for (const auto& key : keys) {
    const auto value_a = words_a.value(key, Json()), value_b = words_b.value(key, Json());
    if (value_a != value_b) out.push_back({{"key", key}, {"a", value_a}, {"b", value_b}});
  }
  return out;
}

class Comparison {
 public:
  Comparison(Side& a, Side& b, const DiffOptions& options, Progress& progress)
      : m_a(a), m_b(b), m_options(options), m_progress(progress) {}

  DiffReport run() {
    m_a.start(), m_b.start();
    while (m_a.tile || m_b.tile) {
      compare_next();
      m_progress.advance(1);
      if (m_waiting.size() >= most_held || m_bytes_held >= most_bytes_held) tell();
    }
    tell();
    return std::move(m_report);
  }

 private:
  void compare_next() {
    auto &a = m_a.tile, &b = m_b.tile;
    const auto id = std::min(a ? a->id : ~std::uint64_t{0}, b ? b->id : ~std::uint64_t{0});
    const bool in_a = a && a->id == id, in_b = b && b->id == id;
    if (in_a && in_b)
      compare(*a, *b);
    else
      note({geo::from_hilbert_id(id), in_a ? Difference::only_in_a : Difference::only_in_b});
    if (in_a) m_a.advance();
    if (in_b) m_b.advance();
  }

  void compare(const io::StoredTile& a, const io::StoredTile& b) {
    if (std::ranges::equal(a.bytes, b.bytes)) {
      ++m_report.equal;
      if (a.digest != 0 && b.digest != 0 && a.digest != b.digest) ++m_report.other_digest;
      return;
    }
    Finding finding{geo::from_hilbert_id(a.id), Difference::bytes};
    if (m_options.pixels) {
      finding.a.assign(a.bytes.begin(), a.bytes.end());
      finding.b.assign(b.bytes.begin(), b.bytes.end());
      m_bytes_held += a.bytes.size() + b.bytes.size();
    }
    note(std::move(finding));
  }

  void note(Finding finding) { m_waiting.push_back(std::move(finding)); }

  void tell() {
    parallel_for(m_waiting.size(), m_options.threads, [this](std::size_t i) { compare_pixels(m_waiting[i]); });
    for (const auto& finding : m_waiting) count(finding);
    m_waiting.clear();
    m_bytes_held = 0;
  }

  void compare_pixels(Finding& finding) const {
    if (finding.a.empty()) return;
    const auto decoded = [&](const Bytes& bytes, const Side& side) {
      try {
        return decode_picture(bytes);
      } catch (Error& error) {
        error.add_context(side.place + ": tile " + finding.tile.text());
        throw;
      }
    };
    finding.largest = largest_difference(decoded(finding.a, m_a), decoded(finding.b, m_b));
    if (finding.largest == 0) finding.difference = Difference::coding;
  }

  void count(const Finding& finding) {
    constexpr std::uint64_t DiffReport::*counters[] = {&DiffReport::only_in_a, &DiffReport::only_in_b,
                                                       &DiffReport::different, &DiffReport::other_coding};
    ++(m_report.*counters[static_cast<std::size_t>(finding.difference)]);
    m_report.largest_pixel_difference = std::max(m_report.largest_pixel_difference, finding.largest);
    if (m_options.see) m_options.see(finding.tile, finding.difference, finding.largest);
  }

  Side &m_a, &m_b;
  const DiffOptions& m_options;
  Progress& m_progress;
  DiffReport m_report;
  std::vector<Finding> m_waiting;
  std::size_t m_bytes_held = 0;
};

}  // namespace

DiffReport diff(const std::filesystem::path& a, const std::filesystem::path& b, const DiffOptions& options,
                Progress* progress) {
  Progress silent;
  auto& shown = progress != nullptr ? *progress : silent;
  Side side_a(a), side_b(b);
  auto metadata = metadata_differences(side_a, side_b);
  shown.start("tiles", 0, "tiles");
  auto report = Comparison(side_a, side_b, options, shown).run();
  shown.finish();
  report.metadata = std::move(metadata);
  return report;
}

}  // namespace riskmap::output
