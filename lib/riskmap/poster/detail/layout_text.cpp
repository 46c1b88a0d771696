// SPDX-License-Identifier: MIT
#include <riskmap/poster/detail/layout_text.hpp>

#include <riskmap/base/error.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace riskmap::poster::detail {
namespace {

namespace fs = std::filesystem;

constexpr const char* default_layout = "column";

fs::path layouts_folder() { return map::installed_data() / "styles" / "layouts"; }

std::string shipped_names() {
  std::vector<std::string> names;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(layouts_folder(), error)) {
    if (entry.path().extension() == ".json") names.push_back(entry.path().stem().string());
  }
  std::sort(names.begin(), names.end());
  return fmt::format("{}", fmt::join(names, ", "));
}

bool is_name(const std::string& text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  });
}

}  // namespace

LayoutText LayoutText::of(JsonText text, std::string prefix, const Json& value) {
  LayoutText out;
  out.m_own = value;
  out.m_text = std::move(text);
  out.m_prefix = std::move(prefix);
  out.extend();
  return out;
}

LayoutText LayoutText::shipped(const std::string& name, const std::string& asked_at) {
  const auto file = layouts_folder() / (name + ".json");
  if (!is_name(name) || !fs::is_regular_file(file)) {
    throw UsageError(asked_at, fmt::format("there is no layout '{}'", printable(name)),
                     fmt::format("there are: {}; a file's name ends in .json", shipped_names()));
  }
  auto text = read_json(file);
  text.name = "styles/layouts/" + name + ".json";
  const Json value = text.value;
  return of(std::move(text), "", value);
}

LayoutText LayoutText::find(const map::Scene& scene, const std::string& asked) {
  if (asked.ends_with(".json")) {
    auto text = read_json(asked);
    const Json value = text.value;
    return of(std::move(text), "", value);
  }
  if (!asked.empty()) return shipped(asked, "--layout");
  const auto* written = scene.document().metadata("riskmap:poster");
  if (written == nullptr) return shipped(default_layout, "");
  const auto& document = scene.document().text();
  const std::string path = "metadata.riskmap:poster";
  return written->is_string() ? shipped(written->get<std::string>(), document.place(path))
                              : of(document, path, *written);
}

void LayoutText::extend() {
  m_json = m_own;
  if (!m_own.is_object() || !m_own.contains("extends")) return;
  if (!m_own["extends"].is_string()) throw StyleError(place("extends"), "must be the name of a shipped layout");
  m_base = std::make_shared<const LayoutText>(shipped(m_own["extends"].get<std::string>(), place("extends")));
  m_json = m_base->json();
  for (const auto& [key, value] : m_own.items()) {
    if (key == "extends") continue;
    if (key == "texts" && value.is_object() && m_json.contains("texts")) {
      m_json["texts"].update(value);
    } else {
      m_json[key] = value;
    }
  }
}

std::string LayoutText::place(const std::string& path) const {
  const auto top = path.substr(0, path.find_first_of(".["));
  if (m_base && !path.empty() && m_own.is_object() && !m_own.contains(top)) return m_base->place(path);
  const auto whole = m_prefix.empty() ? path : path.empty() ? m_prefix : m_prefix + "." + path;
  return m_text.place(whole);
}

}  // namespace riskmap::poster::detail
