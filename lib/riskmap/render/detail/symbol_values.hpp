// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/render/detail/label.hpp>
#include <riskmap/render/layer_type.hpp>
#include <riskmap/render/placement.hpp>

#include <array>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace riskmap::render::detail {

/// A property's value: evaluated once where no feature changes it.
template <typename TValue>
class LayerValue {
 public:
  LayerValue(const style::Layer& layer, const char* name, const style::EvaluationContext& context, unsigned& failures)
      : m_layer(layer), m_name(name), m_failures(failures) {
    if (!layer.depends(name).feature) m_constant = read(context);
  }
  TValue operator()(const style::EvaluationContext& context) const { return m_constant ? *m_constant : read(context); }

 private:
  TValue read(const style::EvaluationContext& context) const;
  const style::Layer& m_layer;
  const char* m_name;
  unsigned& m_failures;
  std::optional<TValue> m_constant;
};

/// "top-left" as the side of a box that stands nearest the place: −1 left or top, 0 middle, 1 right or bottom.
PixelPoint side_of(std::string_view anchor);

/// Where a text may stand, in the order of trying: which side of its box is near the place, and how far from it.
struct AnchorChoice {
  PixelPoint side, offset;  ///< offset in ems, right and down
  double justify = 0.5;
};

/// A layer's symbol properties, read by feature. Lengths are device pixels where they are not ems.
class SymbolValues {
 public:
  enum class Along : unsigned char { point, line, line_center };
  struct Text {
    style::Formatted text;
    LabelStyle style;
    std::vector<AnchorChoice> anchors;
    double opacity = 1;
    PixelPoint rotation = {1, 0};  ///< cosine and sine
  };
  enum class Fit : unsigned char { none, width, height, both };
  struct IconLook {
    std::string name;
    double size = 1;  ///< device pixels a CSS px
    PixelPoint side, offset, rotation = {1, 0};
    std::array<double, 4> padding = {};  ///< top, right, bottom, left
    Fit fit = Fit::none;
    std::array<double, 4> fit_padding = {};
    IconStamp::Look look;
    double opacity = 1;
    bool turns = false;  ///< with the line
  };

  SymbolValues(const style::Layer& layer, const PrepareContext& prepare);
  SymbolValues(const style::Layer& layer, double ratio, const style::EvaluationContext& context);

  /// Nothing if there is nothing to show.
  std::optional<Text> text(const style::EvaluationContext& context) const;
  std::optional<IconLook> icon(const style::EvaluationContext& context) const;
  unsigned failures() const { return m_failures; }

  // Of the layer, the same for all features.
  Along along = Along::point;
  bool text_turns = false, letters_turn = true;  ///< with the line
  bool text_upright = true, icon_upright = false;
  bool text_optional = false, icon_optional = false, text_ignored = false, icon_ignored = false;
  bool by_viewport_y = false;
  std::vector<bool> runs_down = {false};  ///< whether text does, in the order of trying
  Placement::Overlap text_overlap = {}, icon_overlap = {};
  double spacing = 250, text_padding = 2, max_angle_cosine = 0.7;
  PixelPoint text_shift, icon_shift;

 private:
  void read_layer(const style::EvaluationContext& context);
  Placement::Overlap overlap(const char* name, const char* allow, const style::EvaluationContext& context) const;
  std::vector<AnchorChoice> anchors(const style::EvaluationContext& context) const;
  AnchorChoice choice(std::string_view anchor, const std::vector<double>& offset, std::optional<double> radial,
                      bool away, const std::string& justify) const;

  const style::Layer& m_layer;
  double m_ratio;
  mutable unsigned m_failures = 0;
  template <typename TValue>
  using V = LayerValue<TValue>;
  V<style::Formatted> m_field;
  V<std::string> m_transform, m_justify, m_anchor, m_icon_anchor, m_icon_alignment, m_fit;
  V<std::vector<std::string>> m_fonts;
  V<double> m_size, m_max_width, m_letter_spacing, m_radial, m_rotate, m_opacity, m_halo_width, m_halo_blur;
  V<Color> m_color, m_halo_color, m_icon_color, m_icon_halo_color;
  V<std::vector<double>> m_offset, m_icon_offset, m_icon_padding, m_fit_padding;
  V<style::Value> m_anchor_offsets, m_image;
  V<double> m_icon_size, m_icon_rotate, m_icon_opacity, m_icon_halo_width, m_icon_halo_blur;
  double m_line_height = 1.2;
  std::vector<std::string> m_variable_anchors;
};

}  // namespace riskmap::render::detail
