// SPDX-License-Identifier: MIT
#include <riskmap/map/detail/incidents.hpp>

#include <riskmap/base/units.hpp>

#include <fmt/format.h>

#include <cmath>
#include <optional>

namespace riskmap::map::detail {
namespace {

using style::EvaluationContext;
using style::Value;

// Why a row cannot be used: the short reason that is counted, and the value that was found.
struct Rejection {
  std::string field, reason, value;
};

class RowReader {
 public:
  RowReader(const style::SurfaceSpec& spec, const model::Source& source, const model::FeatureLayer& layer,
            std::string_view language)
      : m_spec(spec), m_layer(layer) {
    m_context.layer = &layer;
    m_context.language = language;
    if (!spec.date && !layer.field("date_start")) {
      std::string there;
      for (const auto& field : layer.fields) there += (there.empty() ? "" : ", ") + printable(field);
      throw DataError(source.path, "the required column 'date_start' is missing",
                      fmt::format("it has: {}; another name is given by \"date\" in the surface", there));
    }
  }

  bool passes_filter(const model::Feature& feature) {
    m_context.feature = &feature;
    if (!m_spec.filter) return true;
    try {
      const auto value = m_spec.filter->evaluate(m_context);
      const auto* yes = value.get<bool>();
      return yes != nullptr && *yes;
    } catch (const style::EvaluationError&) {
      return false;
    }
  }

  model::Incident read(const model::Feature& feature) {
    m_context.feature = &feature;
    if (feature.geometry.kind != model::Geometry::Kind::point || feature.geometry.points.size() != 1) {
      throw Rejection{"geometry", "not a single point", ""};
    }
    model::Incident incident;
    incident.row = feature.row;
    incident.where = feature.geometry.points.front();
    auto id = text(m_spec.id, "id");
    incident.id = id ? *std::move(id) : "row " + std::to_string(feature.row);
    incident.begin = date(m_spec.date, "date_start").value_or(Days(0));
    const auto last = date(m_spec.end, "date_end", false).value_or(incident.begin);
    if (last < incident.begin) throw Rejection{"date_end", "date_end before date_start", to_iso_date(last)};
    incident.end = last + Days(1);
    incident.weight = weight();
    incident.uncertainty = uncertainty();
    return incident;
  }

 private:
  Value value(const std::optional<style::Expression>& expression, const char* field) {
    if (expression) {
      try {
        return expression->evaluate(m_context);
      } catch (const style::EvaluationError& error) {
        throw Rejection{field, std::string(field) + " cannot be evaluated", error.what()};
      }
    }
    const auto* found = m_layer.get(*m_context.feature, field);
    return found ? style::from_model(*found) : Value();
  }

  std::optional<std::string> text(const std::optional<style::Expression>& expression, const char* field) {
    const auto found = value(expression, field);
    if (found.is_null()) return std::nullopt;
    return style::to_text(found);
  }

  std::optional<Days> date(const std::optional<style::Expression>& expression, const char* field,
                           bool required = true) {
    const auto found = text(expression, field);
    if (!found || found->empty()) {
      if (required) throw Rejection{field, std::string(field) + " is blank", ""};
      return std::nullopt;
    }
    const auto parsed = parse_date(*found);
    if (!parsed) throw Rejection{field, std::string(field) + " not a date (write 2024-01-31)", *found};
    return parsed;
  }

  double weight() {
    if (!m_spec.weight) return 1.0;
    const auto found = value(m_spec.weight, "weight");
    const auto* number = found.get<double>();
    if (number == nullptr) throw Rejection{"weight", "weight not known", style::to_text(found)};
    if (!std::isfinite(*number) || *number < 0)
      throw Rejection{"weight", "weight negative or not finite", style::to_text(found)};
    return *number;
  }

  Metres uncertainty() {
    const auto found = value(m_spec.uncertainty, "location_uncertainty_km");
    if (found.is_null()) return Metres(0);
    const auto* number = found.get<double>();
    if (number == nullptr || !std::isfinite(*number) || *number < 0 || *number > 2000) {
      throw Rejection{"location_uncertainty_km", "uncertainty not a length in km (0 to 2000)", style::to_text(found)};
    }
    return Metres(*number * 1000.0);
  }

  const style::SurfaceSpec& m_spec;
  const model::FeatureLayer& m_layer;
  EvaluationContext m_context;
};

}  // namespace

IncidentTable read_incidents(const style::SurfaceSpec& spec, const model::Source& source,
                             const model::FeatureLayer& layer, std::string_view language) {
  IncidentTable table;
  RowReader reader(spec, source, layer, language);
  if (!spec.filter) table.incidents.reserve(layer.features.size());
  for (const auto& feature : layer.features) {
    if (!reader.passes_filter(feature)) {
      ++table.filtered;
      continue;
    }
    try {
      table.incidents.push_back(reader.read(feature));
    } catch (const Rejection& why) {
      const auto shown = why.value.empty() ? "" : fmt::format(" (value \"{}\")", printable(why.value, 80));
      table.rejects.push_back({feature.row,
                               why.reason,
                               {fmt::format("{}:{}: {}", source.path, feature.row, why.field), why.reason + shown}});
    }
  }
  return table;
}

}  // namespace riskmap::map::detail
