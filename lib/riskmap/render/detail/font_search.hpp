// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace riskmap::render::detail {

/// The letters of some texts; Latin ones and digits are always among them.
class Letters {
 public:
  Letters();
  void add(std::string_view utf8);    ///< what is no UTF-8 is passed over
  std::vector<char32_t> all() const;  ///< by their numbers

 private:
  void note(std::size_t code);
  std::vector<std::uint64_t> m_found;  // a bit for each code point
};

/// A font file as its own tables name it.
struct FontName {
  std::string family, version;
};
/// Adds the files, by path, that a `text-font` stack takes these letters from. \throws EnvironmentError if the fonts
/// are missing
void find_fonts(const std::vector<std::string>& stack, const std::vector<char32_t>& letters,
                std::map<std::string, FontName>& files);

}  // namespace riskmap::render::detail
