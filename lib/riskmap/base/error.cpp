// SPDX-License-Identifier: MIT
#include <riskmap/base/error.hpp>

#include <fmt/format.h>

#include <cassert>

namespace riskmap {

Error::Error(std::string message) : Error(std::vector<Mistake>{{"", std::move(message)}}) {}

Error::Error(std::string place, std::string message, std::string hint)
    : Error(std::vector<Mistake>{{std::move(place), std::move(message), std::move(hint)}}) {}

Error::Error(std::vector<Mistake> mistakes) : std::runtime_error(""), m_mistakes(std::move(mistakes)) {
  assert(!m_mistakes.empty());
  write_text();
}

void Error::add_context(const std::string& place) {
  for (auto& mistake : m_mistakes) mistake.place = mistake.place.empty() ? place : place + ": " + mistake.place;
  write_text();
}

void Error::write_text() {
  m_text.clear();
  for (const auto& mistake : m_mistakes) m_text += (m_text.empty() ? "" : "\n") + to_line(mistake);
}

std::string to_line(const Mistake& mistake) {
  std::string line = mistake.place.empty() ? mistake.message : mistake.place + ": " + mistake.message;
  if (!mistake.hint.empty()) line += " (" + mistake.hint + ")";
  return printable(line, 2000);
}

std::string printable(const std::string& text, std::size_t limit) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    const bool starts_character = (byte & 0xC0) != 0x80;
    if (out.size() >= limit && starts_character) return out + "…";
    const bool c1 = byte == 0xC2 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) < 0xA0;
    if (byte < 0x20 || byte == 0x7F)
      out += fmt::format("\\x{:02X}", byte);
    else if (c1)
      out += fmt::format("\\x{:02X}", static_cast<unsigned char>(text[++i]));
    else
      out += text[i];
  }
  return out;
}

}  // namespace riskmap
