// SPDX-License-Identifier: MIT
#include <riskmap/poster/svg_ids.hpp>

#include <map>
#include <string_view>

namespace riskmap::poster {
namespace {

std::string escaped(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (c == '&')
      out += "&amp;";
    else if (c == '<')
      out += "&lt;";
    else if (c == '>')
      out += "&gt;";
    else
      out += c;
  }
  return out;
}

}  // namespace

std::string renumber_svg(const std::string& svg, const std::string& title) {
  // An id is declared as id="x" and named as "#x" or url(#x); '#' and '"' stand nowhere in base64.
  static constexpr std::string_view starts[] = {" id=\"", "\"#", "(#"};
  std::map<std::string, std::string, std::less<>> names;
  std::string out;
  out.reserve(svg.size());
  const auto root_end = svg.find('>', svg.find("<svg"));
  bool titled = false;
  for (std::size_t at = 0; at < svg.size();) {
    if (!titled && at > root_end) {
      out += "\n<title>" + escaped(title) + "</title>";
      titled = true;
    }
    const std::string_view rest(svg.data() + at, svg.size() - at);
    std::string_view start;
    if (rest.front() == ' ' || rest.front() == '"' || rest.front() == '(') {
      for (const auto candidate : starts) {
        if (rest.starts_with(candidate)) start = candidate;
      }
    }
    if (start.empty()) {
      out += svg[at++];
      continue;
    }
    const auto end = rest.find_first_of("\")", start.size());
    const auto name = rest.substr(start.size(), end == std::string_view::npos ? end : end - start.size());
    const auto number = "i" + std::to_string(names.size() + 1);
    out += std::string(start) + names.try_emplace(std::string(name), number).first->second;
    at += start.size() + name.size();
  }
  return out;
}

}  // namespace riskmap::poster
