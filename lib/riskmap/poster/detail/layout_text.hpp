// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/base/json.hpp>
#include <riskmap/map/scene.hpp>

#include <optional>
#include <string>

namespace riskmap::poster::detail {

/// A layout as JSON, with the shipped layout it extends merged in: its keys replace the other's, `texts` one by one.
class LayoutText {
 public:
  /// The layout `asked` names, else the document's, else the shipped "column".
  static LayoutText find(const map::Scene& scene, const std::string& asked);

  const Json& json() const { return m_json; }
  /// "styles/a.json:41:7: metadata.riskmap:poster.margins": where the author wrote it.
  std::string place(const std::string& path) const;

 private:
  static LayoutText shipped(const std::string& name, const std::string& asked_at);
  static LayoutText of(JsonText text, std::string prefix, const Json& value);
  void extend();

  JsonText m_text;
  std::string m_prefix;  ///< path of the layout in its text
  Json m_own, m_json;
  std::shared_ptr<const LayoutText> m_base;
};

}  // namespace riskmap::poster::detail
