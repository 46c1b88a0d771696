// SPDX-License-Identifier: MIT
#include <riskmap/style/document.hpp>

#include <riskmap/style/detail/document_reader.hpp>
#include <riskmap/style/detail/property_type.hpp>
#include <riskmap/style/parser.hpp>

#include <algorithm>
#include <utility>

namespace riskmap::style {
namespace {

template <typename TEntries>
auto find_by_name(const TEntries& entries, std::string_view name) -> decltype(entries.data()) {
  const auto found =
      std::find_if(entries.begin(), entries.end(), [&](const auto& entry) { return entry.name == name; });
  return found == entries.end() ? nullptr : &*found;
}

}  // namespace

Document Document::parse(JsonText text, std::span<const LayerSpec> layer_types) {
  return DocumentReader(std::move(text), layer_types).read();
}

std::string Document::name() const {
  const auto* name = find_path(json(), "name");
  return name && name->is_string() ? name->get<std::string>() : "";
}

const SourceSpec* Document::source(std::string_view name) const { return find_by_name(m_sources, name); }
const SurfaceSpec* Document::surface(std::string_view name) const { return find_by_name(m_surfaces, name); }

const Json* Document::metadata(std::string_view key) const {
  const auto all = json().find("metadata");
  if (all == json().end() || !all->is_object()) return nullptr;
  const auto found = all->find(std::string(key));
  return found == all->end() ? nullptr : &*found;
}

Expression compile_expression(const Json& json, ValueType expected, const std::string& place) {
  std::vector<Mistake> mistakes;
  Parser parser(place, mistakes, expected_type(PropertySpec{.name = {}, .type = expected, .default_json = {}}));
  Expression compiled(parser.parse(json));
  if (!mistakes.empty()) throw StyleError(std::move(mistakes));
  return compiled;
}

}  // namespace riskmap::style
