// SPDX-License-Identifier: MIT
#include <riskmap/io/archives/pmtiles_reader.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <tuple>
#include <utility>

namespace riskmap::io::pmtiles {
namespace {

using Fault = std::function<void(const std::string&)>;

/// Follows the entries in their order.
class Checker {
 public:
  Checker(const Reader& reader, const Fault& fault)
      : m_reader(reader), m_header(reader.header()), m_digests(reader.digests()), m_fault(fault) {}

  void run() {
    check_sections();
    m_reader.visit([this](const Entry& entry) { see(entry); },
                   [this](int depth) { m_is_deep = m_is_deep || depth > 1; });
    check_counts();
    check_data();
    check_place();
  }

 private:
  template <typename... TArguments>
  void expect(bool holds, fmt::format_string<TArguments...> text, TArguments&&... arguments) const {
    if (!holds) m_fault(fmt::format(text, std::forward<TArguments>(arguments)...));
  }

  void check_sections() const {
    const auto& h = m_header;
    expect(h.root.offset != 0 && h.metadata.offset != 0 && h.leaves.offset != 0 && h.data.offset != 0,
           "a section's offset is 0");
    const auto rest = h.metadata.length + h.leaves.length + h.data.length;
    const bool adds_up =
        m_reader.size() == header_size + h.root.length + rest || m_reader.size() == reserved_size + rest;
    expect(adds_up, "the file has {} bytes, its sections add up to {}", m_reader.size(),
           header_size + h.root.length + rest);
    expect(h.tile_type != TileType::unknown, "the header does not say what the tiles are");
  }

  void see(const Entry& entry) {
    m_reader.data_of(entry);
    if (m_entries++ == 0) m_first = entry.id;
    m_tiles += entry.run;
    m_last = entry.id + entry.run - 1;
    if (entry.offset == m_end) {
      m_contents.push_back(entry.offset);
      m_end += entry.length;
    } else if (!std::ranges::binary_search(m_contents, entry.offset)) {
      if (m_header.clustered && m_out_of_order++ == 0)
        m_fault(
            fmt::format("tile {}: its bytes at {} neither follow the last new ones nor are a content met before, as "
                        "the header's 'clustered' promises",
                        geo::from_hilbert_id(entry.id).text(), entry.offset));
      m_is_clustered = false;
      m_strays.push_back(entry.offset);
    }
  }

  void check_counts() {
    std::ranges::sort(m_strays);
    const auto end_of_strays = std::unique(m_strays.begin(), m_strays.end());
    const auto contents = m_contents.size() + static_cast<std::uint64_t>(end_of_strays - m_strays.begin());
    for (const auto& [name, told, found] : {std::tuple{"tiles", m_header.addressed_tiles, m_tiles},
                                            {"entries", m_header.entries, m_entries},
                                            {"contents", m_header.contents, contents}}) {
      expect(told == 0 || told == found, "the header says {} {}, the directories hold {}", told, name, found);
    }
    expect(m_out_of_order <= 1, "{} more tiles are out of clustered order", m_out_of_order - 1);
    expect(!m_is_deep, "leaf directories have leaves of their own");
  }

  void check_data() const {
    if (m_digests)
      expect(m_digests->length / sizeof(std::uint64_t) == m_tiles, "there are {} digests for {} tiles",
             m_digests->length / sizeof(std::uint64_t), m_tiles);
    if (!m_is_clustered) return;
    const auto used = m_end + (m_digests ? m_digests->length : 0);
    expect(used == m_header.data.length, "the tile data has {} bytes, its tiles{} take {}", m_header.data.length,
           m_digests ? " and digests" : "", used);
    if (m_digests) expect(m_digests->offset == m_header.data.offset + m_end, "the digests do not follow the last tile");
  }

  void check_place() const {
    const bool empty = m_entries == 0;
    const auto low = empty ? m_header.min_zoom : geo::from_hilbert_id(m_first).zoom;
    const auto high = empty ? m_header.max_zoom : geo::from_hilbert_id(m_last).zoom;
    expect(m_header.min_zoom == low && m_header.max_zoom == high, "the header says zooms {}-{}, the tiles lie in {}-{}",
           m_header.min_zoom, m_header.max_zoom, low, high);
    expect(m_header.centre_zoom >= m_header.min_zoom && m_header.centre_zoom <= m_header.max_zoom,
           "the centre's zoom {} lies outside {}-{}", m_header.centre_zoom, m_header.min_zoom, m_header.max_zoom);
    expect(m_header.bounds.width() > 0 && m_header.bounds.height() > 0, "the bounds have no area");
    expect(m_header.bounds.contains(m_header.centre.lon, m_header.centre.lat), "the centre lies outside the bounds");
  }

  const Reader& m_reader;
  const Header& m_header;
  const std::optional<Section> m_digests;
  const Fault& m_fault;
  std::uint64_t m_tiles = 0, m_entries = 0, m_first = 0, m_last = 0, m_end = 0, m_out_of_order = 0;
  bool m_is_deep = false, m_is_clustered = true;
  std::vector<std::uint64_t> m_contents, m_strays;  // offsets; the first rise as they come
};

}  // namespace

void check(const Reader& reader, const Fault& fault) { Checker(reader, fault).run(); }

}  // namespace riskmap::io::pmtiles
