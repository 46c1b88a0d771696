// SPDX-License-Identifier: MIT
#include <riskmap/io/detail/zip_archive.hpp>

#include <riskmap/base/error.hpp>
#include <riskmap/io/compression.hpp>

#include <fmt/format.h>
#include <libdeflate.h>

#include <algorithm>
#include <memory>
#include <set>
#include <span>

namespace riskmap::io::detail {
namespace {

constexpr std::size_t end_size = 22, entry_size = 46, local_size = 30, longest_comment = 65535;

std::size_t number(std::string_view bytes, std::size_t at, std::size_t count) {
  std::size_t value = 0;
  for (std::size_t i = count; i-- > 0;) value = value << 8U | static_cast<unsigned char>(bytes[at + i]);
  return value;
}

[[noreturn]] void broken(const std::string& shown, const std::string& why) {
  throw DataError(shown, "is no whole zip archive: " + why, "truncated? save the workbook again");
}

std::size_t find_end(std::string_view bytes, const std::string& shown) {
  const auto at = bytes.rfind(std::string_view("PK\5\6", 4));
  if (at == std::string_view::npos || at + end_size > bytes.size() || bytes.size() - at > end_size + longest_comment)
    broken(shown, "its directory is missing");
  return at;
}

/// From the entry at `at` of the directory, the member's content looked up behind its local header.
ZipMember read_entry(std::string_view bytes, std::size_t at, std::size_t directory, const std::string& shown) {
  ZipMember member;
  member.name = std::string(bytes.substr(at + entry_size, number(bytes, at + 28, 2)));
  member.checksum = static_cast<std::uint32_t>(number(bytes, at + 16, 4));
  member.size = number(bytes, at + 24, 4);
  const auto flags = number(bytes, at + 8, 2), method = number(bytes, at + 10, 2);
  const auto length = number(bytes, at + 20, 4), local = number(bytes, at + 42, 4);
  if ((flags & 1U) != 0) throw DataError(shown, "is encrypted", "save it without a password");
  if (method != 0 && method != 8) broken(shown, fmt::format("packing method {}", method));
  member.deflated = method == 8;
  if (local + local_size > directory || bytes.substr(local, 4) != std::string_view("PK\3\4", 4))
    broken(shown, "a member lies outside it");
  const auto begin = local + local_size + number(bytes, local + 26, 2) + number(bytes, local + 28, 2);
  if (begin > directory || length > directory - begin) broken(shown, "a member lies outside it");
  member.packed = bytes.substr(begin, length);
  return member;
}

void refuse_overlaps(const std::vector<ZipMember>& members, const std::string& shown) {
  std::vector<std::string_view> stretches;
  std::set<std::string_view> names;
  for (const auto& member : members) {
    if (!names.insert(member.name).second) broken(shown, "two members of one name");
    if (!member.packed.empty()) stretches.push_back(member.packed);
  }
  std::ranges::sort(stretches, {}, [](std::string_view stretch) { return stretch.data(); });
  for (std::size_t i = 1; i < stretches.size(); ++i) {
    if (stretches[i - 1].data() + stretches[i - 1].size() > stretches[i].data()) broken(shown, "its members overlap");
  }
}

struct FreeDecompressor {
  void operator()(libdeflate_decompressor* decompressor) const { libdeflate_free_decompressor(decompressor); }
};

bool inflate(std::string_view packed, std::string& into) {
  const std::unique_ptr<libdeflate_decompressor, FreeDecompressor> decompressor(libdeflate_alloc_decompressor());
  if (!decompressor) throw std::bad_alloc();
  // Without a place for the actual size libdeflate insists on exactly the room it is given.
  return libdeflate_deflate_decompress(decompressor.get(), packed.data(), packed.size(), into.data(), into.size(),
                                       nullptr) == LIBDEFLATE_SUCCESS;
}

}  // namespace

std::vector<ZipMember> zip_members(std::string_view bytes, const std::string& shown) {
  const auto end = find_end(bytes, shown);
  const auto count = number(bytes, end + 10, 2);
  auto at = number(bytes, end + 16, 4);
  const auto directory = at;
  std::vector<ZipMember> members;
  for (std::size_t i = 0; i < count; ++i) {
    if (at + entry_size > end || bytes.substr(at, 4) != std::string_view("PK\1\2", 4))
      broken(shown, "its directory is cut off");
    const auto next =
        at + entry_size + number(bytes, at + 28, 2) + number(bytes, at + 30, 2) + number(bytes, at + 32, 2);
    if (next > end) broken(shown, "its directory is cut off");
    members.push_back(read_entry(bytes, at, directory, shown));
    at = next;
  }
  refuse_overlaps(members, shown);
  return members;
}

std::string unpack(const ZipMember& member, const std::string& shown) {
  std::string content(member.size, '\0');
  const bool whole = member.deflated ? inflate(member.packed, content)
                                     : member.packed.copy(content.data(), content.size()) ==
                                           std::max(content.size(), member.packed.size());
  if (!whole) broken(shown, fmt::format("'{}' is not as long as it says", printable(member.name)));
  if (crc32(std::as_bytes(std::span(content.data(), content.size()))) != member.checksum)
    broken(shown, fmt::format("'{}' is damaged", printable(member.name)));
  return content;
}

}  // namespace riskmap::io::detail
