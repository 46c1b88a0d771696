// SPDX-License-Identifier: MIT
#include <riskmap/output/detail/tile_log.hpp>

#include <riskmap/base/error.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <utility>

namespace riskmap::output::detail {

TileLog::TileLog(const std::filesystem::path& path, const SinkOptions& options, Order order)
    : m_journal(path, options.job, options.resume), m_has_job(!options.job.empty()), m_order(order) {}

void TileLog::recover(const Journal::Read& read) {
  m_journal.recover(read, [this](const Record& record, std::span<const std::byte> bytes) {
    if (record.length == 0) {
      m_next = std::max(m_next, record.id);
      return true;
    }
    if (record.id < m_next) return false;
    if (record.is_new && m_contents.find_or_add(bytes, record.place)) return false;
    count(record);
    return true;
  });
}

std::optional<std::uint64_t> TileLog::find_or_add(const geo::TileId& tile, std::span<const std::byte> bytes,
                                                  std::uint64_t place) {
  m_asked = geo::hilbert_id(tile);
  if (m_asked < m_next && m_order == Order::hilbert)
    throw Error(fmt::format("tile {} comes out of its order", tile.text()));
  if (bytes.empty()) throw Error(fmt::format("tile {} has no bytes", tile.text()));
  if (bytes.size() > static_cast<std::size_t>(std::numeric_limits<std::int32_t>::max()))
    throw Error(fmt::format("tile {} has {} bytes", tile.text(), bytes.size()));
  return m_contents.find_or_add(bytes, place);
}

void TileLog::add(std::uint64_t place, std::span<const std::byte> bytes, bool is_new, std::uint64_t digest) {
  const Record record{m_asked, place, digest, static_cast<std::uint32_t>(bytes.size()), is_new};
  m_journal.append(record, bytes);
  count(record);
}

void TileLog::settle(std::uint64_t next_id) {
  if (next_id > m_next) {
    m_journal.append({.id = next_id}, {});
    m_next = next_id;
  }
  m_journal.flush();
}

void TileLog::count(const Record& record) {
  if (m_tiles++ == 0) m_first = record.id;
  m_last = record.id;
  m_next = std::max(m_next, record.id + 1);
  if (record.is_new) m_content_bytes += record.length;
  if (record.digest != 0) m_has_digests = true;
}

bool TileLog::keep() noexcept {
  const bool keeps = m_has_job && m_next != 0;
  m_journal.keep(keeps);
  if (!keeps) return false;
  try {
    m_journal.flush();
  } catch (const Error&) {  // NOLINT(bugprone-empty-catch): what was written before stands
  }
  return true;
}

std::optional<std::vector<std::byte>> stored_in(const OutputFile& file, std::size_t start, const Record& record) {
  std::vector<std::byte> bytes(record.is_new ? record.length : 0);
  return file.read_at(start + record.place, bytes) ? std::optional(std::move(bytes)) : std::nullopt;
}

}  // namespace riskmap::output::detail
