// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace riskmap::io::detail {

struct ZipMember {
  std::string name;
  std::string_view packed;
  std::size_t size = 0;  ///< unpacked, as its directory says
  std::uint32_t checksum = 0;
  bool deflated = false;
};

/// The members of a zip archive (APPNOTE.TXT 6.3) without encryption, ZIP64 or several disks, in the order of its
/// directory; `bytes` must outlive them. \throws DataError, its place `shown`, if anything lies outside the archive,
/// overlaps something else or is there twice
std::vector<ZipMember> zip_members(std::string_view bytes, const std::string& shown);
/// The member's content, never more than its stated size. \throws DataError if that or its checksum is not so
std::string unpack(const ZipMember& member, const std::string& shown);

}  // namespace riskmap::io::detail
