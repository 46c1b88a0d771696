// SPDX-License-Identifier: MIT
#include <riskmap/web/html.hpp>

#include <cassert>

namespace riskmap::web {

std::string escape_html(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

std::string script_json(const Json& value) {
  std::string out;
  // As ASCII: then U+2028 and U+2029, line ends to old engines, are escaped too. Bytes that are no UTF-8 become U+FFFD.
  for (const char c : value.dump(-1, ' ', true, Json::error_handler_t::replace)) {
    if (c == '<')
      out += "\\u003c";
    else
      out += c;
  }
  return out;
}

std::string fill_template(std::string_view text, const std::map<std::string, std::string, std::less<>>& values) {
  std::string out;
  for (;;) {
    const auto open = text.find("{{");
    const auto close = open == text.npos ? open : text.find("}}", open);
    if (close == text.npos) return out.append(text);
    const auto value = values.find(text.substr(open + 2, close - open - 2));
    assert(value != values.end());
    out.append(text.substr(0, open)).append(value == values.end() ? "" : value->second);
    text.remove_prefix(close + 2);
  }
}

}  // namespace riskmap::web
